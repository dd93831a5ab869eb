"""Checkboxes: a set of choices, all or nothing or with partial credit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from string import ascii_uppercase
from typing import Final, Self

from lxml.etree import _Element

from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import (
    FULL,
    HALF,
    NOTHING,
    QUARTER,
    Answers,
    Choice,
    Frame,
    Hint,
    Input,
    InputMark,
    Mode,
    paid,
    set_of,
    verdict,
)
from gradus.courseware.problems.elements import (
    attribute,
    first,
    found,
    hint_of,
    inner_html,
    label_of,
    points_of,
)

_NOT_TEXT: Final = frozenset({"choicehint", "compoundhint"})
_SCHEMES: Final = ("", "edc", "halves")
_HALVES: Final = ((1, 3, HALF), (2, 5, QUARTER))
_CENT: Final = Decimal("0.01")

BoxHints = tuple[tuple[str, Hint | None, Hint | None], ...]


@dataclass(frozen=True, slots=True)
class Checkboxes:
    """`<choiceresponse>` with `<checkboxgroup>` or `<radiogroup>`."""

    inputs: tuple[Input, ...]
    right: tuple[str, ...]
    names: frozenset[str]
    rights: frozenset[str]
    scheme: str
    mode: Mode
    compound: Mapping[frozenset[str], Hint]
    box_hints: BoxHints

    @classmethod
    def parse(cls, frame: Frame) -> Self:
        group = first(frame.element, "checkboxgroup", "radiogroup")
        if group is None:
            raise ContentFault("a checkbox question without choices")
        elements = list(found(group, "choice"))
        names = [f"choice_{number}" for number in range(len(elements))]
        drawn = _input(group, names, elements, frame)
        rights = [n for n, e in enumerate(elements) if attribute(e, "correct").lower() == "true"]
        return cls(
            inputs=(drawn,),
            right=(", ".join(drawn.choices[number].html for number in rights),),
            names=frozenset(names),
            rights=frozenset(names[number] for number in rights),
            scheme=_scheme(frame),
            mode=frame.mode,
            compound=_compound(group, frame),
            box_hints=tuple(
                (name, *_box_hints(element, frame))
                for name, element in zip(names, elements, strict=True)
            ),
        )

    def mark(self, answers: Answers) -> tuple[InputMark, ...]:
        drawn = self.inputs[0]
        ticked = set_of(answers, drawn.id)
        credit = self.credit(ticked)
        points = credit * drawn.points if self.scheme else paid(credit, drawn.points, self.mode)
        if self.scheme == "edc":
            points = _to_cents(points)
        return (InputMark(drawn.id, verdict(credit), points, self.hint(ticked)),)

    def credit(self, ticked: frozenset[str]) -> Fraction:
        if not ticked and not (self.mode is Mode.STRICT and not self.rights):
            return NOTHING
        errors, count = len(ticked ^ self.rights), len(self.names)
        if errors == 0:
            return FULL
        if self.scheme == "edc":
            return max(NOTHING, Fraction(count - errors, count))
        if self.scheme == "halves":
            return next((c for wrong, n, c in _HALVES if errors == wrong and count >= n), NOTHING)
        return NOTHING

    def hint(self, ticked: frozenset[str]) -> Hint | None:
        """The hint for exactly this set, or one for each box."""
        if ticked in self.compound:
            return self.compound[ticked]
        hints = [on if name in ticked else off for name, on, off in self.box_hints]
        said = [hint for hint in hints if hint]
        label = next((hint.label for hint in said if hint.label is not None), None)
        return Hint(tuple(text for hint in said for text in hint.texts), label) if said else None


def _to_cents(points: Fraction) -> Fraction:
    """Two places, half away from zero."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return Fraction(exact.quantize(_CENT, ROUND_HALF_UP))


def _scheme(frame: Frame) -> str:
    scheme = attribute(frame.element, "partial_credit").lower()
    if scheme not in _SCHEMES:
        raise ContentFault(f"partial_credit=“{scheme}” is not known for checkboxes")
    return scheme


def _box_hints(choice: _Element, frame: Frame) -> tuple[Hint | None, Hint | None]:
    """What is said when a box is ticked, and when it is not."""
    hints = {
        attribute(element, "selected").lower(): hint_of(element, frame)
        for element in found(choice, "choicehint")
    }
    return hints.get("true"), hints.get("false")


def _compound(group: _Element, frame: Frame) -> dict[frozenset[str], Hint]:
    """Hints for an exact set of boxes, named by letters: `value="A C"`."""
    hints = {}
    for element in found(group, "compoundhint"):
        letters = attribute(element, "value").upper().split()
        unknown = [letter for letter in letters if letter not in ascii_uppercase]
        if unknown:
            raise ContentFault(f"compoundhint for unknown boxes {' '.join(unknown)}")
        hint = hint_of(element, frame)
        if hint:
            hints[frozenset(f"choice_{ascii_uppercase.index(x)}" for x in letters)] = hint
    return hints


def _input(group: _Element, names: list[str], elements: list[_Element], frame: Frame) -> Input:
    label, description = label_of(frame, group)
    return Input(
        id=frame.input_id(1),
        kind="checkbox" if group.tag == "checkboxgroup" else "radio",
        label=label,
        description=description,
        choices=tuple(
            Choice(name, frame.clean(inner_html(element, without=_NOT_TEXT)))
            for name, element in zip(names, elements, strict=True)
        ),
        points=points_of(group),
    )
