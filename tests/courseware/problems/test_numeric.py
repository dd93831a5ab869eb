"""Numerical answers: tolerances, ranges, partial credit, what cannot be read."""

from fractions import Fraction

import pytest

from gradus.courseware.faults import ContentFault, InvalidInput
from gradus.courseware.problems.base import HALF
from tests.courseware.problems.samples import answer, problem


def number(value: str, tolerance: str | None = None, inner: str = "", outer: str = "") -> str:
    param = "" if tolerance is None else f'<responseparam type="tolerance" default="{tolerance}"/>'
    return (
        f'<numericalresponse answer="{value}"{outer}>{param}{inner}<formulaequationinput/>'
        "</numericalresponse>"
    )


@pytest.mark.parametrize(
    ("value", "tolerance", "given", "points"),
    [
        ("10", "5%", "9.5", 1),
        ("10", "5%", "9.49", 0),
        ("10", "5%", "19/2", 1),
        ("10", "0.5", "10.5", 1),
        ("10", "0.5", "10.51", 0),
        ("10", "-1", "10", 0),
        ("0", "50%", "0", 1),
        ("0", "50%", "0.001", 0),
        ("0", None, "0.0000001", 0),
        ("100", None, "100.001", 1),
        ("100", None, "100.0011", 0),
        ("100", "0.001%", "100.001", 1),
        ("3+4j", "1%", "3+4*j", 1),
        ("3+4j", None, "5", 0),
        ("9.3*10^7", None, "93000000", 1),
        ("10", "5%", "", 0),
        ("10", "5%", "0/1", 0),
        ("10", "5%", "ln(0)", 0),
        ("10", "5%", "arccosh(0)", 0),
        ("[1,5)", None, "1", 1),
        ("[1,5)", None, "5", 0),
        ("(1,5)", None, "1", 0),
        ("[1,5]", "50%", "5.1", 0),
        ("[28.6, 29]", None, "29", 1),
    ],
)
def test_near_enough(value: str, tolerance: str | None, given: str, points: int) -> None:
    assert answer(problem(number(value, tolerance)), given).points == points


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("abc", "“abc” is not known here."),
        ("(1", "Parentheses do not match: 1 opened but never closed."),
        ("3,5", "“3,5” has a comma: write decimals with a point, and one number only."),
        ("1/0", "This divides by zero."),
        ("fact(200)", "A number here is too large to be computed."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(given: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        answer(problem(number("10")), given)
    assert (str(refusal.value), refusal.value.input_id) == (words, "p_2_1")


def test_a_complex_number_in_a_range_is_refused() -> None:
    with pytest.raises(InvalidInput):
        answer(problem(number("[1,5)")), "2*i")


@pytest.mark.parametrize(
    ("value", "tolerance", "outer"),
    [
        ("ten", None, ""),
        ("", None, ""),
        ("[1,)", None, ""),
        ("10", "1/3", ""),
        ("10", "", ""),
        ("10", None, ' partial_credit="list"'),
        ("10", None, ' partial_credit="edc"'),
    ],
)
def test_slips_of_authors_are_found_at_reading(value: str, tolerance: str, outer: str) -> None:
    with pytest.raises(ContentFault):
        problem(number(value, tolerance, outer=outer))


def test_an_additional_answer_must_be_met_exactly() -> None:
    extra = (
        '<additional_answer answer="42"><correcthint>That too.</correcthint></additional_answer>'
    )
    drawn = problem(number("10", "10%", inner=extra))
    assert [answer(drawn, text).points for text in ("42", "42.1", "9")] == [1, 0, 1]
    hint = answer(drawn, "42").hint
    assert hint is not None
    assert hint.texts == ("That too.",)


@pytest.mark.parametrize(("given", "points"), [("9", 1), ("8", HALF), ("12", HALF), ("7.9", 0)])
def test_close_pays_half_within_twice_the_tolerance(given: str, points: Fraction) -> None:
    drawn = problem(number("10", "1", outer=' partial_credit="close"'))
    assert answer(drawn, given).points == points


@pytest.mark.parametrize(
    ("given", "points"), [("3", 1), ("5", 0), ("6", HALF), ("-1", 0), ("9", 0), ("8.9", HALF)]
)
def test_close_widens_a_range_but_an_excluded_end_stays_out(given: str, points: Fraction) -> None:
    drawn = problem(number("[3,5)", outer=' partial_credit="close"'))
    assert answer(drawn, given).points == points


@pytest.mark.parametrize(
    ("given", "points"), [("10", 1), ("12", HALF), ("20", HALF), ("22", Fraction(1, 4)), ("30", 0)]
)
def test_list_and_close_pay_the_first_that_fits(given: str, points: Fraction) -> None:
    listed = '<responseparam partial_answers="20,40"/>'
    drawn = problem(number("10", "1", inner=listed, outer=' partial_credit="list,close"'))
    assert answer(drawn, given).points == points


def test_conditional_hints_take_the_place_of_the_hint_of_the_answer() -> None:
    group = (
        "<correcthint>Well computed.</correcthint><hintgroup>"
        '<numericalhint answer="20" name="double">'
        '<responseparam type="tolerance" default="5%"/></numericalhint>'
        '<hintpart on="double">Twice too much.</hintpart></hintgroup>'
    )
    drawn = problem(number("10", inner=group))
    said = answer(drawn, "20.5").hint
    assert said is not None
    assert said.texts == ("Twice too much.",)
    assert answer(drawn, "10").hint is None


def test_the_right_answer_is_shown_with_its_tolerance() -> None:
    assert problem(number("10", "5%")).right == (("p_2_1", "10 (± 5 %)"),)
