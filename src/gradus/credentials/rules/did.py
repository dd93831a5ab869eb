"""Who signs: a university's `did:web` and the document that lists its keys.

Source: did:web (https://w3c-ccg.github.io/did-method-web/), Controlled Identifiers 1.0
(https://www.w3.org/TR/cid-1.0/). A key's fragment is its own multibase; an old key stays listed.

>>> did_web("https://credentials.example.edu", "example-university")
'did:web:credentials.example.edu:issuers:example-university'
>>> did_web("https://localhost:8443", "x")
'did:web:localhost%3A8443:issuers:x'
>>> document_url("did:web:credentials.example.edu:issuers:example-university")
'https://credentials.example.edu/issuers/example-university/did.json'
>>> document_url("did:web:example.edu%3A8443")
'https://example.edu:8443/.well-known/did.json'
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import base58

from gradus.credentials.rules.contexts import DID, MULTIKEY
from gradus.lib.terms import Json

ED25519: Final = b"\xed\x01"
KEY_BYTES: Final = 32
SEGMENT: Final = re.compile(r"[A-Za-z0-9._~-]+")
HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(%3A[0-9]{1,5})?")


class BadKey(ValueError):
    """The issuer does not stand behind this key; the message is a sentence for people."""


class OtherKey(ValueError):
    """The key is of a kind that is not read here; the argument names the kind."""


class BadDid(ValueError):
    """The issuer's name is none that can be looked up; the message is a sentence for people."""


def did_web(origin: str, slug: str) -> str:
    """The DID of the issuer `slug` served under `origin`."""
    return f"did:web:{quote(urlsplit(origin).netloc, safe='')}:issuers:{slug}"


def document_url(did: str) -> str:
    """Where a `did:web` document is read from; `BadDid` for anything else."""
    parts = did.removeprefix("did:web:").split(":")
    sound = did.startswith("did:web:") and HOST.fullmatch(parts[0])
    if not sound or not all(SEGMENT.fullmatch(p) and set(p) != {"."} for p in parts[1:]):
        message = f"“{did[:120]}” is not a did:web name."
        raise BadDid(message)
    path = "/".join(parts[1:]) or ".well-known"
    return f"https://{unquote(parts[0])}/{path}/did.json"


def domain(did: str) -> str:
    """The domain whose owner speaks as this DID, or the DID itself."""
    return unquote(did.split(":")[2]) if did.startswith("did:web:") else did


def did_document(did: str, keys: Sequence[str]) -> dict[str, Json]:
    """The public document: every key the issuer ever signed with, newest last."""
    methods = [
        {
            "id": f"{did}#{key}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key,
        }
        for key in keys
    ]
    return {
        "@context": [DID, MULTIKEY],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [f"{did}#{key}" for key in keys],
    }


def multibase(public: bytes) -> str:
    """An Ed25519 public key as Multikey text (`z6Mk…`).

    >>> multibase(bytes(32))
    'z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP'
    """
    return "z" + base58.b58encode(ED25519 + public).decode()


def public_key(text: str) -> bytes:
    """The 32 bytes of an Ed25519 Multikey; `BadKey` for anything else."""
    try:
        raw = base58.b58decode(text[1:]) if text.startswith("z") else b""
    except ValueError:
        raw = b""
    if raw[:2] != ED25519 or len(raw) != len(ED25519) + KEY_BYTES:
        message = "The key is not an Ed25519 key."
        raise BadKey(message)
    return raw[2:]


def listed_key(document: Mapping[str, Json], did: str, method: str) -> bytes:
    """The key that `document` allows to assert under `method`; `BadKey` when it does not."""
    entry = None
    if document.get("id") == did:
        entry = _entry(document, method)
    if entry is None or entry.get("controller") != did:
        message = f"Signed with a key that {domain(did)} does not list: do not rely on it."
        raise BadKey(message)
    key = entry.get("publicKeyMultibase")
    if entry.get("type") != "Multikey" or not isinstance(key, str):
        raise OtherKey(str(entry.get("type")))
    return public_key(key)


def _entry(document: Mapping[str, Json], method: str) -> Mapping[str, Json] | None:
    """The key named `method`, if the document lists it for assertions."""
    allowed = _listing(document.get("assertionMethod"))
    inside = [part for part in allowed if isinstance(part, Mapping)]
    if method in allowed:
        methods = _listing(document.get("verificationMethod"))
        inside += [part for part in methods if isinstance(part, Mapping)]
    return next((part for part in inside if part.get("id") == method), None)


def own_key(did: str, method: str) -> bytes:
    """The key inside a `did:key`; its fragment must be the same key."""
    key = did.removeprefix("did:key:")
    if method != f"{did}#{key}":
        message = "The key named in the signature is not the issuer's own key."
        raise BadKey(message)
    return public_key(key)


def _listing(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else []
