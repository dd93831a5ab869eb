"""The expression language, value by value."""

import math

import pytest

from gradus.courseware.expressions.evaluate import evaluate, value_of
from gradus.courseware.expressions.parse import parse
from gradus.courseware.faults import InvalidInput


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2^2", -4),
        ("1*-2^2", 4),
        ("2^3^2", 512),
        ("2^-1", 0.5),
        ("2--3", 5),
        ("--3", 3),
        ("2*3||6", 4),
        ("2^2||4", 2),
        ("5%", 0.05),
        ("2 e 3", 2000),
        ("5 %", 0.05),
        ("3*-2", -6),
        ("0^0", 1),
        ("(-8)^(1/3)", 1 + 3**0.5 * 1j),
        ("1e400", math.inf),
        ("sqrt(-4)", 2j),
        ("ln(0)", -math.inf),
        ("arccot(-1)", -math.pi / 4),
        ("fact(5)", 120),
        ("abs(-3)", 3),
        ("e^(i*pi)", -1),
        ("1-2-3", -4),
        ("8/4/2", 1),
        (".5+5.", 5.5),
    ],
)
def test_values(text: str, value: complex) -> None:
    assert value_of(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "  ", "arccosh(0.5)", "arcsec(0.5)", "0||3"])
def test_not_a_number(text: str) -> None:
    value = value_of(text)
    assert isinstance(value, float)
    assert math.isnan(value)


@pytest.mark.parametrize(
    "text",
    [
        "---3",
        "(5)%",
        "x%",
        "5%%",
        "2*-x",
        "2^-x",
        "x^-y",
        "5!",
        "1k",
        "2 3",
        "2x",
        "2(3)",
        "√2",
        "2×3",
        "−3",
        "1j",
        "sin x",
        "sin^2(x)",
        "3;0",
        "*",
        "()",
    ],
)
def test_syntax_errors(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("6/0", "division"),
        ("0^-1", "division"),
        ("2||-2", "division"),
        ("fact(5.0)", "factorial"),
        ("fact(10/2)", "factorial"),
        ("fact(0-1)", "factorial"),
        ("fact(200)", "large"),
        ("9^9^9", "large"),
        (f"{'9' * 350}%", "large"),
        ("x+1", "name"),
        ("foo(1)", "name"),
        ("sin", "name"),
        ("pi(3)", "function"),
        ("(1", "parentheses"),
        ("1)", "parentheses"),
        ("2*-x", "sign"),
        ("3,0", "comma"),
        ("3 0", "syntax"),
    ],
)
def test_each_refusal_says_what_is_the_matter(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        value_of(text)
    assert refusal.value.code == f"expression.{code}"


def test_a_generous_factorial_takes_whole_floats() -> None:
    assert value_of("fact(10/2)", generous=True) == 120


def test_variables_hide_constants() -> None:
    assert evaluate(parse("2*e"), {"e": 5}) == 10


def test_case_is_told_or_ignored() -> None:
    assert evaluate(parse("2*X"), {"x": 5}, case=False) == 10
    with pytest.raises(InvalidInput, match="did you mean “x”"):
        evaluate(parse("2*X"), {"x": 5})
