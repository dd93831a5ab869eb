"""Numerical answers: an expression's value against a number or a range."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol, Self

from lxml.etree import _Element

from gradus.courseware.expressions.evaluate import value_of
from gradus.courseware.expressions.functions import Value
from gradus.courseware.faults import ContentFault, InvalidInput
from gradus.courseware.problems.base import (
    FULL,
    HALF,
    NOTHING,
    QUARTER,
    Answers,
    Correctness,
    Frame,
    Hint,
    Input,
    InputMark,
    Mode,
    paid,
    text_of,
    verdict,
)
from gradus.courseware.problems.conditions import Conditions
from gradus.courseware.problems.elements import attribute, escaped, first, found, hint_of
from gradus.courseware.problems.fields import text_input
from gradus.courseware.problems.tolerance import Tolerance, near, same
from gradus.lib.refusal import words

_PLAIN = re.compile(r"\s*(-?(?:[0-9]{1,15}\.?[0-9]{0,15}|\.[0-9]{1,15}))\s*", re.ASCII)
_RANGE = re.compile(r"\s*([\[(])(.*)([\])])\s*", re.DOTALL)
_SCHEMES: Final = frozenset({"", "close", "list"})


class Target(Protocol):
    """What a right answer must hit."""

    def hit(self, given: Value) -> bool: ...
    def almost(self, given: Value, width: float) -> bool: ...


@dataclass(frozen=True, slots=True)
class Point:
    """A number and how near one must come. Real ones are compared in decimals made beforehand."""

    value: Value
    tolerance: Tolerance
    decimal: Decimal | None
    allowed: Decimal | None

    @classmethod
    def at(cls, value: Value, tolerance: Tolerance) -> Self:
        if tolerance.of_larger or not _is_finite(value):
            return cls(value, tolerance, None, None)
        allowed = Decimal(repr(tolerance.around(value, value)))
        return cls(value, tolerance, Decimal(repr(value)), allowed)

    def hit(self, given: Value) -> bool:
        if self.decimal is None or self.allowed is None or not _is_finite(given):
            return near(given, self.value, self.tolerance)
        return abs(Decimal(repr(given)) - self.decimal) <= self.allowed

    def almost(self, given: Value, width: float) -> bool:
        return near(given, self.value, self.tolerance, times=width)


@dataclass(frozen=True, slots=True)
class Range:
    """`[a,b)`: everything between, each end in or out as its bracket says."""

    low: float
    high: float
    low_in: bool
    high_in: bool

    def hit(self, given: Value) -> bool:
        value = _real(given)
        if same(value, self.low):
            return self.low_in
        if same(value, self.high):
            return self.high_in
        return self.low < value < self.high

    def almost(self, given: Value, width: float) -> bool:
        value, wider = _real(given), width * (self.high - self.low)
        if same(value, self.low) or same(value, self.high):
            return False
        return self.low - wider < value < self.high + wider


@dataclass(frozen=True, slots=True)
class Numerical:
    """`<numericalresponse>`."""

    inputs: tuple[Input, ...]
    right: tuple[str, ...]
    target: Target
    others: tuple[tuple[Value, Hint | None], ...]
    close: bool
    width: float
    listed: tuple[Point, ...]
    mode: Mode
    hint: Hint | None
    conditions: Conditions

    @classmethod
    def parse(cls, frame: Frame) -> Self:
        answer = attribute(frame.element, "answer")
        params = list(found(frame.element, "responseparam"))
        tolerance = _tolerance(params)
        schemes = _schemes(frame.element)
        target = _target(answer, tolerance)
        return cls(
            inputs=(text_input(frame, kind="numeric"),),
            right=(_shown(answer, tolerance, target),),
            target=target,
            others=tuple(_others(frame)),
            close="close" in schemes,
            width=float(_param(params, "partial_range") or 2),
            listed=tuple(_listed(params, tolerance)) if "list" in schemes else (),
            mode=frame.mode,
            hint=_hint(frame),
            conditions=Conditions.parse(frame, "numericalhint"),
        )

    def mark(self, answers: Answers) -> tuple[InputMark, ...]:
        drawn = self.inputs[0]
        text = text_of(answers, drawn.id)
        if not text or text.isspace():
            return (InputMark(drawn.id, Correctness.INCORRECT, NOTHING),)
        try:
            value = self.read(text)
            credit, hint = self.judge(value)
        except InvalidInput as refusal:
            raise refusal.at(drawn.id) from None
        if self.conditions.active:
            hint = self.conditions.hint_for(text)
        return (InputMark(drawn.id, verdict(credit), paid(credit, drawn.points, self.mode), hint),)

    def read(self, text: str) -> Value:
        """Plain numbers take the short way; all else is an expression."""
        plain = _PLAIN.fullmatch(text)
        if plain:
            return float(plain[1])
        return value_of(text, case=False, generous=self.mode is Mode.STRICT)

    def judge(self, given: Value) -> tuple[Fraction, Hint | None]:
        if self.target.hit(given):
            return FULL, self.hint
        credit = self.partial(given) if self.close or self.listed else NOTHING
        if credit:
            return credit, None
        for value, hint in self.others:
            if given == value:
                return FULL, hint
        return NOTHING, None

    def partial(self, given: Value) -> Fraction:
        """Near the answer, at a listed one, or near a listed one; the first that fits."""
        if self.close and self.target.almost(given, self.width):
            return HALF
        for point in self.listed:
            if point.hit(given):
                return HALF
            if self.close and point.almost(given, self.width):
                return QUARTER
        return NOTHING


def _is_finite(given: Value) -> bool:
    return not isinstance(given, complex) and abs(given) < float("inf")


def _real(given: Value) -> float:
    if isinstance(given, complex):
        raise InvalidInput(
            "numeric.complex", words("This is a complex number; a real number is asked for.")
        )
    return float(given)


def _param(params: list[_Element], name: str) -> str | None:
    return next((param.get(name) for param in params if param.get(name) is not None), None)


def _tolerance(params: list[_Element]) -> Tolerance:
    text = next((p.get("default") for p in params if p.get("type") == "tolerance"), None)
    return Tolerance.parse(text)


def _schemes(element: _Element) -> frozenset[str]:
    schemes = frozenset(
        word.strip().lower() for word in attribute(element, "partial_credit").split(",")
    )
    if not schemes <= _SCHEMES:
        raise ContentFault(
            f"partial_credit=“{','.join(sorted(schemes))}” is not known for numbers"
        )
    return schemes


def _target(answer: str, tolerance: Tolerance) -> Target:
    span = _RANGE.fullmatch(answer)
    if span and "," in span[2]:
        low, _, high = span[2].partition(",")
        bounds = [_authored(text) for text in (low, high)]
        if any(isinstance(bound, complex) for bound in bounds):
            raise ContentFault(f"the range “{answer}” has a complex end")
        return Range(float(bounds[0].real), float(bounds[1].real), span[1] == "[", span[3] == "]")
    return Point.at(_authored(answer), tolerance)


def _authored(text: str) -> Value:
    """A number as an author writes it: `3+4j`, `9.3*10^7`, `-5`."""
    if not text.strip():
        raise ContentFault("a numerical question without an answer")
    try:
        return value_of(text, case=False, generous=True)
    except InvalidInput as refusal:
        try:
            return complex(text.replace(" ", "").replace("i", "j"))
        except ValueError:
            raise ContentFault(f"the answer “{text}” is not a number: {refusal}") from None


def _others(frame: Frame) -> list[tuple[Value, Hint | None]]:
    others = []
    for element in found(frame.element, "additional_answer"):
        hint = first(element, "correcthint")
        answer = attribute(element, "answer")
        if answer:
            others.append((_authored(answer), None if hint is None else hint_of(hint, frame)))
    return others


def _listed(params: list[_Element], tolerance: Tolerance) -> list[Point]:
    text = _param(params, "partial_answers")
    if not text:
        raise ContentFault("partial_credit=“list” needs partial_answers")
    return [Point.at(_authored(item), tolerance) for item in text.split(",")]


def _hint(frame: Frame) -> Hint | None:
    """The `correcthint` of the answer itself, not of an additional one."""
    own = (
        e
        for e in found(frame.element, "correcthint")
        if next(e.iterancestors("additional_answer"), None) is None
    )
    element = next(own, None)
    return None if element is None else hint_of(element, frame)


def _shown(answer: str, tolerance: Tolerance, target: Target) -> str:
    """The right answer in words: `10 (± 5 %)`."""
    text = escaped(answer)
    if isinstance(target, Range) or tolerance.of_larger or tolerance.amount <= 0:
        return text
    if tolerance.relative:
        return f"{text} (± {tolerance.amount * 100:g} %)"
    return f"{text} (± {tolerance.amount:g})"
