"""What the adviser knows and answers: evidence as shipped, choices of a program, advice."""

from dataclasses import replace
from datetime import date

import pytest

from gradus.advising.queries import (
    Question,
    advice_on,
    assumptions,
    choices_of,
    evidence,
    marks,
    stale,
)
from gradus.advising.rules.cash import Person
from gradus.advising.rules.changes import what_would_change
from gradus.advising.rules.choices import Choice
from gradus.advising.rules.options import Option, by_course
from gradus.catalog.queries.programs import program_offered
from tests.support.programs import DEMO, a_program
from tests.support.rows import NOW

ADA = Question(
    choice="program",
    person=Person(salary=60_000),
    completions={"completion": 0.3, "completion_course": 0.7},
    hours_factor=1.0,
    raise_=None,
    wage=None,
)
PROGRAM = Choice(
    "program", by_course((("A", 300.0), ("B", 300.0)), years=1.0, hours=200.0), "completion"
)
NOTHING = Choice("nothing", Option(fees=(), years=0.0, hours=0.0), "")


def test_the_register_is_read_once() -> None:
    assert evidence() is evidence()
    assert [mark.evidence.id for mark in marks()] == ["E02", "E02", "E07"]
    assert assumptions()["fade"].evidence == (evidence()["E06"],)


def test_evidence_that_may_be_out_of_date_is_found() -> None:
    items = (evidence()["E21"], evidence()["E07"])
    assert stale(items, date(2026, 11, 23)) == ()
    assert stale(items, date(2028, 1, 1)) == (items[0],)


@pytest.mark.django_db
def test_a_program_offers_itself_its_first_course_and_nothing() -> None:
    a_program()
    whole, course, nothing = choices_of(*program_offered(DEMO, NOW))
    assert [choice.key for choice in (whole, course, nothing)] == ["program", "course", "nothing"]
    assert whole.option.total == 1250.0
    assert whole.option.fees[0].due == 0.0
    assert course.option.total == 250.0
    assert course.option.hours < whole.option.hours
    assert nothing.option.total == 0.0


def test_the_same_person_is_judged_for_every_choice() -> None:
    advice = advice_on((PROGRAM, NOTHING), ADA)
    assert [answer.person.completion for answer in advice.answers] == [0.3, 1.0]
    assert advice.chosen is advice.answers[0]
    assert advice.career is None


def test_slower_people_need_more_hours() -> None:
    slow = advice_on((PROGRAM, NOTHING), replace(ADA, hours_factor=1.5))
    assert slow.chosen.choice.option.hours == 300.0


def test_a_program_is_drawn_with_the_measured_raise_a_course_with_its_break_even() -> None:
    course = replace(PROGRAM, key="course", completion="completion_course")
    advice = advice_on((PROGRAM, course, NOTHING), ADA)
    assert [answer.raise_ for answer in advice.answers] == [
        0.038,
        advice.answers[1].roi.break_even.full,
        0.0,
    ]
    typed = advice_on((PROGRAM, course, NOTHING), replace(ADA, raise_=0.1))
    assert [answer.raise_ for answer in typed.answers] == [0.1, 0.1, 0.1]


def test_a_wage_asks_for_the_career_changers_account() -> None:
    advice = advice_on((PROGRAM, NOTHING), replace(ADA, wage=80_000.0))
    assert advice.career is not None
    assert advice.career.gain > 0


def test_nothing_changes_for_who_does_nothing() -> None:
    assert advice_on((PROGRAM, NOTHING), replace(ADA, choice="nothing")).changes == ()


def test_running_totals_end_at_the_present_value() -> None:
    chosen = advice_on((PROGRAM, NOTHING), ADA).chosen
    assert chosen.money_totals[-1] == pytest.approx(chosen.roi.finished.money_npv)
    assert chosen.full_totals[-1] == pytest.approx(chosen.roi.finished.full_npv)
    assert chosen.stopped_totals[-1] == pytest.approx(chosen.roi.stopped.full_npv)


def test_each_change_moves_the_break_even_the_way_it_says() -> None:
    person = Person(salary=60_000)
    found = {change.key: change for change in what_would_change(PROGRAM.option, person)}
    now = advice_on((PROGRAM, NOTHING), ADA).chosen.roi.break_even
    assert now.money is not None
    assert now.full is not None
    full = {key: change.full or 0.0 for key, change in found.items()}
    assert full["horizon_long"] < now.full < full["horizon_short"]
    assert found["free_hours"].full == pytest.approx(now.money)
    assert found["free_hours"].money == pytest.approx(now.money)
    assert full["double_hours"] > now.full
    assert found["paid_by_employer"].money == 0.0
    assert (found["more_pay"].money or 0) < now.money


def test_study_longer_than_the_short_horizon_is_not_looked_at_that_briefly() -> None:
    long = replace(PROGRAM.option, years=5.0)
    keys = [change.key for change in what_would_change(long, Person(salary=60_000))]
    assert keys[0] == "horizon_long"
