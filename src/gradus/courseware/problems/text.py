"""Short texts: equal to one of the answers, or matching a pattern."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from lxml.etree import _Element

from gradus.courseware.problems.base import (
    FULL,
    NOTHING,
    Answers,
    Correctness,
    Frame,
    Hint,
    Input,
    InputMark,
    paid,
    text_of,
)
from gradus.courseware.problems.conditions import Conditions
from gradus.courseware.problems.elements import (
    attribute,
    escaped,
    first,
    found,
    hint_of,
    plain_text,
)
from gradus.courseware.problems.fields import text_input
from gradus.courseware.problems.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Text:
    """`<stringresponse>`: `ci` ignores case, `regexp` makes every answer a pattern."""

    inputs: tuple[Input, ...]
    right: tuple[str, ...]
    accepted: Mapping[str, Hint | None]
    pattern: Pattern | None
    patterns: tuple[tuple[Pattern, Hint | None], ...]
    ignore_case: bool
    wrong_hints: Mapping[str, Hint]
    wrong_patterns: tuple[tuple[Pattern, Hint], ...]
    good: InputMark
    conditions: Conditions

    @classmethod
    def parse(cls, frame: Frame) -> Self:
        kinds = attribute(frame.element, "type").lower().split()
        ignore_case, is_pattern = "ci" in kinds, "regexp" in kinds
        answers = _answers(frame)
        drawn = text_input(frame, kind="text")

        def compiled(*texts: str) -> Pattern:
            return Pattern.of(list(texts), ignore_case=ignore_case, mode=frame.mode)

        return cls(
            inputs=(drawn,),
            right=(escaped(" / ".join(text for text, _ in answers)),),
            accepted={_fold(text, ignore=ignore_case): hint for text, hint in reversed(answers)},
            pattern=compiled(*(text for text, _ in answers)) if is_pattern else None,
            patterns=tuple((compiled(t), hint) for t, hint in answers) if is_pattern else (),
            ignore_case=ignore_case,
            wrong_hints={
                _fold(text, ignore=ignore_case): hint
                for text, hint in reversed(_wrong(frame, "stringequalhint"))
            },
            wrong_patterns=tuple((compiled(t), hint) for t, hint in _wrong(frame, "regexphint")),
            good=InputMark(drawn.id, Correctness.CORRECT, paid(FULL, drawn.points, frame.mode)),
            conditions=Conditions.parse(frame, "stringhint"),
        )

    def mark(self, answers: Answers) -> tuple[InputMark, ...]:
        good = self.good
        text = text_of(answers, good.id).strip()
        right, hint = self.judge(text) if text else (False, None)
        if self.conditions.active and text:
            hint = self.conditions.hint_for(text)
        if right and hint is None:
            return (good,)
        if right:
            return (InputMark(good.id, good.correctness, good.points, hint),)
        return (InputMark(good.id, Correctness.INCORRECT, NOTHING, hint),)

    def judge(self, text: str) -> tuple[bool, Hint | None]:
        if self.pattern is not None:
            if self.pattern.matches(text):
                return True, next((hint for p, hint in self.patterns if p.matches(text)), None)
            return False, self.wrong_hint(text)
        folded = _fold(text, ignore=self.ignore_case)
        if folded in self.accepted:
            return True, self.accepted[folded]
        return False, self.wrong_hint(text)

    def wrong_hint(self, text: str) -> Hint | None:
        equal = self.wrong_hints.get(_fold(text, ignore=self.ignore_case))
        return equal or next(
            (h for pattern, h in self.wrong_patterns if pattern.matches(text)), None
        )


def _fold(text: str, *, ignore: bool) -> str:
    text = text.strip()
    return text.lower() if ignore else text


def _answers(frame: Frame) -> list[tuple[str, Hint | None]]:
    """The answer (old courses join several with `_or_`) and the additional ones, with hints."""
    element = frame.element
    own = next((e for e in found(element, "correcthint") if e.getparent() is element), None)
    hint = None if own is None else hint_of(own, frame)
    answers = [(text, hint) for text in attribute(element, "answer").split("_or_")]
    for other in found(element, "additional_answer"):
        text = attribute(other, "answer") or _own_text(other)
        said = first(other, "correcthint")
        answers.append((text, None if said is None else hint_of(said, frame)))
    return [(text.strip(), hint) for text, hint in answers if text.strip()]


def _own_text(element: _Element) -> str:
    """The words of an additional answer without those of its hint."""
    hint = first(element, "correcthint")
    words = plain_text(element)
    return words if hint is None else words.removesuffix(plain_text(hint)).strip()


def _wrong(frame: Frame, tag: str) -> list[tuple[str, Hint]]:
    hints = [(attribute(e, "answer"), hint_of(e, frame)) for e in found(frame.element, tag)]
    return [(text, hint) for text, hint in hints if hint]
