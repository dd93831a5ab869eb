"""Reading a stranger's document so that what we read is what was signed.

A signature covers meaning (RDF), not spelling: the same meaning can be spelled so that a reader of
names misses it, and a withdrawn credential would look as if it had no status. So only the plain
spelling is read: contexts by address, no keywords, no addresses as names, and every status, issuer
and date of the meaning found where it belongs.

>>> odd_spelling({"@context": [{"status": "https://www.w3.org/2018/credentials#credentialStatus"}]})
'terms of its own'
>>> odd_spelling({"@included": []}), odd_spelling({"name": "Ada"})
('@included', None)
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from gradus.lib.terms import Json

Document: TypeAlias = Mapping[str, Json]

PREDICATES: Final = {
    name: f"<https://www.w3.org/2018/credentials#{name}>"
    for name in ("credentialStatus", "issuer", "validFrom", "validUntil")
}


def mapping(value: Json) -> Document:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def text(value: Json) -> str:
    """The value if it is a text, else an empty one."""
    return value if isinstance(value, str) else ""


def listing(value: Json) -> Sequence[Json]:
    """The value as a list: itself, or of one, or of none."""
    if value is None:
        return []
    return value if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def texts(value: Json) -> list[str]:
    """The texts among the value's parts."""
    return [part for part in listing(value) if isinstance(part, str)]


def members(credential: Document) -> Iterator[tuple[str, Document]]:
    """Every credential inside, named: CLR members and endorsements, at any depth."""
    subject = mapping(credential.get("credentialSubject"))
    places = (
        ("member", subject.get("verifiableCredential")),
        ("endorsement", credential.get("endorsement")),
        ("endorsement", mapping(subject.get("achievement")).get("endorsement")),
        ("endorsement", mapping(credential.get("issuer")).get("endorsement")),
    )
    for what, value in places:
        for number, part in enumerate(listing(value), start=1):
            document = mapping(part)
            yield f"{what} {number}", document
            yield from ((f"{what} {number}, {name}", inner) for name, inner in members(document))


def unnamed(value: Json) -> int:
    """How many nodes of the document would be blank: what makes canonicalising dear."""
    if isinstance(value, Mapping):
        return ("id" not in value) + sum(unnamed(part) for part in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return sum(unnamed(part) for part in value)
    return 0


def odd_spelling(value: Json) -> str | None:
    """The first name by which a document could say something past its readers."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name == "@context":
                found = None if len(texts(part)) == len(listing(part)) else "terms of its own"
            else:
                odd = name.startswith("@") or ":" in name
                found = name if odd else odd_spelling(part)
            if found:
                return found
    elif isinstance(value, Sequence) and not isinstance(value, str):
        return next((odd for odd in map(odd_spelling, value) if odd), None)
    return None


def hidden(document: Document, quads: str) -> str | None:
    """The first statement of the canonical meaning that does not stand where it is read."""
    parts = (document, *(member for _, member in members(document)))
    said = Counter(line.split(" ", 2)[1] for line in quads.splitlines() if line)
    for name, predicate in PREDICATES.items():
        if said[predicate] != sum(len(listing(part.get(name))) for part in parts):
            return name
    return None
