"""Fields that take one line of text."""

import re

from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import Frame, Input
from gradus.courseware.problems.elements import (
    attribute,
    escaped,
    first,
    label_of,
    points_of,
)

TEXT_TAGS = ("textline", "formulaequationinput", "textbox")
_DIGITS = re.compile(r"[0-9]{1,3}")


def text_input(frame: Frame, *, kind: str) -> Input:
    """The one line that a response of this kind has."""
    element = first(frame.element, *TEXT_TAGS)
    if element is None:
        raise ContentFault("a question without a field to answer in")
    label, description = label_of(frame, element)
    size = attribute(element, "size")
    inline = attribute(element, "inline") or attribute(frame.element, "inline")
    return Input(
        id=frame.input_id(1),
        kind=kind,
        label=label,
        description=description,
        trailing=frame.clean(escaped(attribute(element, "trailing_text"))),
        size=int(size) if _DIGITS.fullmatch(size) else 0,
        inline=bool(inline) and inline.lower() not in ("0", "false"),
        points=points_of(element),
    )
