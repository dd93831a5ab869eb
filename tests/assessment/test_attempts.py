"""When an answer may be given, and what is shown afterwards."""

from datetime import UTC, datetime, timedelta

import pytest

from gradus.assessment.rules.attempts import (
    Limits,
    Standing,
    answer_visible,
    check_attempt,
    is_closed,
    marks_visible,
)
from gradus.lib.refusal import Refused

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def refusal(limits: Limits, standing: Standing, now: datetime = NOON) -> str | None:
    try:
        check_attempt(limits, standing, now=now)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("limits", "standing", "code"),
    [
        (Limits(), Standing(used=99), None),
        (Limits(allowed=3), Standing(used=2), None),
        (Limits(allowed=3), Standing(used=3), "attempts_used"),
        (Limits(allowed=0), Standing(), "attempts_none"),
        (Limits(due=NOON), Standing(), None),
        (Limits(opens=NOON), Standing(), None),
        (Limits(opens=NOON + SECOND), Standing(), "not_open"),
        (Limits(due=NOON - SECOND), Standing(), "past_due"),
        (Limits(due=NOON - SECOND, grace=SECOND), Standing(), None),
        (Limits(wait_seconds=60), Standing(1, last_at=NOON - 59 * SECOND), "attempt_too_soon"),
        (Limits(wait_seconds=60), Standing(1, last_at=NOON - 60 * SECOND), None),
    ],
)
def test_an_answer_is_taken_or_refused(
    limits: Limits, standing: Standing, code: str | None
) -> None:
    assert refusal(limits, standing) == code


def test_one_attempt_is_spoken_of_as_one() -> None:
    with pytest.raises(Refused, match="The one attempt"):
        check_attempt(Limits(allowed=1), Standing(used=1), now=NOON)


NEW, TRIED, RIGHT, SPENT = Standing(), Standing(1), Standing(1, full_marks=True), Standing(3)
LATE = NOON + SECOND


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("always", {"new", "tried", "right", "spent", "late"}),
        ("never", set()),
        ("", set()),
        ("answered", {"right"}),
        ("attempted", {"tried", "right", "spent", "late"}),
        ("attempted_no_past_due", {"tried", "right", "spent"}),
        ("closed", {"spent", "late"}),
        ("finished", {"right", "spent", "late"}),
        ("correct_or_past_due", {"right", "late"}),
        ("past_due", {"late"}),
        ("after_attempts", {"spent"}),
        ("after_all_attempts", {"spent"}),
        ("after_all_attempts_or_correct", {"right", "spent"}),
    ],
)
def test_when_the_right_answer_is_shown(word: str, shown: set[str]) -> None:
    limits = Limits(allowed=3, due=NOON, showanswer=word, show_after=5)
    cases = {
        "new": (NEW, NOON),
        "tried": (TRIED, NOON),
        "right": (RIGHT, NOON),
        "spent": (SPENT, NOON),
        "late": (NEW, LATE),
    }
    assert {
        name
        for name, (standing, now) in cases.items()
        if answer_visible(limits, standing, now=now)
    } == shown


@pytest.mark.parametrize(
    ("word", "before", "after"),
    [
        ("always", True, True),
        ("never", False, False),
        ("past_due", False, True),
        ("never_but_include_grade", False, False),
    ],
)
def test_when_marks_are_shown(word: str, before: bool, after: bool) -> None:
    limits = Limits(due=NOON, show_correctness=word)
    assert (marks_visible(limits, now=NOON), marks_visible(limits, now=LATE)) == (before, after)


def test_closed_means_spent_or_late() -> None:
    limits = Limits(allowed=3, due=NOON)
    assert [is_closed(limits, s, t) for s, t in ((NEW, NOON), (SPENT, NOON), (NEW, LATE))] == [
        False,
        True,
        True,
    ]
