"""Dropdowns: one text of a list, in each of one or more places."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from lxml.etree import _Element

from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import (
    FULL,
    NOTHING,
    Answers,
    Choice,
    Correctness,
    Frame,
    Hint,
    Input,
    InputMark,
    paid,
    text_of,
)
from gradus.courseware.problems.elements import (
    attribute,
    escaped,
    first,
    found,
    hint_of,
    label_of,
    plain_text,
    points_of,
)

_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")


@dataclass(frozen=True, slots=True)
class Dropdowns:
    """`<optionresponse>`: equality with the right text, per `<optioninput>`."""

    inputs: tuple[Input, ...]
    right: tuple[str, ...]
    marks: tuple[Mapping[str, InputMark], ...]
    wrong: tuple[InputMark, ...]

    @classmethod
    def parse(cls, frame: Frame) -> Self:
        menus = [
            _menu(element, frame, number)
            for number, element in enumerate(found(frame.element, "optioninput"), start=1)
        ]
        if not menus:
            raise ContentFault("a dropdown question without a list")
        return cls(
            inputs=tuple(drawn for drawn, _, _ in menus),
            right=tuple(escaped(correct) for _, correct, _ in menus),
            marks=tuple(marks for _, _, marks in menus),
            wrong=tuple(
                InputMark(drawn.id, Correctness.INCORRECT, NOTHING) for drawn, _, _ in menus
            ),
        )

    def mark(self, answers: Answers) -> tuple[InputMark, ...]:
        return tuple(
            marks.get(text_of(answers, wrong.id), wrong)
            for marks, wrong in zip(self.marks, self.wrong, strict=True)
        )


def _menu(element: _Element, frame: Frame, number: int) -> tuple[Input, str, dict[str, InputMark]]:
    options, correct = _options(element, frame)
    if correct not in options:
        raise ContentFault(f"the right answer “{correct}” is not among the options")
    label, description = label_of(frame, element, number)
    drawn = Input(
        id=frame.input_id(number),
        kind="dropdown",
        label=label,
        description=description,
        choices=tuple(Choice(text, escaped(text)) for text in options),
        inline=bool(attribute(element, "inline")),
        points=points_of(element),
    )
    marks = {
        text: InputMark(
            drawn.id,
            Correctness.CORRECT if text == correct else Correctness.INCORRECT,
            paid(FULL, drawn.points, frame.mode) if text == correct else NOTHING,
            hint,
        )
        for text, hint in options.items()
    }
    return drawn, correct, marks


def _options(element: _Element, frame: Frame) -> tuple[dict[str, Hint | None], str]:
    children = list(found(element, "option"))
    if not children:
        return _listed(attribute(element, "options")), attribute(element, "correct")
    rights = [e for e in children if attribute(e, "correct").lower() == "true"]
    if len(rights) > 1:
        raise ContentFault("a dropdown list with two right options")
    options = {}
    for child in children:
        hint = first(child, "optionhint")
        options[_text(child)] = None if hint is None else hint_of(hint, frame)
    return options, _text(rights[0]) if rights else ""


def _text(option: _Element) -> str:
    """The words of an option without those of its hint."""
    hint = first(option, "optionhint")
    words = plain_text(option)
    return words if hint is None else words.removesuffix(plain_text(hint)).strip()


def _listed(text: str) -> dict[str, Hint | None]:
    """`('noneType','int','float')`, or the same without quotes."""
    quoted = [a or b for a, b in _QUOTED.findall(text)]
    if not quoted:
        quoted = text.strip("()").split(",")
    return {re.sub(r"\\(.)", r"\1", item).strip(): None for item in quoted}
