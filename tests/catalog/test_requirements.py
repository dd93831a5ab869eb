"""Requirement trees: exact slots, best eligible results, explained verdicts, a brute force."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gradus.catalog.rules.needs import (
    AllOf,
    AtLeast,
    AtMostOneCounts,
    Capstone,
    CourseNeed,
    CreditsAtLeast,
    OneTrackOf,
    excluded,
    leaves,
)
from gradus.catalog.rules.requirements import (
    CourseResult,
    Requirement,
    Verdict,
    evaluate,
    parse_requirement,
)
from gradus.lib.conditions.reading import Path, Unreadable
from gradus.lib.terms import Json, State

TODAY = date(2027, 2, 1)


def passed(*courses: str, on: date = date(2026, 12, 1)) -> list[CourseResult]:
    return [CourseResult(c, Fraction(80), passed=True, verified=True, on=on) for c in courses]


def verdict(data: Json, results: Sequence[CourseResult], only: str | None = None) -> Verdict:
    open_courses = None if only is None else frozenset(only.split())
    return evaluate(parse_requirement(data), results, on=TODAY, open_courses=open_courses)


DEDP: Json = {
    "all_of": [
        "micro",
        "data",
        "rct",
        {
            "at_least": {
                "count": "2",
                "of": ["pov", "dev", "pol", "adv"],
                "with": [{"at_least": {"count": 1, "of": ["pol", "adv"]}}],
            }
        },
        {"capstone": {"course": "cap", "after": "all"}},
    ]
}


def test_slots_are_assigned_exactly_not_greedily() -> None:
    tree: Json = {"all_of": [{"at_least": {"count": 1, "of": ["X", "Y"]}}, "X"]}
    found = verdict(tree, passed("X", "Y"))
    assert (found.state, found.met, found.needed) == (State.MET, 2, 2)


def test_a_result_fills_one_slot_unless_the_slot_is_shared() -> None:
    assert verdict({"all_of": ["X", {"course": "X"}]}, passed("X")).state is State.FAILED
    shared: Json = {"all_of": ["X", {"course": "X", "shared": True}]}
    assert verdict(shared, passed("X")).state is State.MET


def test_what_is_missing_is_listed_and_the_capstone_waits() -> None:
    found = verdict(DEDP, passed("micro", "data", "pov"))
    assert found.state is State.PENDING
    assert found.missing in {("rct", "pol", "cap"), ("rct", "adv", "cap")}
    assert (found.met, found.needed) == (3, 6)
    assert str(found.tree.children[2].reason) == "rct not passed yet"
    assert str(found.tree.children[3].reason) == "1 of the 2 needed, 4 to choose from"
    assert str(found.tree.children[4].reason) == "opens when everything else is passed"


def test_the_second_elective_must_be_advanced() -> None:
    found = verdict(DEDP, passed("micro", "data", "rct", "pov", "dev", "cap"))
    assert found.state is State.PENDING
    assert found.missing in {("pol",), ("adv",)}
    assert [result.course for result in found.unused] in (["pov"], ["dev"])


def test_a_result_that_counts_nowhere_is_named() -> None:
    found = verdict({"all_of": ["A"]}, passed("A", "B"))
    assert [result.course for result in found.unused] == ["B"]


def test_an_expired_91_does_not_hide_a_fresh_78() -> None:
    tree: Json = {"course": "A", "min_grade": "70", "max_age": {"years": 5}}
    old = CourseResult("A", Fraction(91), passed=True, verified=True, on=date(2020, 5, 1))
    fresh = CourseResult("A", Fraction(78), passed=True, verified=True, on=date(2026, 5, 1))
    found = verdict(tree, [old, fresh])
    assert (found.state, found.used, found.tree.valid_through) == (
        State.MET,
        (fresh,),
        date(2031, 5, 1),
    )


def test_the_age_holds_through_its_anniversary() -> None:
    tree: Json = {"course": "A", "max_age": {"years": 7}}
    leap = passed("A", on=date(2020, 2, 29))
    need = parse_requirement(tree)
    assert evaluate(need, leap, on=date(2027, 2, 28)).state is State.MET
    assert evaluate(need, leap, on=date(2027, 3, 1)).state is State.PENDING


def test_a_later_failure_never_cancels_a_pass() -> None:
    failed = CourseResult("A", Fraction(20), passed=False, verified=True, on=TODAY)
    assert verdict({"course": "A"}, [*passed("A"), failed]).state is State.MET


@pytest.mark.parametrize(
    ("grade", "state"), [("69.99", State.PENDING), ("70", State.MET), ("70.01", State.MET)]
)
def test_the_least_grade_is_exact(grade: str, state: State) -> None:
    result = CourseResult("A", Fraction(grade), passed=True, verified=True, on=TODAY)
    found = verdict({"course": "A", "min_grade": "70"}, [result])
    assert found.state is state
    assert found.tree.margin is not None
    assert found.tree.margin.amount == Fraction(grade) - 70


def test_an_audit_pass_does_not_fill_a_verified_slot() -> None:
    audit = CourseResult("A", Fraction(90), passed=True, verified=False, on=TODAY)
    found = verdict({"course": "A", "verified": True}, [audit])
    assert found.state is State.PENDING
    assert "identity was not checked" in str(found.tree.reason)


def test_a_course_no_longer_offered_cannot_be_met_and_says_so() -> None:
    found = verdict({"all_of": ["A", "B"]}, passed("A"), only="")
    assert (found.state, found.missing) == (State.FAILED, ())
    assert str(found.tree.children[1].reason) == "B not passed yet; no longer offered"


def test_an_equivalent_counts() -> None:
    tree: Json = {"course": "A", "equivalents": ["A-old"]}
    assert verdict(tree, passed("A-old")).state is State.MET


def test_credits_are_summed_over_distinct_courses() -> None:
    tree: Json = {
        "credits_at_least": {
            "credits": "7.5",
            "of": [{"course": c, "credits": v} for c, v in (("A", "3"), ("B", "3"), ("C", "4.5"))],
        }
    }
    assert verdict(tree, passed("A", "C")).state is State.MET
    found = verdict(tree, passed("A", "B"))
    assert (found.state, found.missing) == (State.PENDING, ("C",))


def test_one_track_is_enough_and_tracks_may_share_courses() -> None:
    tree: Json = {
        "all_of": [{"one_track_of": {"theory": ["S", "T1"], "practice": ["S", "P1"]}}, "Z"]
    }
    found = verdict(tree, passed("S", "P1", "Z"))
    assert (found.state, found.met) == (State.MET, 3)


def test_of_excluded_courses_one_counts() -> None:
    tree: Json = {
        "all_of": [
            {"at_least": {"count": 2, "of": ["A", "B", "C"]}},
            {"at_most_one_counts": ["A", "B"]},
        ]
    }
    found = verdict(tree, passed("A", "B"))
    assert (found.state, found.missing) == (State.PENDING, ("C",))


def test_a_nested_program_is_as_if_written_in_place() -> None:
    inner: Json = {"all_of": ["A", {"at_least": {"count": 1, "of": ["B", "C"]}}]}
    nested = parse_requirement({"all_of": [{"program": "p"}, "D"]}, programs={"p": inner})
    plain = parse_requirement({"all_of": [inner, "D"]})
    for results in (passed(), passed("A"), passed("A", "C"), passed("A", "B", "D")):
        one, two = (evaluate(tree, results, on=TODAY) for tree in (nested, plain))
        assert (one.state, one.missing, one.met) == (two.state, two.missing, two.met)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"at_least": {"count": 3, "of": ["A", "B"]}}, "3 of 2 can never be met."),
        ({"all_of": []}, "This list is empty."),
        ({"any_of": ["A"]}, "One kind of requirement belongs here."),
        ({"program": "loop"}, "Programs contain each other: loop → loop."),
        ({"program": "nowhere"}, "No program 'nowhere' is known."),
        ({"credits_at_least": {"credits": 3, "of": ["A"]}}, "Courses with credits belong here."),
        (
            {"credits_at_least": {"credits": 9, "of": [{"course": "A", "credits": 3}]}},
            "These courses never reach the sum.",
        ),
        ({"one_track_of": {}}, "Named tracks belong here."),
        ({"course": "A", "min_grade": "seventy"}, "A number belongs here."),
    ],
)
def test_a_tree_that_makes_no_sense_is_refused_in_words(data: Json, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_requirement(data, programs={"loop": {"program": "loop"}})
    assert caught.value.what == words


# A brute force over every filling of every slot, and what must hold of any verdict.

COURSES = "ABCDEF"


def fillings(tree: Requirement, have: frozenset[str]) -> Iterator[Mapping[Path, str]]:
    slots = list(leaves(tree))
    choices = [["", *(c for c in slot.courses if c in have)] for slot in slots]
    for chosen in product(*choices):
        taken = [c for c, slot in zip(chosen, slots, strict=True) if c and not slot.shared]
        counted = {c for c in chosen if c}
        if len(taken) == len(set(taken)) and all(len(counted & g) <= 1 for g in excluded(tree)):
            yield {slot.place: c for c, slot in zip(chosen, slots, strict=True) if c}


def counted(node: Requirement, filled: Mapping[Path, str]) -> frozenset[str]:
    return frozenset(filled[s.place] for s in leaves(node) if s.place in filled)


def satisfied(node: Requirement, filled: Mapping[Path, str]) -> bool:  # noqa: PLR0911 one per kind
    match node:
        case CourseNeed():
            return node.place in filled
        case Capstone():
            return node.need.place in filled
        case AllOf():
            return all(satisfied(child, filled) for child in node.children)
        case AtLeast():
            return any(
                all(satisfied(child, filled) for child in chosen)
                and all(
                    possible(w, frozenset().union(*(counted(c, filled) for c in chosen)))
                    for w in node.conditions
                )
                for chosen in combinations(node.children, node.count)
            )
        case CreditsAtLeast():
            return sum(c.credits for c in node.children if c.place in filled) >= node.credits
        case OneTrackOf():
            return any(satisfied(track, filled) for _, track in node.tracks)
        case AtMostOneCounts():
            return True


def possible(tree: Requirement, have: frozenset[str]) -> bool:
    return any(satisfied(tree, filled) for filled in fillings(tree, have))


def outcome(tree: Requirement, have: frozenset[str], offered: frozenset[str]) -> tuple[State, int]:
    for size in range(len(COURSES) + 1):
        for extra in combinations(sorted(offered - have), size):
            if possible(tree, have | set(extra)):
                return (State.PENDING if size else State.MET), size
    return State.FAILED, 0


def courses(draw: st.DrawFn, least: int, most: int) -> list[str]:
    found = draw(st.lists(st.sampled_from(COURSES), min_size=least, max_size=most, unique=True))
    return list(found)


@st.composite
def nodes(draw: st.DrawFn) -> Json:  # noqa: PLR0911 one per kind
    kind = draw(st.sampled_from(["course", "pick", "with", "track", "sum", "shared", "ban"]))
    some = courses(draw, 2, 4)
    match kind:
        case "pick":
            return {"at_least": {"count": draw(st.integers(1, len(some))), "of": some}}
        case "with":
            rule: Json = {"at_least": {"count": 1, "of": some[:2]}}
            return {"at_least": {"count": 2, "of": some, "with": [rule]}}
        case "track":
            return {"one_track_of": {"one": some[:1], "two": some[1:]}}
        case "sum":
            leaves_: list[Json] = [{"course": c, "credits": 3} for c in some]
            return {"credits_at_least": {"credits": 6, "of": leaves_}}
        case "shared":
            return {"course": some[0], "shared": True}
        case "ban":
            return {"at_most_one_counts": some[:2]}
    return {"course": some[0], "equivalents": some[1:2]}


trees = st.lists(nodes(), min_size=1, max_size=3)
sets = st.frozensets(st.sampled_from(COURSES))


BAN: Json = {"at_most_one_counts": ["A", "D"]}
BOTH: Json = {"at_least": {"count": 2, "of": ["A", "D"]}}


@settings(max_examples=150, deadline=None)
@given(trees, sets, sets)
@example([BOTH, BAN], frozenset(), frozenset("AD"))
@example([BOTH, BAN], frozenset("AD"), frozenset())
def test_the_search_agrees_with_brute_force(
    parts: list[Json], have: frozenset[str], offered: frozenset[str]
) -> None:
    tree = parse_requirement({"all_of": parts})
    found = evaluate(tree, passed(*sorted(have)), on=TODAY, open_courses=offered)
    state, size = outcome(tree, have, offered)
    assert (found.state, len(found.missing)) == (state, size)
    assert found.tree.state is state


@settings(max_examples=100, deadline=None)
@given(trees, sets)
def test_passing_exactly_what_is_missing_completes_it(
    parts: list[Json], have: frozenset[str]
) -> None:
    tree = parse_requirement({"all_of": parts})
    found = evaluate(tree, passed(*sorted(have)), on=TODAY)
    if found.state is State.FAILED:
        return
    done = evaluate(tree, passed(*sorted(have | set(found.missing))), on=TODAY)
    assert done.state is State.MET
    for dropped in found.missing:
        fewer = sorted(have | set(found.missing) - {dropped})
        assert evaluate(tree, passed(*fewer), on=TODAY).state is State.PENDING


@settings(max_examples=100, deadline=None)
@given(trees, sets, st.sampled_from(COURSES), st.randoms(use_true_random=False))
def test_order_is_irrelevant_and_a_pass_never_hurts(
    parts: list[Json], have: frozenset[str], more: str, dice: Random
) -> None:
    tree = parse_requirement({"all_of": parts})
    found = evaluate(tree, passed(*sorted(have)), on=TODAY)
    shuffled = list(parts)
    dice.shuffle(shuffled)
    other = evaluate(
        parse_requirement({"all_of": shuffled}), passed(*sorted(have, reverse=True)), on=TODAY
    )
    assert (found.state, len(found.missing)) == (other.state, len(other.missing))
    better = evaluate(tree, passed(*sorted(have | {more})), on=TODAY)
    assert better.state >= found.state
