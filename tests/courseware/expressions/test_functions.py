"""Every function of the language: a value, and what happens outside its real domain."""

import cmath
import math

import pytest

from gradus.courseware.expressions.evaluate import value_of
from gradus.courseware.expressions.functions import FUNCTIONS
from gradus.courseware.faults import InvalidInput

VALUES = {
    "sin(pi/2)": 1,
    "cos(0)": 1,
    "tan(pi/4)": 1,
    "sec(0)": 1,
    "csc(pi/2)": 1,
    "cot(pi/4)": 1,
    "arcsin(1)": math.pi / 2,
    "arccos(1)": 0,
    "arctan(1)": math.pi / 4,
    "arcsec(2)": math.acos(0.5),
    "arccsc(2)": math.asin(0.5),
    "arccot(1)": math.pi / 4,
    "sinh(0)": 0,
    "cosh(0)": 1,
    "tanh(0)": 0,
    "sech(0)": 1,
    "csch(1)": 1 / math.sinh(1),
    "coth(1)": 1 / math.tanh(1),
    "arcsinh(0)": 0,
    "arccosh(1)": 0,
    "arctanh(0)": 0,
    "arcsech(1)": 0,
    "arccsch(1)": math.asinh(1),
    "arccoth(2)": math.atanh(0.5),
    "sqrt(9)": 3,
    "ln(e)": 1,
    "log10(1000)": 3,
    "log2(8)": 3,
    "exp(1)": math.e,
    "abs(-3)": 3,
    "fact(5)": 120,
    "factorial(3)": 6,
}


@pytest.mark.parametrize(("text", "value"), VALUES.items())
def test_values(text: str, value: float) -> None:
    assert value_of(text) == pytest.approx(value)


def test_every_function_has_its_example() -> None:
    assert {text.partition("(")[0] for text in VALUES} == set(FUNCTIONS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("arcsin(2)", cmath.asin(2)),
        ("arccos(2)", cmath.acos(2)),
        ("arctanh(2)", cmath.atanh(2)),
        ("ln(-1)", math.pi * 1j),
        ("log2(-8)", cmath.log(-8) / math.log(2)),
        ("sin(i)", cmath.sin(1j)),
        ("sqrt(i)", cmath.sqrt(1j)),
        ("arccot(2*i)", math.pi / 2 - cmath.atan(2j)),
        ("abs(3+4*i)", 5),
        ("exp(1000)", math.inf),
        ("sinh(0-1000)", -math.inf),
        ("arctanh(1)", math.inf),
        ("log10(0)", -math.inf),
    ],
)
def test_beyond_the_real_domain(text: str, value: complex) -> None:
    assert value_of(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["sqrt(arccosh(0))", "sin(1e999)", "arccsc(0.5)"])
def test_not_a_number_stays_so(text: str) -> None:
    assert math.isnan(abs(value_of(text)))


@pytest.mark.parametrize(
    "text", ["csc(0)", "arcsec(0)", "9.0^999.0", "2^1022*4", "1" * 401, "1+" * 1000 + "1"]
)
def test_what_has_no_value_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        value_of(text)
