"""Conditional hints: a `<hintgroup>` whose conditions say which of its parts is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from lxml.etree import _Element

from gradus.courseware.expressions.evaluate import value_of
from gradus.courseware.faults import ContentFault, InvalidInput
from gradus.courseware.problems.base import Frame, Hint
from gradus.courseware.problems.elements import attribute, found, hint_of
from gradus.courseware.problems.patterns import Pattern
from gradus.courseware.problems.tolerance import Tolerance, near

Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Conditions:
    """Tests by name in document order, and the parts shown when one holds (or none: default)."""

    tests: tuple[tuple[str, Test], ...]
    parts: tuple[tuple[str, Hint], ...]

    @classmethod
    def parse(cls, frame: Frame, tag: str) -> Self:
        tests = tuple(
            (attribute(element, "name"), _test(element, frame))
            for element in found(frame.element, tag)
            if next(element.iterancestors("hintgroup"), None) is not None
        )
        if not tests:
            return cls((), ())
        parts = [
            (attribute(element, "on"), hint_of(element, frame))
            for element in found(frame.element, "hintpart")
        ]
        return cls(tests, tuple((on, hint) for on, hint in parts if hint))

    @property
    def active(self) -> bool:
        """Conditions take the place of the hints per answer."""
        return bool(self.tests)

    def hint_for(self, text: str) -> Hint | None:
        held = {name for name, test in self.tests if test(text)} or {"default"}
        said = [hint for on, hint in self.parts if on in held]
        if not said:
            return None
        return Hint(tuple(piece for hint in said for piece in hint.texts), said[0].label)


def _test(element: _Element, frame: Frame) -> Test:
    return _equal(element, frame) if element.tag == "stringhint" else _near(element)


def _equal(element: _Element, frame: Frame) -> Test:
    answer, kinds = attribute(element, "answer"), attribute(element, "type").lower().split()
    if "regexp" in kinds:
        pattern = Pattern.of([answer], ignore_case="ci" in kinds, mode=frame.mode)
        return lambda text: pattern.matches(text.strip())
    if "ci" in kinds:
        return lambda text: text.strip().lower() == answer.lower()
    return lambda text: text.strip() == answer


def _near(element: _Element) -> Test:
    param = next(found(element, "responseparam"), None)
    tolerance = Tolerance.parse(None if param is None else param.get("default"))
    try:
        expected = value_of(attribute(element, "answer"), case=False)
    except InvalidInput as refusal:
        raise ContentFault(f"a conditional hint for something not a number: {refusal}") from None

    def test(text: str) -> bool:
        try:
            return near(value_of(text, case=False), expected, tolerance)
        except InvalidInput:
            return False

    return test
