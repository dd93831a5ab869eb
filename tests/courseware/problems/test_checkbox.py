"""Checkboxes: exact, every decision counts, halves."""

from fractions import Fraction

import pytest

from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import Mode
from tests.courseware.problems.samples import OPENEDX, STRICT, answer, problem


def boxes(scheme: str = "", right: str = "01", count: int = 5, extra: str = "") -> str:
    choices = "".join(
        f'<choice correct="{str(str(n) in right).lower()}">{n}'
        f'<choicehint selected="true">ticked {n}</choicehint></choice>'
        for n in range(count)
    )
    partial = f' partial_credit="{scheme}"' if scheme else ""
    group = f"<checkboxgroup>{choices}{extra}</checkboxgroup>"
    return f"<choiceresponse{partial}>{group}</choiceresponse>"


@pytest.mark.parametrize(
    ("ticked", "exact", "edc", "halves"),
    [
        ("01", "1", "1", "1"),
        ("0", "0", "0.8", "0.5"),
        ("02", "0", "0.6", "0.25"),
        ("2", "0", "0.4", "0"),
        ("", "0", "0", "0"),
    ],
)
def test_the_table_of_schemes(ticked: str, exact: str, edc: str, halves: str) -> None:
    names = [f"choice_{n}" for n in ticked]
    points = [answer(problem(boxes(s)), *names).points for s in ("", "edc", "halves")]
    assert points == [Fraction(exact), Fraction(edc), Fraction(halves)]


def test_edc_rounds_to_two_places_half_away_from_zero() -> None:
    assert answer(problem(boxes("edc", count=3)), "choice_0").points == Fraction("0.67")
    assert answer(problem(boxes("edc", count=8)), "choice_0").points == Fraction("0.88")


@pytest.mark.parametrize(("mode", "points"), [(OPENEDX, 0), (STRICT, 1)])
def test_none_applies_is_right_only_in_strict(mode: Mode, points: int) -> None:
    assert answer(problem(boxes(right=""), mode=mode)).points == points


@pytest.mark.parametrize("scheme", ["points", "edc,halves"])
def test_an_unknown_scheme_is_the_authors_slip(scheme: str) -> None:
    with pytest.raises(ContentFault):
        problem(boxes(scheme))


def test_each_box_has_its_hint() -> None:
    hint = answer(problem(boxes()), "choice_0", "choice_3").hint
    assert hint is not None
    assert hint.texts == ("ticked 0", "ticked 3")


def test_a_hint_for_exactly_this_set_comes_first() -> None:
    extra = '<compoundhint value="A C">A and C exclude each other.</compoundhint>'
    hint = answer(problem(boxes(extra=extra)), "choice_0", "choice_2").hint
    assert hint is not None
    assert hint.texts == ("A and C exclude each other.",)
