"""From `<problem>` to `Problem`: responses numbered and read, the text cut at the inputs."""

import re
from copy import deepcopy
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lxml import etree
from lxml.etree import _Element

from gradus.courseware.faults import ContentFault
from gradus.courseware.markup import clean as clean_markup
from gradus.courseware.problems.base import (
    NOTHING,
    Answers,
    Clean,
    Frame,
    Input,
    Mark,
    Mode,
    Part,
    Response,
)
from gradus.courseware.problems.choice import MultipleChoice
from gradus.courseware.problems.elements import (
    attribute,
    found,
    inner_html,
    replace_by_text,
)
from gradus.courseware.problems.registry import INPUTS, RESPONSES
from gradus.courseware.seeds import Dice

_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PYTHON: Final = ("", "loncapa/python", "text/python", "python")
_NOT_SHOWN: Final = (
    "script",
    "style",
    "solution",
    "solutionset",
    "demandhint",
    "targetedfeedbackset",
    "responseparam",
    "additional_answer",
    "correcthint",
    "stringequalhint",
    "regexphint",
    "hintgroup",
    "compoundhint",
    "choicehint",
    "optionhint",
    "startouttext",
    "endouttext",
)
_NOT_SHOWN_INSIDE: Final = ("label", "description", "answer")
_DEFAULT_SHOWANSWER: Final = "finished"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem as one learner sees it; see `mark`. HTML in here is clean."""

    key: str
    title: str
    seed: int
    mode: Mode
    parts: tuple[Part, ...]
    responses: tuple[Response, ...]
    hints: tuple[str, ...]
    solution: str
    weight: Fraction | None
    max_attempts: int | None
    showanswer: str
    unsupported: tuple[str, ...]
    needs_sandbox: bool

    @property
    def answerable(self) -> bool:
        """Whether an answer can be marked here."""
        return bool(self.responses) and not self.needs_sandbox

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Every field that is marked, in order."""
        return tuple(drawn for response in self.responses for drawn in response.inputs)

    @property
    def maximum(self) -> Fraction:
        """The points to be had before weighting; what cannot be answered here does not count."""
        if not self.answerable:
            return NOTHING
        return sum((drawn.points for drawn in self.inputs), NOTHING)

    @property
    def possible(self) -> Fraction:
        """What the problem is worth in its subsection: the weight where one is set."""
        if not self.maximum:
            return NOTHING
        return self.maximum if self.weight is None else self.weight

    @property
    def right(self) -> tuple[tuple[str, str], ...]:
        """Input id and right answer, as clean HTML."""
        return tuple(
            (drawn.id, answer)
            for response in self.responses
            for drawn, answer in zip(response.inputs, response.right, strict=False)
        )

    def mark(self, answers: Answers) -> Mark:
        """Mark all inputs or none: `InvalidInput` and `ContentFault` leave the attempt unused."""
        if not self.answerable:
            raise ContentFault(f"problem {self.key} cannot be answered on this platform")
        marks = tuple(mark for response in self.responses for mark in response.mark(answers))
        return Mark(sum((mark.points for mark in marks), NOTHING), self.maximum, marks)


def parse_problem(
    element: _Element, *, key: str, seed: int, mode: Mode, clean: Clean = clean_markup
) -> Problem:
    """Read a problem. `clean` sanitises HTML; raises `ContentFault` for slips of the author."""
    root = deepcopy(element)
    root.tail = None
    _without_private_characters(root)
    responses = _responses(root, key=key, mode=mode, dice=Dice(seed), clean=clean)
    shown = [response for response in responses if not isinstance(response, str)]
    solution = clean("".join(inner_html(e) for e in _solutions(root, shown)))
    needs_sandbox = _needs_sandbox(root, responses)
    hints = tuple(
        clean(inner_html(hint))
        for frame in found(root, "demandhint")
        for hint in found(frame, "hint")
    )
    return Problem(
        key=key,
        title=attribute(element, "display_name"),
        seed=seed,
        mode=mode,
        parts=_parts(root, responses, clean),
        responses=tuple(shown),
        hints=hints,
        solution=solution,
        weight=_weight(element),
        max_attempts=_attempts(element),
        showanswer=attribute(element, "showanswer", _DEFAULT_SHOWANSWER),
        unsupported=tuple(response for response in responses if isinstance(response, str)),
        needs_sandbox=needs_sandbox,
    )


def _responses(
    root: _Element, *, key: str, mode: Mode, dice: Dice, clean: Clean
) -> list[Response | str]:
    """Responses in document order, numbered from 1 whether supported or not (then the tag)."""
    responses: list[Response | str] = []
    for number, element in enumerate(found(root, *RESPONSES), start=1):
        kind = RESPONSES[str(element.tag)]
        if kind is None or _has_variables(element):
            responses.append(str(element.tag))
        else:
            frame = Frame(element, f"{key}_{number + 1}", mode, dice, clean)
            responses.append(kind.parse(frame))
    return responses


def _without_private_characters(root: _Element) -> None:
    """They mark the places of inputs; authors have no use for them."""
    for element in root.iter():
        if element.text:
            element.text = _PRIVATE.sub("", element.text)
        if element.tail:
            element.tail = _PRIVATE.sub("", element.tail)


def _has_variables(element: _Element) -> bool:
    """An answer made by a script: `$x`."""
    return attribute(element, "answer").startswith("$")


def _needs_sandbox(root: _Element, responses: list[Response | str]) -> bool:
    scripts = (e for e in found(root, "script") if attribute(e, "type").lower() in _PYTHON)
    hintfn = any(e.get("hintfn") for e in found(root, "hintgroup"))
    return (
        hintfn
        or "customresponse" in responses
        or any((script.text or "").strip() for script in scripts)
    )


def _solutions(root: _Element, responses: list[Response]) -> list[_Element]:
    """The solutions shown with the answer; of a set, the one for the choice drawn."""
    explanations = {r.explanation for r in responses if isinstance(r, MultipleChoice)}
    return [
        element
        for element in found(root, "solution")
        if element.getparent() is None
        or next(element.iterancestors("solutionset"), None) is None
        or element.get("explanation-id") in explanations
    ]


def _parts(root: _Element, responses: list[Response | str], clean: Clean) -> tuple[Part, ...]:
    """The text as HTML, cut where an input stands."""
    places: list[Part] = []
    for element, response in zip(list(found(root, *RESPONSES)), responses, strict=True):
        if isinstance(response, str):
            element.append(_marker(len(places)))
            places.append(Part(input=Input(id="", kind="unsupported")))
        else:
            _mark_fields(element, response, places)
        for hidden in list(found(element, *_NOT_SHOWN_INSIDE)):
            replace_by_text(hidden, "")
    for hidden in list(found(root, *_NOT_SHOWN)):
        replace_by_text(hidden, "")
    return tuple(_cut(clean(inner_html(root)), places))


def _mark_fields(element: _Element, response: Response, places: list[Part]) -> None:
    """Put a marker where each field stands; a field beyond those that are marked is left out."""
    drawn = iter(response.inputs)
    for field in [e for e in element.iter() if e.tag in INPUTS]:
        part = next(drawn, None)
        if part is None:
            replace_by_text(field, "")
            continue
        replace_by_text(field, f"{_OPEN}{len(places)}{_CLOSE}")
        places.append(Part(input=part))


def _marker(number: int) -> _Element:
    marker = etree.Element("div")
    marker.text = f"{_OPEN}{number}{_CLOSE}"
    return marker


def _cut(html: str, places: list[Part]) -> list[Part]:
    pieces = _TOKEN.split(html)
    parts = []
    for number, piece in enumerate(pieces):
        if number % 2:
            parts.append(places[int(piece)])
        elif piece.strip():
            parts.append(Part(html=piece))
    return parts


def _weight(element: _Element) -> Fraction | None:
    text = attribute(element, "weight")
    try:
        weight = Fraction(text) if text else None
    except (ValueError, ZeroDivisionError):
        raise ContentFault(f"weight=“{text}” is not a number") from None
    if weight is not None and weight < 0:
        raise ContentFault(f"weight=“{text}” is negative")
    return weight


def _attempts(element: _Element) -> int | None:
    text = attribute(element, "max_attempts")
    return int(text) if text.isdigit() else None
