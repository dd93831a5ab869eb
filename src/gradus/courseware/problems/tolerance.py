"""How near is near enough: tolerances of numerical answers.

Reals are compared as decimals of their shortest text, so that 10 ± 5 % takes 9.5 although no
binary number is exactly 9.5 % away; complex numbers by the distance between them.
"""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from gradus.courseware.expressions.functions import Value
from gradus.courseware.faults import ContentFault

DEFAULT: Final = "0.001%"
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?%?")
_EPSILON: Final = 2.2e-16


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Absolute, a share of the expected value, or (default) a share of the larger of the two."""

    amount: float
    relative: bool = False
    of_larger: bool = False

    @classmethod
    def parse(cls, text: str | None) -> Self:
        """`0.5`, `5%`; None or the literal `0.001%` is the default."""
        if text is None or text.strip() == DEFAULT:
            return cls(0.00001, relative=True, of_larger=True)
        plain = "".join(text.split())
        if not _NUMBER.fullmatch(plain):
            raise ContentFault(f"tolerance “{text}” is neither a number nor a percentage")
        if plain.endswith("%"):
            return cls(float(plain[:-1]) * 0.01, relative=True)
        return cls(float(plain))

    def around(self, given: Value, expected: Value) -> float:
        """The distance allowed between these two."""
        if self.of_larger:
            return self.amount * max(size(given), size(expected))
        return self.amount * size(expected) if self.relative else self.amount


def near(given: Value, expected: Value, tolerance: Tolerance, *, times: float = 1) -> bool:
    """Whether the distance is within `times` the tolerance; NaN never, infinity only itself."""
    if isinstance(given, complex) or isinstance(expected, complex):
        return size(given - expected) <= tolerance.around(given, expected) * times
    if not (math.isfinite(given) and math.isfinite(expected)):
        return given == expected
    allowed = tolerance.around(given, expected) * times
    if not math.isfinite(allowed):
        return allowed > 0
    return abs(exact(given) - exact(expected)) <= Decimal(repr(allowed))


def size(value: Value) -> float:
    """The absolute value; infinite where Python would complain."""
    return math.hypot(value.real, value.imag)


def exact(value: float) -> Decimal:
    """The decimal a number is written as in its shortest form."""
    return Decimal(repr(value))


def same(given: float, bound: float) -> bool:
    """Equal but for the last binary digit."""
    return given == bound or abs(given - bound) <= _EPSILON * max(abs(given), abs(bound))
