"""Multiple choice and true/false: one choice of several, shuffled and drawn by the seed.

The mark of every choice is made when the problem is read; marking is a look-up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from lxml.etree import _Element

from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import (
    FULL,
    HALF,
    NOTHING,
    Answers,
    Choice,
    Correctness,
    Frame,
    Hint,
    Input,
    InputMark,
    paid,
    set_of,
    text_of,
    verdict,
)
from gradus.courseware.problems.elements import (
    attribute,
    first,
    found,
    hint_of,
    inner_html,
    is_true,
    label_of,
    points_of,
)

_HINTS = frozenset({"choicehint"})


@dataclass(frozen=True, slots=True)
class _Option:
    """A choice as written."""

    name: str
    html: str
    credit: Fraction
    hint: Hint | None
    fixed: bool
    explanation: str


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """`<multiplechoiceresponse>`: correct if the chosen one is."""

    inputs: tuple[Input, ...]
    right: tuple[str, ...]
    marks: Mapping[str, InputMark]
    wrong: InputMark
    explanation: str = ""

    @classmethod
    def parse(cls, frame: Frame) -> Self:
        group = _group(frame)
        options = _shown(group, _options(group, frame, partial=_partial(frame)), frame)
        drawn = _input(group, options, frame, kind="choice")
        rights = [option for option in options if option.credit == FULL]
        marks = {
            option.name: InputMark(
                drawn.id,
                verdict(option.credit),
                paid(option.credit, drawn.points, frame.mode),
                option.hint,
            )
            for option in options
        }
        return cls(
            inputs=(drawn,),
            right=(", ".join(option.html for option in rights),),
            marks=marks,
            wrong=InputMark(drawn.id, Correctness.INCORRECT, NOTHING),
            explanation=rights[0].explanation if rights else "",
        )

    def mark(self, answers: Answers) -> tuple[InputMark, ...]:
        return (self.marks.get(text_of(answers, self.wrong.id), self.wrong),)


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """`<truefalseresponse>`: correct if exactly the right ones are chosen, none included."""

    inputs: tuple[Input, ...]
    right: tuple[str, ...]
    rights: frozenset[str]
    good: InputMark
    bad: InputMark

    @classmethod
    def parse(cls, frame: Frame) -> Self:
        group = _group(frame)
        options = _shown(group, _options(group, frame, partial=False), frame)
        drawn = _input(group, options, frame, kind="checkbox")
        rights = [option for option in options if option.credit == FULL]
        return cls(
            inputs=(drawn,),
            right=(", ".join(option.html for option in rights),),
            rights=frozenset(option.name for option in rights),
            good=InputMark(drawn.id, Correctness.CORRECT, paid(FULL, drawn.points, frame.mode)),
            bad=InputMark(drawn.id, Correctness.INCORRECT, NOTHING),
        )

    def mark(self, answers: Answers) -> tuple[InputMark, ...]:
        return (self.good if set_of(answers, self.good.id) == self.rights else self.bad,)


def _group(frame: Frame) -> _Element:
    group = first(frame.element, "choicegroup")
    if group is None:
        raise ContentFault("a multiple choice question without choices")
    return group


def _partial(frame: Frame) -> bool:
    scheme = attribute(frame.element, "partial_credit").lower()
    if scheme not in ("", "points"):
        raise ContentFault(f"partial_credit=“{scheme}” is not known for multiple choice")
    return scheme == "points"


def _options(group: _Element, frame: Frame, *, partial: bool) -> list[_Option]:
    targeted = _targeted(group, frame)
    options = []
    unnamed = 0
    for element in found(group, "choice"):
        name = element.get("name")
        if name is None:
            name = str(unnamed)
            unnamed += 1
        explanation = attribute(element, "explanation-id")
        hint_element = first(element, "choicehint")
        hint = None if hint_element is None else hint_of(hint_element, frame)
        options.append(
            _Option(
                name=f"choice_{name}",
                html=frame.clean(inner_html(element, without=_HINTS)),
                credit=_credit(element, partial=partial),
                hint=hint or targeted.get(explanation),
                fixed=is_true(element, "fixed"),
                explanation=explanation,
            )
        )
    return options


def _credit(element: _Element, *, partial: bool) -> Fraction:
    word = attribute(element, "correct").lower()
    if word == "partial" and partial:
        text = attribute(element, "point_value")
        try:
            return Fraction(text) if text else HALF
        except (ValueError, ZeroDivisionError):
            raise ContentFault(f"point_value=“{text}” is not a number") from None
    return FULL if word == "true" else NOTHING


def _targeted(group: _Element, frame: Frame) -> dict[str, Hint]:
    """Feedback by explanation, where the problem asks for it."""
    if "targeted-feedback" not in group.attrib and "targeted-feedback" not in frame.element.attrib:
        return {}
    problem = group.getroottree().getroot()
    hints = {
        attribute(element, "explanation-id"): hint_of(element, frame)
        for element in found(problem, "targetedfeedback")
    }
    return {key: hint for key, hint in hints.items() if key and hint}


def _shown(group: _Element, options: list[_Option], frame: Frame) -> tuple[_Option, ...]:
    shuffle, pool = is_true(group, "shuffle"), attribute(group, "answer-pool")
    if shuffle and pool:
        raise ContentFault("shuffle and answer-pool cannot be used together")
    if pool:
        return _drawn(options, pool, frame)
    return _shuffled(options, frame) if shuffle else tuple(options)


def _shuffled(options: list[_Option], frame: Frame) -> tuple[_Option, ...]:
    """Fixed choices at the head and the tail stay."""
    head = next((n for n, option in enumerate(options) if not option.fixed), len(options))
    tail = len(options)
    while tail > head and options[tail - 1].fixed:
        tail -= 1
    return (*options[:head], *frame.dice.shuffled(options[head:tail]), *options[tail:])


def _drawn(options: list[_Option], pool: str, frame: Frame) -> tuple[_Option, ...]:
    """One right and `pool` - 1 wrong choices, in an order of the dice."""
    if not pool.isdigit():
        raise ContentFault(f"answer-pool=“{pool}” is not a whole number")
    if int(pool) == 0:
        return tuple(options)
    rights = [option for option in options if option.credit == FULL]
    wrongs = [option for option in options if option.credit != FULL]
    if not rights:
        raise ContentFault("an answer-pool needs a right choice")
    chosen = frame.dice.choice(rights)
    others = frame.dice.sample(wrongs, min(int(pool) - 1, len(wrongs)))
    return frame.dice.shuffled((chosen, *others))


def _input(group: _Element, options: tuple[_Option, ...], frame: Frame, *, kind: str) -> Input:
    label, description = label_of(frame, group)
    return Input(
        id=frame.input_id(1),
        kind=kind,
        label=label,
        description=description,
        choices=tuple(Choice(option.name, option.html) for option in options),
        points=points_of(group),
    )
