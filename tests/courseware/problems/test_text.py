"""Short texts and patterns."""

import pytest

from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import Mode
from tests.courseware.problems.samples import OPENEDX, STRICT, answer, problem


def text(value: str, kind: str = "", inner: str = "") -> str:
    return f'<stringresponse answer="{value}" type="{kind}">{inner}<textline/></stringresponse>'


@pytest.mark.parametrize(
    ("kind", "given", "points"),
    [
        ("", "Ada", 1),
        ("", " Ada ", 1),
        ("", "ada", 0),
        ("ci", "ADA", 1),
        ("", "", 0),
        ("ci", "   ", 0),
    ],
)
def test_equal_but_for_blanks_and_case(kind: str, given: str, points: int) -> None:
    assert answer(problem(text("Ada", kind)), given).points == points


def test_lower_case_is_not_folding() -> None:
    assert answer(problem(text("Straße", "ci")), "STRASSE").points == 0


def test_additional_answers_count_in_both_spellings() -> None:
    extra = '<additional_answer answer="B"/><additional_answer>C</additional_answer>'
    drawn = problem(text("A", inner=extra))
    assert [answer(drawn, given).points for given in "ABCD"] == [1, 1, 1, 0]


def test_old_courses_join_answers_with_or() -> None:
    assert answer(problem(text("one_or_two")), "two").points == 1


@pytest.mark.parametrize(
    ("mode", "taken"), [(OPENEDX, ["ab", "cd", "abX", "Xcd"]), (STRICT, ["ab", "cd"])]
)
def test_the_reference_anchors_only_the_outer_ends(mode: Mode, taken: list[str]) -> None:
    drawn = problem(text("ab|cd", "regexp"), mode=mode)
    tried = ("ab", "cd", "abX", "Xcd", "Xab")
    assert [given for given in tried if answer(drawn, given).points] == taken


def test_a_bad_pattern_is_the_authors_slip() -> None:
    with pytest.raises(ContentFault):
        problem(text("(", "regexp"))


def test_a_pattern_that_never_ends_is_stopped() -> None:
    with pytest.raises(ContentFault):
        answer(problem(text("(a|aa)+", "regexp")), "a" * 60 + "b")


def test_wrong_answers_get_their_own_hint() -> None:
    hints = (
        '<stringequalhint answer="Texas">Only the second.</stringequalhint>'
        '<regexphint answer="T.*">Not with T.</regexphint>'
    )
    drawn = problem(text("Alaska", "ci", hints))
    said = [answer(drawn, given).hint for given in ("texas", "Tibet", "Ohio")]
    assert [hint and hint.texts[0] for hint in said] == ["Only the second.", "Not with T.", None]


def test_conditional_hints_without_a_function() -> None:
    group = (
        '<hintgroup><stringhint answer="Ohio" name="o" type="ci"/>'
        '<hintpart on="o">Too small.</hintpart><hintpart on="default">Think north.</hintpart>'
        "</hintgroup>"
    )
    drawn = problem(text("Alaska", inner=group))
    said = [answer(drawn, given).hint for given in ("ohio", "Iowa")]
    assert [hint and hint.texts[0] for hint in said] == ["Too small.", "Think north."]
