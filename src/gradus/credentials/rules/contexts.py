"""The JSON-LD contexts a signature may depend on: frozen copies, pinned by SHA-256, never fetched.

Source: VC Data Model 2.0 annex B (https://www.w3.org/TR/vc-data-model-2.0/#contexts-and-vocabularies).

>>> frozen("https://www.w3.org/ns/credentials/v2")["@context"]["@protected"]
True
>>> frozen("https://example.org/my-own-terms")
Traceback (most recent call last):
    ...
gradus.credentials.rules.contexts.UnknownContext: https://example.org/my-own-terms
"""

import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any, Final

VC: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DID: Final = "https://www.w3.org/ns/did/v1"
MULTIKEY: Final = "https://w3id.org/security/multikey/v1"

PINS: Final = {
    VC: ("w3c-credentials-v2", "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
    "https://w3id.org/security/data-integrity/v2": (
        "w3c-data-integrity-v2",
        "0f77743daf5b4e8fc067fc5ba5b21044283053aa717fc6b0219843bed3b00363",
    ),
    DID: ("w3c-did-v1", "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f"),
    MULTIKEY: (
        "w3c-multikey-v1",
        "c5f3806f8286920573221938917988a18a4cc5a09e968d29649613c7a1c2b1f6",
    ),
    OPEN_BADGES: ("ob-3.0.3", "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761"),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        "ob-3.0.2",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
        "ob-3.0.1",
        "af095468326d3449160509b26ca71576e6321d13c85b0369cfe3b654c9a48fba",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": (
        "ob-3.0",
        "9f1c8f9f361ba2994b9b50701f41149919542c50c7b7455b2846d87959295d72",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": (
        "ob-extensions",
        "2d013f981d1f4516081a6a04e55468ba2b071d4153b794f19a79715c45a89a5e",
    ),
}


class UnknownContext(LookupError):
    """The document uses terms that this program has no pinned copy of; the argument is the URL."""


@cache
def frozen(url: str) -> dict[str, Any]:
    """The pinned context document; callers must not change it."""
    try:
        name, pin = PINS[url]
    except KeyError:
        raise UnknownContext(url) from None
    body = resources.files(__package__).joinpath("frozen", f"{name}.json").read_bytes()
    if hashlib.sha256(body).hexdigest() != pin:
        message = f"The frozen context {name} was changed."
        raise RuntimeError(message)
    document: dict[str, Any] = json.loads(body)
    return document
