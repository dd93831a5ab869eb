"""The demonstration courses teach what is true: every number is worked out here once more."""

import math
from collections import Counter
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gradus.courseware.course import Course
from gradus.courseware.grading import policy_of
from gradus.courseware.load import load_content, load_course, load_problem
from gradus.courseware.problems.base import Answers, Mode
from gradus.courseware.problems.problem import Problem
from gradus.courseware.report import report_on
from gradus.management.demonstration.answers import AnswerSheet, read_answers

CONTENT = Path(__file__).parents[2] / "content"
NUMBERS = ("DD1", "DD2", "DD3", "DD4", "DDX")
KINDS = {
    "multiplechoiceresponse",
    "choiceresponse",
    "optionresponse",
    "numericalresponse",
    "stringresponse",
}


def course(number: str) -> Course:
    folder = CONTENT / "courses" / f"Harborview+{number}+2026"
    return load_course(folder, f"test-{number}")


def problems(number: str) -> list[Problem]:
    found = course(number)
    return [
        load_problem(found, block.key, seed=1, mode=Mode.STRICT)
        for block in found.root.walk()
        if block.kind == "problem"
    ]


def answers() -> AnswerSheet:
    return read_answers((CONTENT / "demo" / "answers.yaml").read_text(encoding="utf-8"))


def share(problem: Problem, given: Answers) -> Fraction:
    mark = problem.mark(given)
    return mark.earned / mark.possible


def bayes(prior: Fraction, hit: Fraction, false_alarm: Fraction) -> Fraction:
    """Of all who show the sign, the share for whom it is true."""
    return prior * hit / (prior * hit + (1 - prior) * false_alarm)


def service_or_wait() -> tuple[Fraction, Fraction]:
    """What perfect information and what the sensor are worth, by trying every plan."""
    fails, loss, service = Fraction(1, 5), Fraction(10_000), Fraction(1_500)
    without = min(service, fails * loss)
    perfect = fails * min(service, loss) + (1 - fails) * 0
    plan = Fraction(0)
    for given_failing, given_sound in ((Fraction(9, 10), Fraction(1, 10)),
                                       (Fraction(1, 10), Fraction(9, 10))):  # fmt: skip
        failing, sound = fails * given_failing, (1 - fails) * given_sound
        plan += min((failing + sound) * service, failing * loss)
    return without - perfect, without - plan


def ferry() -> tuple[Fraction, Fraction]:
    good, gain, loss = Fraction(2, 5), 900_000, 300_000
    nothing = Fraction(0)
    hit, alarm = Fraction(9, 10), Fraction(1, 5)
    without = max(nothing, good * gain - (1 - good) * loss)
    plan = max(nothing, good * hit * gain - (1 - good) * alarm * loss) + max(
        nothing, good * (1 - hit) * gain - (1 - good) * (1 - alarm) * loss
    )
    return bayes(good, hit, alarm), plan - without


PERFECT, SENSOR = service_or_wait()
BELIEF, TRIAL = ferry()
WORKED_OUT = {
    "practice_sensors": 1 - Fraction(1, 10) ** 3,
    "practice_odds": bayes(Fraction(1, 4), Fraction(9, 10), Fraction(1, 10)),
    "set1_test": bayes(Fraction(2, 100), Fraction(95, 100), Fraction(10, 100)),
    "set1_servers": 1 - Fraction(99, 100) ** 20,
    "practice_warranty": 30 - Fraction(4, 100) * 500,
    "practice_evpi": Fraction(4, 10) * 100 - (Fraction(4, 10) * 100 - Fraction(6, 10) * 40),
    "practice_brier": sum((Fraction(s, 10) - h) ** 2 for s, h in ((9, 1), (6, 0), (2, 0))) / 3,
    "set2_perfect": PERFECT,
    "set2_sensor": SENSOR,
    "final_audit": bayes(Fraction(5, 100), Fraction(80, 100), Fraction(10, 100)),
    "final_breakeven": Fraction(100, 300 + 100),
    "check_margin": Fraction(196, 100) * Fraction(math.isqrt(25), math.isqrt(100 * 2500)),
    "check_precision": Fraction(60, 80),
    "check_effect": Fraction(130, 500) - Fraction(105, 500),
    "case_belief": BELIEF,
    "case_decide": TRIAL,
}


@pytest.mark.parametrize("number", NUMBERS)
def test_every_course_loads_without_a_fault(number: str) -> None:
    found = course(number)
    policy, wrong = policy_of(found.grading)
    assert (found.faults, found.unused, wrong) == ((), (), ())
    assert policy.pass_share == Fraction(60, 100)
    assert [(words, items) for words, items in report_on(found).headings() if items] == []


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_that_is_asked_for_was_worked_out_independently(number: str) -> None:
    for problem in problems(number):
        fields = [drawn for drawn in problem.inputs if drawn.kind == "numeric"]
        if not fields:
            continue
        value = WORKED_OUT[problem.key]
        right = answers().right(number, problem)
        given = {**right, fields[0].id: f"{float(value):.9g}"}
        assert share(problem, given) == 1, problem.key
        for off in (value * Fraction(109, 100), value * Fraction(91, 100)):
            given = {**right, fields[0].id: f"{float(off):.9g}"}
            assert share(problem, given) < 1, problem.key


def test_nothing_was_worked_out_that_is_not_asked_for() -> None:
    asked = {
        problem.key
        for number in NUMBERS
        for problem in problems(number)
        if any(drawn.kind == "numeric" for drawn in problem.inputs)
    }
    assert asked == set(WORKED_OUT)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_answer_sheet_is_right_where_it_says_so_and_wrong_where_it_says_so(
    number: str,
) -> None:
    for problem in problems(number):
        assert share(problem, answers().right(number, problem)) == 1, problem.key
        assert share(problem, answers().wrong(number, problem)) < Fraction(1, 2), problem.key


@pytest.mark.parametrize("number", NUMBERS)
def test_every_problem_explains_itself(number: str) -> None:
    for problem in problems(number):
        assert "Explanation" in problem.solution, problem.key


def test_every_wrong_choice_is_answered_with_a_word_of_its_own() -> None:
    silent = []
    for number in NUMBERS:
        for path in (CONTENT / "courses" / f"Harborview+{number}+2026/problem").glob("*.xml"):
            root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - ours
            silent += [
                (path.name, "".join(option.itertext()))
                for tag, hint in (("choice", "choicehint"), ("option", "optionhint"))
                for option in root.iter(tag)
                if option.find(hint) is None
            ]
    assert silent == []


def test_the_first_course_has_two_weeks_and_all_five_kinds_of_marked_problems() -> None:
    found = course("DD1")
    kinds: Counter[str] = Counter()
    graded = 0
    for block in found.root.walk():
        if block.kind == "problem":
            root = ElementTree.fromstring(block.source)  # noqa: S314 - ours
            kinds.update(e.tag for e in root.iter() if e.tag in KINDS)
            graded += block.settings.graded
    assert [chapter.title for chapter in found.root.children] == [
        "Week 1: Beliefs",
        "Week 2: Choices",
    ]
    assert graded == 16
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 3


@pytest.mark.parametrize("number", NUMBERS)
def test_every_formula_is_shown_as_mathematics_and_every_figure_has_words(number: str) -> None:
    found = course(number)
    shown = [str(p.parts) + p.solution for p in problems(number)]
    pages = [str(load_content(found, b.key)) for b in found.root.walk() if b.kind == "html"]
    for html in [*shown, *pages]:
        assert "\\(" not in html.replace("\\\\", "\\")
        assert "\\frac" not in html
    assert "".join(pages).count("<img") == "".join(pages).count('alt="')
