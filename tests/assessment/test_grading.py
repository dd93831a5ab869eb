"""Grades: the worked examples, the reference's results, the outlook."""

import gzip
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.assessment.rules.grading import (
    Grade,
    Item,
    Rounding,
    Sequence,
    course_grade,
    outlook,
)
from gradus.courseware.grading import (
    AssignmentType,
    Cutoff,
    GradingPolicy,
    check_policy,
    doubts_about,
    policy_of,
)
from gradus.lib.rounding import percent
from gradus.lib.terms import Json

PASS_60 = (Cutoff("Pass", Fraction("0.6")),)
TIES = {303, 497}
"""Sequences exactly between two four-decimal figures: see docs/marking.md."""


def kind(name: str, weight: str, count: int = 0, drop: int = 0) -> AssignmentType:
    return AssignmentType(name, name[:2], count, drop, Fraction(weight))


def scored(name: str, *scores: tuple[int | str, int]) -> list[Sequence]:
    return [Sequence.of(name, Fraction(earned), possible) for earned, possible in scores]


def both(types: tuple[AssignmentType, ...], sequences: list[Sequence]) -> tuple[str, str]:
    policy = GradingPolicy(types, PASS_60)
    rounded, exact = (course_grade(policy, sequences, rounding) for rounding in Rounding)
    return percent(rounded.share), percent(exact.share)


def test_example_a_a_missing_item_is_the_one_dropped() -> None:
    types = (kind("Homework", "0.3", 3, 1), kind("Exam", "0.7", 1))
    sequences = scored("Homework", (3, 4), (9, 10)) + scored("Exam", (41, 60))
    assert both(types, sequences) == ("73 %", "72.58 %")


def test_example_b_the_modes_part_at_the_fourth_decimal() -> None:
    assert both((kind("Quiz", "0.75"),), scored("Quiz", (2, 3), (1, 4))) == ("34 %", "34.37 %")


@pytest.mark.parametrize(
    ("total", "passes", "shown"),
    [("59.45", True, ("60 %", "59.45 %")), ("59.44", False, ("59 %", "59.44 %"))],
)
def test_example_c_x_45_rounds_up(total: str, passes: bool, shown: tuple[str, str]) -> None:
    sequences, types = scored("Exam", (total, 100)), (kind("Exam", "1"),)
    assert both(types, sequences) == shown
    policy = GradingPolicy(types, PASS_60)
    assert course_grade(policy, sequences, Rounding.OPENEDX).passed is passes
    assert course_grade(policy, sequences, Rounding.EXACT).passed is False


def test_example_d_promised_items_count_nothing_until_they_exist() -> None:
    assert both((kind("Homework", "1", 5),), scored("Homework", (1, 1))) == ("20 %", "20 %")


def test_example_e_of_equals_the_later_is_dropped() -> None:
    sequences = scored("Homework", (5, 10), (9, 10), (5, 10))
    grade = course_grade(
        GradingPolicy((kind("Homework", "1", 0, 1),), PASS_60), sequences, Rounding.EXACT
    )
    assert [line.dropped for line in grade.types[0].lines] == [False, False, True]
    assert grade.share == Fraction("0.7")


def test_example_f_a_type_of_which_all_is_dropped_is_worth_nothing_and_refused() -> None:
    types = (kind("Homework", "1", 1, 1),)
    assert both(types, scored("Homework", (1, 1))) == ("0 %", "0 %")
    assert check_policy(GradingPolicy(types, PASS_60), {"Homework": 1}) == (
        "“Homework” drops 1 of 1: it would be worth nothing.",
    )


def test_example_g_weight_scales_points() -> None:
    assert Item.weighted(Fraction(2), Fraction(3), Fraction(10)) == (Fraction(20, 3), 10)


def test_example_h_a_zero_cut_off_passes_nobody() -> None:
    policy = GradingPolicy((kind("Exam", "1"),), (*PASS_60, Cutoff("F", Fraction(0))))
    grade = course_grade(policy, scored("Exam", (0, 1)), Rounding.EXACT)
    assert (grade.letter, grade.passed, grade.pass_share) == ("F", False, Fraction("0.6"))


def test_the_reference_gave_the_same_results(shared: Path) -> None:
    path = shared / "data/compat/grading_cases.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    assert [case["n"] for case in cases if ours(case, parts=False) != theirs(case)[:4]] == []
    assert {case["n"] for case in cases if ours(case) != theirs(case)} == TIES


def ours(case: dict[str, Any], *, parts: bool = True) -> tuple[object, ...]:
    policy, _ = policy_of(case["policy"])
    grade = course_grade(policy, sequences_of(case), Rounding.OPENEDX)
    dropped = {
        one.type.name: [n for n, line in enumerate(one.lines) if line.dropped]
        for one in grade.types
    }
    result = (float(grade.share), grade.letter or None, grade.passed, dropped)
    return (*result, shares(grade)) if parts else result


def shares(grade: Grade) -> dict[str, float]:
    return {one.type.name: round(float(one.share), 9) for one in grade.types}


def theirs(case: dict[str, Any]) -> tuple[object, ...]:
    expect = case["expect"]
    dropped = {name: sorted(part["dropped"]) for name, part in expect["parts"].items()}
    parts = {name: round(part["percent"], 9) for name, part in expect["parts"].items()}
    return (expect["percent"], expect["letter"], expect["passed"], dropped, parts)


def sequences_of(case: dict[str, Any]) -> list[Sequence]:
    return [
        Sequence(str(n), "", one["format"], tuple(map(item, one["problems"])))
        for n, one in enumerate(case["subsections"])
        if one["graded"]
    ]


def item(row: list[Any]) -> Item:
    """`[earned, maximum, weight, graded]`."""
    earned, maximum, weight, graded = row
    if not graded:
        return Item("", "", Fraction(0), Fraction(0), Fraction(0))
    points, possible = Item.weighted(
        Fraction(str(earned)),
        Fraction(str(maximum)),
        None if weight is None else Fraction(str(weight)),
    )
    return Item("", "", points, possible, points)


def an_open(name: str, possible: int) -> Sequence:
    """A sequence nobody has begun."""
    return Sequence(
        "", "", name, (Item("", "", Fraction(0), Fraction(possible), Fraction(possible)),)
    )


def test_the_outlook_names_three_figures_and_what_passing_needs() -> None:
    policy = GradingPolicy((kind("Homework", "0.5", 2), kind("Exam", "0.5", 1)), PASS_60)
    seen = outlook(policy, (*scored("Homework", (8, 10)), an_open("Exam", 10)), Rounding.EXACT)
    assert percent(seen.if_you_stop.share) == "20 %"
    assert seen.so_far == Fraction("0.8")
    assert percent(seen.reachable) == "95 %"
    assert seen.needed == 54


def test_the_outlook_says_when_passing_is_no_longer_possible() -> None:
    policy = GradingPolicy((kind("Homework", "0.5"), kind("Exam", "0.5")), PASS_60)
    seen = outlook(policy, (*scored("Homework", (0, 10)), an_open("Exam", 10)), Rounding.EXACT)
    assert (percent(seen.reachable), seen.needed) == ("50 %", None)


def test_before_anything_is_begun_there_is_no_so_far() -> None:
    policy = GradingPolicy((kind("Exam", "1"),), PASS_60)
    assert outlook(policy, (an_open("Exam", 10),), Rounding.EXACT).so_far is None


POINTS = st.integers(0, 20).map(Fraction)


@given(
    st.lists(st.tuples(POINTS, st.integers(20, 40)), max_size=8),
    st.integers(0, 8),
    st.integers(0, 4),
    st.sampled_from(list(Rounding)),
)
def test_a_better_mark_never_lowers_a_grade(
    scores: list[tuple[Fraction, int]], count: int, drop: int, rounding: Rounding
) -> None:
    policy = GradingPolicy((kind("Homework", "1", count, drop),), PASS_60)
    before = course_grade(policy, [Sequence.of("Homework", *s) for s in scores], rounding)
    better = [Sequence.of("Homework", min(e + 1, Fraction(p)), p) for e, p in scores]
    after = course_grade(policy, better, rounding)
    assert 0 <= before.share <= after.share <= 1


def test_a_policy_says_what_is_wrong_with_it() -> None:
    policy, faults = policy_of({"GRADER": [{"type": "Lab", "weight": "x"}, {"name": "Old"}]})
    assert [(one.name, one.weight, one.min_count) for one in policy.types] == [
        ("Lab", 0, 0),
        ("Old", 0, 1),
    ]
    assert faults == (
        "the weight of “Lab” is “x”, not a number; taken as 0.",
        "There are no cut-offs; passing is taken as 50 %.",
        "The weights add up to 0, not to 1.",
    )


@pytest.mark.parametrize("raw", [None, [], "text", 7])
def test_no_policy_is_an_empty_one(raw: Json) -> None:
    policy, faults = policy_of(raw)
    assert (policy, len(faults)) == (GradingPolicy(), 1)


def test_what_must_be_confirmed_before_a_graded_run_opens() -> None:
    policy = GradingPolicy((kind("Exam", "0.9"),), PASS_60)
    assert doubts_about(policy, {"Homework": 2}) == (
        "The weights add up to 0.9, not to 1.",
        "“Homework” is graded but not in the policy.",
        "“Exam” has a weight but no sequence.",
    )
