"""YAML or JSON text → nodes that know their place. No tags, no merge keys, nothing guessed.

YAML 1.1 (https://yaml.org/spec/1.1/) gives plain words types by their looks. Here a YAML scalar
stays the text that the author wrote; who reads the nodes decides what it means.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn, TypeAlias

import yaml

from gradus.lib.faults import Fault, Faulty

Event: TypeAlias = yaml.events.Event


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost to read."""

    characters: int = 1_000_000
    depth: int = 40
    aliases: int = 50
    nodes: int = 50_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value without parts; `plain` says it was written without quotes."""

    value: bool | int | str | None
    plain: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Listing:
    """Values in order."""

    items: "tuple[Node, ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One name and its value."""

    key: str
    place: Place
    value: "Node"


@dataclass(frozen=True, slots=True)
class Table:
    """Names and values; no name stands twice."""

    entries: tuple[Entry, ...]
    place: Place


Node: TypeAlias = Scalar | Listing | Table


SURROGATES = re.compile(
    r"(?<!\\)((?:\\\\)*)(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
USUAL = Limits()


def read_nodes(text: str, *, file: str, limits: Limits = USUAL) -> Node:
    """The single document in `text`, or `Faulty`."""
    if len(text) > limits.characters:
        what = f"The file has {len(text):,} characters; {limits.characters:,} are allowed."
        raise Faulty([Fault(file, 0, 0, what, "Split it, or leave out what is not needed.")])
    is_json = file.endswith(".json")
    if is_json:
        text = _as_yaml(text, file)
    try:
        return _Builder(text, file, limits, is_json=is_json).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = f"This cannot be read: {error.problem or error.context}."
        remedy = "Mind indentation (spaces, never tabs), colons and closing quotes."
        raise Faulty([Fault(file, line, column, what, remedy)]) from None
    except (yaml.YAMLError, UnicodeError) as error:
        what = f"This cannot be read: {str(error).splitlines()[0]}."
        raise Faulty([Fault(file, 0, 0, what, "Save the file as UTF-8 text.")]) from None


def _as_yaml(text: str, file: str) -> str:
    """JSON that a YAML reader takes with the same lines and meaning."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        what = f"This is not JSON: {error.msg}."
        raise Faulty([Fault(file, error.lineno, error.colno, what, "Correct it here.")]) from None
    except (RecursionError, ValueError):
        fault = Fault(file, 0, 0, "This JSON cannot be read.", "Write it with fewer levels.")
        raise Faulty([fault]) from None
    flat = text.replace("\t", " ").replace("\x7f", "\\u007f")
    return SURROGATES.sub(lambda match: match[1] + json.loads(f'"{match[2]}"'), flat)


@dataclass(slots=True)
class _Builder:
    """Builds nodes from the parser's events, counting what they cost."""

    text: str
    file: str
    limits: Limits
    is_json: bool
    anchors: dict[str, Node | None] = field(default_factory=dict)
    aliases: int = 0
    nodes: int = 0

    def document(self) -> Node:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        events: Iterator[Event] = yaml.parse(self.text, Loader=loader)
        content = (e for e in events if not isinstance(e, yaml.StreamStartEvent))
        if isinstance(start := next(content), yaml.StreamEndEvent):
            self.refuse(start, "The file is empty.", "Write its content.")
        node = self.node(next(content), content, depth=0)
        next(content)
        if not isinstance(again := next(content), yaml.StreamEndEvent):
            self.refuse(again, "A second document begins here.", "Keep one document per file.")
        return node

    def node(self, event: Event, events: Iterator[Event], *, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        anchor: str | None = getattr(event, "anchor", None)
        if anchor:
            self.anchors[anchor] = None
        self.check(event, depth)
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = self.scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            items = tuple(
                self.node(item, events, depth=depth + 1)
                for item in _until(events, yaml.SequenceEndEvent)
            )
            node = Listing(items, _place(event))
        else:
            node = self.table(event, events, depth=depth)
        if anchor:
            self.anchors[anchor] = node
        return node

    def alias(self, event: yaml.AliasEvent) -> Node:
        node = self.anchors.get(str(event.anchor))
        if node is None:
            self.refuse(event, f"*{event.anchor} points to nothing complete.", "Write it out.")
        self.aliases += 1
        if self.aliases > self.limits.aliases:
            self.refuse(event, f"More than {self.limits.aliases} aliases.", "Write them out.")
        self.count(event, _size(node))
        return node

    def check(self, event: Event, depth: int) -> None:
        tag: str | None = getattr(event, "tag", None)
        if tag not in {None, "!"}:
            self.refuse(event, f"The tag {tag} is not read.", "Remove it.")
        if depth > self.limits.depth:
            self.refuse(event, f"More than {self.limits.depth} levels.", "Write it flatter.")
        self.count(event, 1)

    def count(self, event: Event, size: int) -> None:
        self.nodes += size
        if self.nodes > self.limits.nodes:
            self.refuse(event, f"More than {self.limits.nodes:,} values.", "Split the file.")

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        text: str = event.value
        plain = event.style is None or event.style == ""
        if plain and not text:
            return Scalar(None, plain, _place(event))
        if plain and self.is_json:
            return Scalar(_json_value(text), plain, _place(event))
        return Scalar(text, plain, _place(event))

    def table(self, event: Event, events: Iterator[Event], *, depth: int) -> Table:
        entries: dict[str, Entry] = {}
        for key in _until(events, yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                self.refuse(key, "A name must be a single word or text.", "Write a plain name.")
            self.check(key, depth)
            name: str = key.value
            if name == "<<" and not key.style:
                self.refuse(key, "Merge keys (<<) are not read.", "Write the names out.")
            if first := entries.get(name):
                what = f"{name!r} stands twice: first in line {first.place.line}, again here."
                self.refuse(key, what, "Keep one of the two.")
            value = self.node(next(events), events, depth=depth + 1)
            entries[name] = Entry(name, _place(key), value)
        return Table(tuple(entries.values()), _place(event))

    def refuse(self, event: Event, what: str, remedy: str) -> NoReturn:
        place = _place(event)
        raise Faulty([Fault(self.file, place.line, place.column, what, remedy)])


def _until(events: Iterator[Event], end: type[Event]) -> Iterator[Event]:
    while not isinstance(event := next(events), end):
        yield event


def _place(event: Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(0, 0)


def _size(node: Node) -> int:
    if isinstance(node, Scalar):
        return 1
    if isinstance(node, Listing):
        return 1 + sum(_size(item) for item in node.items)
    return 1 + sum(_size(entry.value) for entry in node.entries)


def _json_value(text: str) -> bool | int | str | None:
    words: dict[str, bool | None] = {"null": None, "true": True, "false": False}
    if text in words:
        return words[text]
    return int(text) if INTEGER.fullmatch(text) else text
