"""The signature: `DataIntegrityProof` with the suite `eddsa-rdfc-2022` (Ed25519).

Source: https://www.w3.org/TR/vc-di-eddsa/. The proof value is `z` and base58btc of the signature
over SHA-256(canonical proof options) and SHA-256(canonical document), in this order. The secret
key is never here: signing is an argument.

>>> check_text("a\\x0bb")  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
gradus.lib.refusal.Refused: The text “a?b” holds a hidden control...
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gradus.credentials.rules import dataset
from gradus.lib.refusal import Refused, words
from gradus.lib.terms import Json

SUITE: Final = "eddsa-rdfc-2022"
EXACT: Final = 2**53
DECIMALS: Final = 2


def signed(
    document: Mapping[str, Json], *, method: str, created: str, sign: Callable[[bytes], bytes]
) -> dict[str, Json]:
    """The document with its one proof; refuses what verifiers would read differently."""
    check_values(document)
    options = proof_options(method=method, created=created)
    digest = digest_of(document, options, canonical=dataset.agreed)
    value = "z" + base58.b58encode(sign(digest)).decode()
    return {**document, "proof": [{**options, "proofValue": value}]}


def proof_options(*, method: str, created: str) -> dict[str, Json]:
    """All of a proof but its value."""
    return {
        "type": "DataIntegrityProof",
        "created": created,
        "verificationMethod": method,
        "cryptosuite": SUITE,
        "proofPurpose": "assertionMethod",
    }


def digest_of(
    document: Mapping[str, Json],
    options: Mapping[str, Json],
    *,
    canonical: Callable[[Mapping[str, Json]], str],
) -> bytes:
    """The 64 bytes that are signed; the options borrow the document's own context."""
    plain = {name: value for name, value in document.items() if name != "proof"}
    named = {"@context": document["@context"], **options}
    return _sha256(canonical(named)) + _sha256(canonical(plain))


def holds(document: Mapping[str, Json], proof: Mapping[str, Json], *, key: bytes) -> bool:
    """Did the owner of `key` sign exactly this document? `Disagreement` when that is unclear."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    signature = _signature(proof.get("proofValue"))
    if _fits(key, signature, digest_of(document, options, canonical=_second)):
        return True
    if digest_of(document, options, canonical=_first) != digest_of(
        document, options, canonical=_second
    ):
        message = "Two programs read this document differently."
        raise dataset.Disagreement(message)
    return False


def _fits(key: bytes, signature: bytes, digest: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, digest)
    except InvalidSignature:
        return False
    return True


def _first(document: Mapping[str, Json]) -> str:
    return dataset.urdna(dataset.to_quads(document))


def _second(document: Mapping[str, Json]) -> str:
    return dataset.rdfc(dataset.to_quads(document))


def _signature(value: Json) -> bytes:
    if not isinstance(value, str) or not value.startswith("z"):
        return b""
    try:
        return base58.b58decode(value[1:])
    except ValueError:
        return b""


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def check_values(value: Json) -> None:
    """Refuse texts and numbers that verifiers do not all read alike."""
    for leaf in leaves(value):
        if isinstance(leaf, str):
            check_text(leaf)
        elif isinstance(leaf, int | float) and not isinstance(leaf, bool):
            check_number(leaf)


def check_text(text: str) -> None:
    """No control characters but newline and tab, no half characters."""
    for letter in text:
        if unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t":
            raise Refused(
                "control_character",
                words(
                    "The text “{start}” holds a hidden control character (code {number})."
                    " Type it again without it."
                ),
                start="".join(c if c.isprintable() else "?" for c in text[:40]),
                number=ord(letter),
            )


def check_number(value: float) -> None:
    """At most two decimals and no more than 2⁵³: others are written differently elsewhere.

    >>> check_number(12.75)
    >>> check_number(1e-7)
    Traceback (most recent call last):
        ...
    gradus.lib.refusal.Refused: The number 1E-7 has more than two decimals. Round it.
    """
    number = Decimal(repr(value)).normalize()
    places = number.as_tuple().exponent
    if not isinstance(places, int) or places < -DECIMALS:
        raise Refused(
            "too_many_decimals",
            words("The number {number} has more than two decimals. Round it."),
            number=number,
        )
    if abs(number) > EXACT:
        raise Refused(
            "number_too_large",
            words("The number {number} is too large to be written alike everywhere."),
            number=number,
        )


def leaves(value: Json) -> Iterator[bool | float | str | None]:
    """Every text, number and truth value in a document, names included."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield name
            yield from leaves(part)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from leaves(part)
    else:
        yield value
