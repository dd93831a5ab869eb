"""Authors' XML, parsed without network, DTD or entities; a second try recovers what it can."""

from dataclasses import dataclass
from html import unescape
from typing import Final, cast

from lxml import etree

from gradus.lib.faults import Fault

MAX_BYTES: Final = 16 * 1024 * 1024
REPAIR: Final = "Correct the XML there; it was read as far as it could be."


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root element, if one could be had, and what was wrong."""

    root: etree._Element | None
    faults: tuple[Fault, ...]


def parse(data: bytes, *, path: str) -> Parsed:
    """Read XML strictly; if that fails, once more, recovering, with a warning."""
    if len(data) > MAX_BYTES:
        what = f"The file is larger than {MAX_BYTES:,} bytes."
        return Parsed(None, (Fault(path, 0, 0, what, "Split it."),))
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        return _recovered(data, path, error)
    return Parsed(root, _without_entities(root, path))


def line_of(element: etree._Element) -> int:
    """The line an element begins in; 0 where it is not known."""
    return cast("int | None", element.sourceline) or 0


def _recovered(data: bytes, path: str, error: etree.XMLSyntaxError) -> Parsed:
    line, column = error.position
    try:
        root = etree.fromstring(data, _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    fault = Fault(path, line or 0, column or 0, f"This is not XML: {error.msg}.", REPAIR)
    if root is None:
        return Parsed(None, (fault,))
    return Parsed(root, (fault, *_without_entities(root, path)))


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _without_entities(root: etree._Element, path: str) -> tuple[Fault, ...]:
    """Turn HTML's names such as `&nbsp;` into letters; others are never expanded."""
    faults = []
    for entity in list(root.iter(etree.Entity)):
        name = entity.text or ""
        letter = unescape(name)
        if letter == name:
            what = f"The entity {name} is not expanded."
            faults.append(Fault(path, line_of(entity), 0, what, "Write the text itself."))
        _replace(entity, letter)
    return tuple(faults)


def _replace(entity: etree._Element, words: str) -> None:
    parent, before = entity.getparent(), entity.getprevious()
    text = words + (entity.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text
    if parent is not None:
        parent.remove(entity)
