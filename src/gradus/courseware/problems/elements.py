"""Reading author's XML: inner HTML, attributes as numbers, elements replaced by text."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lxml import etree
from lxml.etree import _Element

from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import FULL, Frame, Hint

_PLAIN = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")


def inner_html(element: _Element, *, without: frozenset[str] = frozenset()) -> str:
    """Text and children as HTML, leaving out children of the given tags (not their tails)."""
    pieces = [escaped(element.text)]
    for child in element:
        if child.tag in without or not isinstance(child.tag, str):
            pieces.append(escaped(child.tail))
        else:
            pieces.append(etree.tostring(child, encoding="unicode", method="html"))
    return "".join(pieces).strip()


def escaped(text: str | None) -> str:
    """Text as HTML."""
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain_text(element: _Element) -> str:
    """The text of an element and all it holds."""
    return "".join(piece for piece in element.itertext() if isinstance(piece, str)).strip()


def found(element: _Element, *tags: str) -> Iterator[_Element]:
    """Descendants with one of the tags, in document order."""
    return element.iter(*tags)


def first(element: _Element, *tags: str) -> _Element | None:
    """The first descendant with one of the tags."""
    return next(found(element, *tags), None)


def attribute(element: _Element, name: str, default: str = "") -> str:
    """A trimmed attribute."""
    return (element.get(name) or default).strip()


def is_true(element: _Element, name: str) -> bool:
    return attribute(element, name).lower() == "true"


def points_of(element: _Element) -> Fraction:
    """The `points` attribute of an input; 1 if unset."""
    text = attribute(element, "points")
    if not text:
        return FULL
    if not _PLAIN.fullmatch(text):
        raise ContentFault(f"points=“{text}” is not a number")
    return Fraction(text)


def hint_of(
    element: _Element, frame: Frame, *, without: frozenset[str] = frozenset()
) -> Hint | None:
    """An author's hint element; one without words says nothing."""
    html = frame.clean(inner_html(element, without=without))
    label = element.get("label")
    return Hint((html,), label) if html else None


def label_of(frame: Frame, element: _Element, number: int = 1) -> tuple[str, str]:
    """Label and description of the n-th input of a response, as clean HTML."""
    labels = list(found(frame.element, "label"))
    label = inner_html(labels[number - 1]) if len(labels) >= number else ""
    if not label:
        label = escaped(attribute(element, "label") or attribute(frame.element, "label"))
    descriptions = list(found(frame.element, "description")) if number == 1 else []
    return frame.clean(label), frame.clean(" ".join(inner_html(d) for d in descriptions))


def replace_by_text(element: _Element, text: str) -> None:
    """Put a text where an element stood, keeping what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    whole = text + (element.tail or "")
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + whole
    else:
        before.tail = (before.tail or "") + whole
    parent.remove(element)
