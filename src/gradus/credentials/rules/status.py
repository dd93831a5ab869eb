"""Withdrawn or not: one bit per credential in a list that everybody fetches whole.

Source: Bitstring Status List 1.0 (https://www.w3.org/TR/vc-bitstring-status-list/). Entry i is
bit 0x80 >> (i mod 8) of byte i div 8: bits, not bytes.

>>> position(41234), position(7), position(94567)
((5154, 32), (0, 1), (11820, 1))
>>> bits = decoded(encoded([7, 41234]))
>>> is_set(bits, 7), is_set(bits, 6), is_set(bits, 41234), len(bits) * 8
(True, False, True, 131072)
"""

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gradus.credentials.rules.contexts import VC
from gradus.credentials.rules.moments import stamp
from gradus.lib.terms import Json

LENGTH: Final = 131_072
FULL_AT: Final = LENGTH // 2
VALID_FOR: Final = timedelta(days=7)
TTL_MS: Final = 300_000
MAX_INFLATED: Final = 2 * 2**20


class BadList(ValueError):
    """The status list cannot be read; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A credential's place: the list's address and the index in it."""

    list_url: str
    index: int


def position(index: int) -> tuple[int, int]:
    """The byte and the mask of an entry."""
    return index // 8, 0x80 >> (index % 8)


def is_set(bits: bytes, index: int) -> bool:
    """Is the entry withdrawn? IndexError when the list has no such entry."""
    byte, mask = position(index)
    return bool(bits[byte] & mask)


def encoded(revoked: Iterable[int], length: int = LENGTH) -> str:
    """`u` and unpadded base64url of the gzipped bits; reproducible (no time inside)."""
    bits = bytearray(length // 8)
    for index in revoked:
        byte, mask = position(index)
        bits[byte] |= mask
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """The bits of an encoded list, inflated to at most 2 MiB; `BadList` when it is none."""
    try:
        packed = base64.b64decode(_padded(text.removeprefix("u")), altchars=b"-_", validate=True)
        inflater = zlib.decompressobj(wbits=31)
        bits = inflater.decompress(packed, MAX_INFLATED)
    except (binascii.Error, zlib.error, ValueError):
        message = "The status list cannot be unpacked."
        raise BadList(message) from None
    if inflater.unconsumed_tail or not inflater.eof:
        message = "The status list is damaged or larger than 2 MiB."
        raise BadList(message)
    if len(bits) * 8 < LENGTH:
        message = "The status list is shorter than the standard allows."
        raise BadList(message)
    return bits


def _padded(text: str) -> str:
    return text + "=" * (-len(text) % 4)


def entry(place: Entry) -> dict[str, Json]:
    """The `credentialStatus` member: one object, its index a text."""
    return {
        "id": f"{place.list_url}#{place.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place.index),
        "statusListCredential": place.list_url,
    }


def list_document(
    *, url: str, issuer: str, revoked: Iterable[int], now: datetime, length: int = LENGTH
) -> dict[str, Json]:
    """The list as an unsigned credential of the same issuer, valid for seven days."""
    return {
        "@context": [VC],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": stamp(now),
        "validUntil": stamp(now + VALID_FOR),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "ttl": TTL_MS,
            "encodedList": encoded(revoked, length),
        },
    }


def free_index(drawn: Iterable[int], used: frozenset[int]) -> int:
    """The first drawn index that no credential has ever had; the dice are an argument."""
    return next(index for index in drawn if index not in used)
