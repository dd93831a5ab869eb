"""From elements and pointers to blocks: the pointer rule, old forms, names, policy, settings."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from gradus.courseware.course import Block, Place, Settings
from gradus.courseware.olx.choices import shown_of
from gradus.courseware.olx.files import Files
from gradus.courseware.olx.settings import settings_below
from gradus.courseware.olx.xml import line_of, parse
from gradus.lib.faults import Fault
from gradus.lib.terms import Json

HOLDERS: Final = frozenset(
    [
        "course",
        "chapter",
        "sequential",
        "vertical",
        "problemset",
        "videosequence",
        "section",
        "wrapper",
        "randomize",
        "split_test",
        "conditional",
        "library_content",
        "itembank",
    ]
)
NOT_BLOCKS: Final = frozenset({"wiki", "meta", "show"})
RENAMED: Final = {"videoalpha": "video"}
FOLDERS: Final = {"problem": ("problem", "problems"), "html": ("html", "htmls")}
DEEPEST: Final = 30
UNSAFE: Final = re.compile(r"[^\w.:@=+-]+")
# A key stands in addresses, beside a course's own pages, and in rows.
RESERVED: Final = frozenset({"go", "leave", "progress", "static"})
LONGEST_KEY: Final = 150


@dataclass(slots=True)
class Found:
    """An element, the file it stands in, and attributes that its pointer added."""

    element: etree._Element
    path: str
    name: str
    attributes: dict[str, str]
    missing: bool = False


@dataclass(slots=True)
class Tree:
    """Builds the blocks of one course, remembering what was seen."""

    files: Files
    policy: Mapping[str, Mapping[str, Json]]
    faults: list[Fault]
    seen: dict[tuple[str, str], Place] = field(default_factory=dict)
    path: list[tuple[str, str]] = field(default_factory=list)
    keys: set[str] = field(default_factory=lambda: set(RESERVED))
    unnamed: Counter[str] = field(default_factory=Counter)
    read: set[str] = field(default_factory=set)

    def course(self, element: etree._Element, *, name: str, path: str) -> Block:
        found = Found(element, path, name, _attributes(element))
        self.seen["course", name] = Place(path, line_of(element))
        return self.block(found, Settings())

    def block(self, found: Found, above: Settings) -> Block:
        """The block of an element, with everything below it."""
        element = found.element
        kind = _kind(element)
        place = Place(found.path, line_of(element))
        policy = self.policy.get(f"{kind}/{found.name}", {})
        written: dict[str, Json] = {**found.attributes, **policy}
        settings, wrong = settings_below(above, written, course=kind == "course")
        for name, should in wrong:
            what = f"{name}={written[name]!r} on <{kind}> is not read."
            self.report(place, what, f"Write {should}.")
        holder = kind in HOLDERS
        self.path.append((kind, found.name))
        children = tuple(self.children(found, settings)) if holder else ()
        self.path.pop()
        chosen, limits = shown_of(kind, written, len(children))
        return Block(
            key=self.key(kind, found.name),
            kind=kind,
            name=found.name,
            title=_title(written, found.name, kind),
            place=place,
            attributes=found.attributes,
            policy=policy,
            settings=settings,
            children=children,
            chosen=chosen,
            limits=limits,
            source="" if holder else _source(element),
            body=self.body(found) if kind == "html" else None,
            missing=found.missing,
        )

    def report(self, place: Place, what: str, remedy: str) -> None:
        self.faults.append(Fault(place.path, place.line, 0, what, remedy))

    def children(self, found: Found, settings: Settings) -> Iterator[Block]:
        for child in found.element:
            if child.tag in NOT_BLOCKS:
                continue
            place = Place(found.path, line_of(child))
            if len(self.path) > DEEPEST:
                self.report(place, "The course is nested too deeply.", "Use fewer levels.")
                return
            below = self.resolved(child, found.path)
            if self.claimed(_kind(below.element), below, place):
                yield self.block(below, settings)
        self.check_text(found)

    def claimed(self, kind: str, found: Found, place: Place) -> bool:
        """Whether this is the first place that holds the block; the others are reported."""
        identity = (kind, found.name)
        first = self.seen.get(identity)
        if first is None:
            self.seen[identity] = place
            return True
        if identity in self.path:
            what = f"<{kind}> {found.name!r} holds itself."
        else:
            what = f"<{kind}> {found.name!r} stands here a second time; first in {first}."
        self.report(place, what, "Keep one of the two places, or copy the block under a new name.")
        return False

    def check_text(self, found: Found) -> None:
        texts = [found.element.text, *(child.tail for child in found.element)]
        if any(text and text.strip() for text in texts):
            place = Place(found.path, line_of(found.element))
            what = f"Text between the parts of <{found.element.tag}> is not shown."
            self.report(place, what, "Put it in an html block.")

    def resolved(self, element: etree._Element, path: str) -> Found:
        """The element itself, or the one in the file that it points to."""
        attributes = _attributes(element)
        name = attributes.get("url_name") or attributes.get("slug") or ""
        target = _target(element, attributes)
        if target is not None:
            return self.pointed(element, target, name or target, attributes, path)
        return Found(element, path, name or self.derived(element), attributes)

    def pointed(
        self,
        element: etree._Element,
        target: str,
        name: str,
        attributes: dict[str, str],
        path: str,
    ) -> Found:
        kind = str(element.tag)
        folders = FOLDERS.get(kind, (kind,))
        for folder in folders:
            file = f"{folder}/{target.replace(':', '/')}.xml"
            if file in self.files.paths:
                self.read.add(file)
                parsed = parse(self.files.read(file), path=file)
                self.faults += parsed.faults
                if parsed.root is not None:
                    merged = {**_attributes(parsed.root), **attributes}
                    return Found(parsed.root, file, name, merged)
        if kind == "html" and self.html_file(target) is not None:
            return Found(element, path, name, {**attributes, "filename": target})
        place = Place(path, line_of(element))
        what = f"<{kind}> {name!r} points to {folders[0]}/{target}.xml, which is missing."
        self.report(place, what, "Add the file, or remove the pointer.")
        return Found(element, path, name, attributes, missing=True)

    def unused(self) -> tuple[str, ...]:
        """Block files that nothing in the course points to."""
        kinds = {kind for kind, _ in self.seen} | {"problem", "html", "video"}
        kinds -= {"course"}
        return tuple(
            path
            for path in self.files.paths
            if path.partition("/")[0] in kinds
            and path.endswith((".xml", ".html"))
            and path not in self.read
        )

    def body(self, found: Found) -> str | None:
        """An html block's text, from its own file or from between its tags."""
        filename = found.attributes.get("filename")
        if filename is not None and (file := self.html_file(filename)) is not None:
            self.read.add(file)
            return self.files.text(file)
        if len(found.element) or (found.element.text or "").strip():
            return _inner(found.element)
        if filename is not None or not found.missing:
            place = Place(found.path, line_of(found.element))
            wanted = f"html/{filename}.html" if filename else "any text"
            self.report(place, f"The html block {found.name!r} lacks {wanted}.", "Add it.")
        return None

    def html_file(self, name: str) -> str | None:
        stem = name.replace(":", "/").removesuffix(".html")
        return next(
            (
                file
                for folder in FOLDERS["html"]
                if (file := f"{folder}/{stem}.html") in self.files.paths
            ),
            None,
        )

    def derived(self, element: etree._Element) -> str:
        """A name for a block without one: the same content gets the same name again."""
        digest = hashlib.sha256(etree.tostring(element, method="c14n", with_tail=False))
        name = f"{element.tag}-{digest.hexdigest()[:12]}"
        self.unnamed[name] += 1
        return name if self.unnamed[name] == 1 else f"{name}-{self.unnamed[name]}"

    def key(self, kind: str, name: str) -> str:
        """The name where it is free in the course, else kind and name."""
        plain = UNSAFE.sub("_", name.replace("/", ":"))
        if len(plain) > LONGEST_KEY:
            plain = f"{plain[:LONGEST_KEY]}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
        for candidate in (plain, f"{kind}@{plain}"):
            if candidate not in self.keys:
                self.keys.add(candidate)
                return candidate
        count = 2
        while f"{kind}@{plain}@{count}" in self.keys:
            count += 1
        self.keys.add(f"{kind}@{plain}@{count}")
        return f"{kind}@{plain}@{count}"


def _kind(element: etree._Element) -> str:
    tag = str(element.tag)
    return RENAMED.get(tag, tag)


def _target(element: etree._Element, attributes: Mapping[str, str]) -> str | None:
    """What a pointer points to: it has no content and only a `url_name`, or a `filename`."""
    if len(element) or (element.text or "").strip():
        return None
    if set(attributes) == {"url_name"}:
        return attributes["url_name"]
    if element.tag in {"html", "course"}:
        return None
    return attributes.get("filename")


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _title(written: Mapping[str, Json], name: str, kind: str) -> str:
    title = written.get("display_name")
    if isinstance(title, str) and title.strip():
        return title.strip()
    return name if kind in {"course", "chapter", "sequential"} else ""


def _source(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _inner(element: etree._Element) -> str:
    """What stands between an element's tags, as HTML."""
    parts = [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return (element.text or "") + "".join(parts)
