"""The shapes every problem kind shares: what is drawn, what is answered, what it is worth.

A problem is immutable and marking it is a pure function of the problem (its seed included) and
the answers, so a parsed problem may be kept for ever beside the hash of its course.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final, Protocol

from lxml.etree import _Element

from gradus.courseware.seeds import Dice
from gradus.lib.terms import Json

NOTHING: Final = Fraction(0)
FULL: Final = Fraction(1)
HALF: Final = Fraction(1, 2)
QUARTER: Final = Fraction(1, 4)

Answers = Mapping[str, str | tuple[str, ...]]
Clean = Callable[[str], str]


class Mode(StrEnum):
    """`openedx` marks as Open edX does; `strict` has the corrections listed in docs/marking.md."""

    OPENEDX = "openedx"
    STRICT = "strict"


class Correctness(StrEnum):
    """The verdict on one input."""

    CORRECT = "correct"
    PARTIAL = "partially-correct"
    INCORRECT = "incorrect"


@dataclass(frozen=True, slots=True)
class Hint:
    """An author's feedback on an answer: clean HTML. `label` None means the usual word."""

    texts: tuple[str, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class InputMark:
    """What one input is worth."""

    id: str
    correctness: Correctness
    points: Fraction
    hint: Hint | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer to a whole problem is worth; `possible` is the problem's maximum."""

    earned: Fraction
    possible: Fraction
    inputs: tuple[InputMark, ...]

    def to_json(self) -> Json:
        """Feedback as it is stored beside a submission; points are exact texts such as `2/3`."""
        return [_input_json(mark) for mark in self.inputs]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class Input:
    """One field as a template draws it. `kind` names the template and the form field's shape."""

    id: str
    kind: str
    label: str = ""
    description: str = ""
    choices: tuple[Choice, ...] = ()
    trailing: str = ""
    size: int = 0
    inline: bool = False
    points: Fraction = FULL


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the page: author's clean HTML, or an input. The pieces join to valid HTML."""

    html: str = ""
    input: Input | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a response is parsed from: its element, its id, and the problem around it."""

    element: _Element
    id: str
    mode: Mode
    dice: Dice
    clean: Clean

    def input_id(self, number: int) -> str:
        """Inputs are numbered from 1 within their response."""
        return f"{self.id}_{number}"


class Response(Protocol):
    """One answer field (or a few that are judged together)."""

    @property
    def inputs(self) -> tuple[Input, ...]:
        """In document order, one per input element."""

    @property
    def right(self) -> tuple[str, ...]:
        """The right answer to each input, as clean HTML, for "show answer"."""

    def mark(self, answers: Answers) -> tuple[InputMark, ...]:
        """Judge; `InvalidInput` if an answer cannot be read, `ContentFault` for authors' slips."""


def text_of(answers: Answers, input_id: str) -> str:
    """The answer to a field that takes one text; a missing one is blank."""
    answer = answers.get(input_id, "")
    if isinstance(answer, str):
        return answer
    return answer[0] if answer else ""


def set_of(answers: Answers, input_id: str) -> frozenset[str]:
    """The ticked names of a field that takes several."""
    answer = answers.get(input_id, ())
    if isinstance(answer, str):
        return frozenset((answer,)) if answer else frozenset()
    return frozenset(answer)


def verdict(credit: Fraction) -> Correctness:
    """The word for a share of the points."""
    if credit >= FULL:
        return Correctness.CORRECT
    return Correctness.PARTIAL if credit > NOTHING else Correctness.INCORRECT


def paid(credit: Fraction, points: Fraction, mode: Mode) -> Fraction:
    """Points for a share; for a right answer worth 3 the reference pays 1, `strict` pays 3."""
    return credit * points if mode is Mode.STRICT else credit


def _input_json(mark: InputMark) -> Json:
    hint = mark.hint
    return {
        "id": mark.id,
        "correctness": mark.correctness.value,
        "points": str(mark.points),
        "hint": None if hint is None else {"label": hint.label, "texts": list(hint.texts)},
        "message": mark.message,
    }
