"""One document, three roads to its canonical RDF: a signature is safe only where all three meet.

Source: RDFC-1.0 (https://www.w3.org/TR/rdf-canon/); JSON-LD 1.1 (https://www.w3.org/TR/json-ld11-api/).

C1 is PyLD's RDF and URDNA2015, C2 PyLD's RDF and pyoxigraph's RDFC-1.0, C3 pyoxigraph alone with
the contexts written into the document. C1 and C2 differ by a canonicaliser's bug, C2 and C3 by a
JSON-LD processor's; each library has a real one, so neither alone may decide what is signed.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import pyoxigraph
from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver
from pyld.nquads import serialize_nquads

from gradus.credentials.rules.contexts import UnknownContext, frozen
from gradus.lib.terms import Json

Quads: TypeAlias = dict[str, list[dict[str, Any]]]

ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
RDFC: Final = pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0
# Where relative names land, to be found and refused: PyLD would invent a base of its own.
RELATIVE: Final = "relative://name/"
# One context cache for the process: processing contexts is nearly all the work.
_CACHE: Final[dict[str, Any]] = {}


class Unsafe(ValueError):
    """Part of the document would go unsigned; the message is a sentence for people."""


class Disagreement(RuntimeError):
    """Two canonicalisations of one document differ; it must not be signed."""


def agreed(document: Mapping[str, Json]) -> str:
    """The canonical N-Quads on which all three roads agree; else `Disagreement`."""
    quads = to_quads(document)
    first, second, third = urdna(quads), rdfc(quads), direct(document)
    if first != second:
        message = "The two canonicalisers do not agree on this document."
        raise Disagreement(message)
    if second != third:
        message = "The two JSON-LD processors do not agree on this document."
        raise Disagreement(message)
    return second


def to_quads(document: Mapping[str, Json]) -> Quads:
    """PyLD's RDF of the document; `Unsafe` when any member would be dropped."""
    try:
        expanded = _processor().expand(dict(document), _options())
        for node in expanded:
            _check(node)
        quads: Quads = _processor().to_rdf(expanded, _options())
    except jsonld.JsonLdError as error:
        raise _reason(error) from None
    return quads


def urdna(quads: Quads) -> str:
    """Canonical N-Quads by PyLD's URDNA2015."""
    canonical: str = URDNA2015().main(quads, {"format": "application/n-quads"})
    return canonical


def rdfc(quads: Quads) -> str:
    """Canonical N-Quads by pyoxigraph's RDFC-1.0."""
    text = serialize_nquads(quads)
    return _canonical(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))


def direct(document: Mapping[str, Json]) -> str:
    """Canonical N-Quads by pyoxigraph alone, from a copy with all contexts written in."""
    body = json.dumps(inlined(document))
    return _canonical(pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.JSON_LD))


def inlined(value: Json) -> Json:
    """A copy in which each context URL, at every level, is replaced by the frozen context."""
    if isinstance(value, Mapping):
        return {
            name: _contexts(part) if name == "@context" else inlined(part)
            for name, part in value.items()
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [inlined(part) for part in value]
    return value


def _contexts(value: Json) -> Json:
    listed = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return [frozen(part)["@context"] if isinstance(part, str) else part for part in listed]


def _canonical(quads: Iterator[Any]) -> str:
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(RDFC)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def _processor() -> jsonld.JsonLdProcessor:
    return jsonld.JsonLdProcessor(on_property_dropped=_dropped)


def _dropped(name: str | None) -> None:
    message = f'The field "{name}" is not defined by the document\'s terms; it would go unsigned.'
    raise Unsafe(message)


def _options() -> dict[str, Any]:
    resolver = ContextResolver(_CACHE, _load)
    return {"base": RELATIVE, "documentLoader": _load, "contextResolver": resolver}


def _load(url: str, _: object) -> dict[str, Any]:
    document = {"@context": frozen(url)["@context"]}
    return {"contextUrl": None, "documentUrl": url, "document": document, "tag": "static"}


def _reason(error: BaseException) -> Exception:
    """An unknown context stays one; any other failure means the document is not sound."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, UnknownContext | Unsafe):
            return cause
        cause = cause.__cause__
    return Unsafe(f"The document is not sound JSON-LD: {error.args[0]}")


def _check(value: object) -> None:
    """Refuse in an expanded document what JSON-LD would let fall silently."""
    if isinstance(value, list):
        for part in value:
            _check(part)
    elif isinstance(value, dict):
        _check_node(value)


def _check_node(node: dict[str, Any]) -> None:
    if "@direction" in node:
        message = "Text directions are not signed alike everywhere; use plain text."
        raise Unsafe(message)
    types = node.get("@type", [])
    for name in [node.get("@id"), *(types if isinstance(types, list) else [types])]:
        if name is not None and name != "@json" and not _absolute(str(name)):
            shown = str(name).removeprefix(RELATIVE)
            message = f'"{shown}" is not an absolute address or a defined type.'
            raise Unsafe(message)
    if "@value" not in node:
        for part in node.values():
            _check(part)


def _absolute(name: str) -> bool:
    return bool(ABSOLUTE.fullmatch(name)) and not name.startswith(RELATIVE)
