"""The functions of the expression language, on whole, real and complex numbers.

`sqrt`, logarithms, `arcsin`, `arccos`, `arctanh` continue into the complex plane outside their
real domain; the other inverse functions give NaN there.
"""

import cmath
import math
from collections.abc import Callable
from typing import Final

from gradus.courseware.faults import InvalidInput
from gradus.lib.refusal import words

Value = int | float | complex
Function = Callable[[Value], Value]

LARGEST_FACTORIAL: Final = 170


def _both(real: Callable[[float], float], wide: Callable[[complex], complex]) -> Function:
    """Real in, real out; NaN outside the real domain; infinity on overflow."""

    def apply(value: Value) -> Value:
        if isinstance(value, complex):
            return wide(value)
        try:
            return real(value)
        except ValueError:
            return math.nan
        except OverflowError:
            return math.copysign(math.inf, real(math.copysign(1.0, value)))

    return apply


def _widening(real: Callable[[float], float], wide: Callable[[complex], complex]) -> Function:
    """Real where possible, complex outside the real domain."""

    def apply(value: Value) -> Value:
        if isinstance(value, complex):
            return wide(value)
        if math.isnan(value):
            return math.nan
        try:
            return real(value)
        except ValueError:
            return wide(complex(value))

    return apply


def _logarithm(real: Callable[[float], float], base: float) -> Function:
    def wide(value: complex) -> complex:
        return cmath.log(value) / math.log(base)

    widened = _widening(real, wide)
    return lambda value: -math.inf if value == 0 else widened(value)


def _arctanh(value: Value) -> Value:
    if value in (1, -1):
        return math.copysign(math.inf, value.real)
    return _widening(math.atanh, cmath.atanh)(value)


def _arccot(value: Value) -> Value:
    if isinstance(value, complex):
        return math.pi / 2 - cmath.atan(value)
    return (-math.pi / 2 if value < 0 else math.pi / 2) - math.atan(value)


def _inverse(function: Function) -> Function:
    """f(x) → 1/f(x)."""
    return lambda value: 1 / function(value)


def _of_inverse(function: Function) -> Function:
    """f(x) → f(1/x)."""
    return lambda value: function(1 / value)


def _factorial(value: Value) -> Value:
    if not isinstance(value, int) or value < 0:
        raise InvalidInput(
            "expression.factorial",
            words("A factorial needs a whole number that is not negative."),
        )
    if value > LARGEST_FACTORIAL:
        raise InvalidInput("expression.large", words("A number here is too large to be computed."))
    return math.factorial(value)


def _generous_factorial(value: Value) -> Value:
    whole = isinstance(value, float) and value.is_integer()
    return _factorial(int(value.real) if whole else value)


_sin, _cos = _both(math.sin, cmath.sin), _both(math.cos, cmath.cos)
_tan = _both(math.tan, cmath.tan)
_sinh, _cosh = _both(math.sinh, cmath.sinh), _both(math.cosh, cmath.cosh)
_tanh = _both(math.tanh, cmath.tanh)
_arcsinh, _arccosh = _both(math.asinh, cmath.asinh), _both(math.acosh, cmath.acosh)
_arcsin, _arccos = _widening(math.asin, cmath.asin), _widening(math.acos, cmath.acos)
_real_arcsin, _real_arccos = _both(math.asin, cmath.asin), _both(math.acos, cmath.acos)

FUNCTIONS: Final[dict[str, Function]] = {
    "sin": _sin,
    "cos": _cos,
    "tan": _tan,
    "sec": _inverse(_cos),
    "csc": _inverse(_sin),
    "cot": _inverse(_tan),
    "arcsin": _arcsin,
    "arccos": _arccos,
    "arctan": _both(math.atan, cmath.atan),
    "arcsec": _of_inverse(_real_arccos),
    "arccsc": _of_inverse(_real_arcsin),
    "arccot": _arccot,
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "sech": _inverse(_cosh),
    "csch": _inverse(_sinh),
    "coth": _inverse(_tanh),
    "arcsinh": _arcsinh,
    "arccosh": _arccosh,
    "arctanh": _arctanh,
    "arcsech": _of_inverse(_arccosh),
    "arccsch": _of_inverse(_arcsinh),
    "arccoth": _of_inverse(_arctanh),
    "sqrt": _widening(math.sqrt, cmath.sqrt),
    "ln": _logarithm(math.log, math.e),
    "log10": _logarithm(math.log10, 10),
    "log2": _logarithm(math.log2, 2),
    "exp": _both(math.exp, cmath.exp),
    "abs": abs,
    "fact": _factorial,
    "factorial": _factorial,
}
GENEROUS: Final = FUNCTIONS | {"fact": _generous_factorial, "factorial": _generous_factorial}
CONSTANTS: Final[dict[str, Value]] = {"i": 1j, "j": 1j, "e": math.e, "pi": math.pi}
