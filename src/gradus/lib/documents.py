"""YAML or JSON text and a JSON Schema → data, or faults that name file, line and remedy.

A scalar is read as the text the author wrote, unless the schema asks for an integer, a boolean or
null in that place: `no` stays a word, `12:30` a time, `010` and `1.10` stay as written. Decimal
numbers are text with a pattern, because JSON numbers are binary fractions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gradus.lib.faults import Fault, Faulty
from gradus.lib.nodes import (
    INTEGER,
    USUAL,
    Limits,
    Node,
    Place,
    Scalar,
    Table,
    read_nodes,
)
from gradus.lib.schemas import Schema, Step, mistakes, parts_of, types_of
from gradus.lib.terms import Json

Path: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Checked data that still knows the place of each of its parts."""

    file: str
    data: Json
    places: Mapping[Path, Place]

    def fault(self, path: Path, what: str, remedy: str) -> Fault:
        """A fault at `path`, or at its nearest known parent."""
        while path and path not in self.places:
            path = path[:-1]
        place = self.places.get(path, Place(0, 0))
        return Fault(self.file, place.line, place.column, what, remedy)


def read_document(
    text: str, *, schema: Mapping[str, Json], file: str, limits: Limits = USUAL
) -> Document:
    """The document in `text`, checked against `schema`; `Faulty` with every fault otherwise."""
    node = read_nodes(text, file=file, limits=limits)
    places: dict[Path, Place] = {}
    data = _value(node, [schema], schema, (), places)
    document = Document(file, data, places)
    faults = [document.fault(m.path, m.what, m.remedy) for m in mistakes(data, schema)]
    if faults:
        raise Faulty(sorted(faults))
    return document


def _value(
    node: Node, schemas: Sequence[Schema], root: Schema, path: Path, places: dict[Path, Place]
) -> Json:
    places[path] = node.place
    if isinstance(node, Scalar):
        return _scalar(node, types_of(schemas, root))
    if isinstance(node, Table):
        for entry in node.entries:
            places[*path, entry.key, ""] = entry.place
        return {
            entry.key: _value(
                entry.value, parts_of(schemas, root, entry.key), root, (*path, entry.key), places
            )
            for entry in node.entries
        }
    return [
        _value(item, parts_of(schemas, root, index), root, (*path, index), places)
        for index, item in enumerate(node.items)
    ]


def _scalar(scalar: Scalar, types: frozenset[str]) -> Json:
    """The scalar's value in a place where `types` are welcome; text wherever text is."""
    text = scalar.value
    if not isinstance(text, str) or not scalar.plain:
        return text
    if "null" in types and text in {"null", "~"}:
        return None
    return text if not types or "string" in types else _typed(text, types)


def _typed(text: str, types: frozenset[str]) -> Json:
    if "boolean" in types and text in {"true", "false"}:
        return text == "true"
    if "integer" in types and INTEGER.fullmatch(text):
        return int(text)
    return text
