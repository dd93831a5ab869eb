"""Whether an answer may be given now, and when marks and right answers are shown.

Source: settings of OLX problems (`max_attempts`, `due`, `graceperiod`, `showanswer`,
`show_correctness`). Exactly at the deadline is in time; a `max_attempts` of 0 takes no answers.

>>> from datetime import UTC
>>> noon = datetime(2027, 3, 1, 12, tzinfo=UTC)
>>> limits = Limits(allowed=3, due=noon)
>>> check_attempt(limits, Standing(used=2), now=noon)
>>> check_attempt(limits, Standing(used=3), now=noon)
Traceback (most recent call last):
gradus.lib.refusal.Refused: All 3 attempts at this question are used. Your answers are kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gradus.lib.refusal import Refused, words

USED = words("All {allowed} attempts at this question are used. Your answers are kept.")
ONLY_ONE = words("The one attempt at this question is used. Your answer is kept.")
PAST_DUE = words("This question was due on {date}. Your work is kept, but no longer marked.")
NOT_TAKEN = words("This question takes no answers.")
NOT_OPEN = words("This part opens on {date}. You can answer from then on.")
TOO_SOON = words("Please wait until {date} before you answer this question again.")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the author set for a problem. `allowed` None: any number of attempts."""

    allowed: int | None = None
    opens: datetime | None = None
    due: datetime | None = None
    grace: timedelta = timedelta()
    wait_seconds: int = 0
    showanswer: str = "finished"
    show_after: int = 0
    show_correctness: str = "always"

    @property
    def last_moment(self) -> datetime | None:
        """The last instant at which an answer is in time."""
        return None if self.due is None else self.due + self.grace


@dataclass(frozen=True, slots=True)
class Standing:
    """What a learner has done at a problem so far."""

    used: int = 0
    full_marks: bool = False
    last_at: datetime | None = None


def is_past_due(limits: Limits, now: datetime) -> bool:
    """After the deadline and its grace."""
    return limits.last_moment is not None and now > limits.last_moment


def is_closed(limits: Limits, standing: Standing, now: datetime) -> bool:
    """No further answer will be taken."""
    spent = limits.allowed is not None and standing.used >= limits.allowed
    return spent or is_past_due(limits, now)


def check_attempt(limits: Limits, standing: Standing, *, now: datetime) -> None:
    """Raise `Refused` unless an answer may be given now."""
    if limits.allowed == 0:
        raise Refused("attempts_none", NOT_TAKEN)
    if limits.opens is not None and now < limits.opens:
        raise Refused("not_open", NOT_OPEN, date=limits.opens)
    if limits.allowed is not None and standing.used >= limits.allowed:
        template = ONLY_ONE if limits.allowed == 1 else USED
        raise Refused("attempts_used", template, allowed=limits.allowed)
    if is_past_due(limits, now):
        raise Refused("past_due", PAST_DUE, date=limits.due)
    if standing.last_at is not None and limits.wait_seconds:
        earliest = standing.last_at + timedelta(seconds=limits.wait_seconds)
        if now < earliest:
            raise Refused("attempt_too_soon", TOO_SOON, date=earliest)


def answer_visible(limits: Limits, standing: Standing, *, now: datetime) -> bool:
    """Whether the right answer may be shown, by the author's `showanswer`."""
    past_due, closed = is_past_due(limits, now), is_closed(limits, standing, now)
    tried, right = standing.used > 0, standing.full_marks
    spent = limits.allowed is not None and standing.used >= limits.allowed
    needed = limits.show_after
    if limits.allowed is not None:
        needed = min(needed, limits.allowed)
    return {
        "always": True,
        "answered": right,
        "attempted": tried or past_due,
        "attempted_no_past_due": tried,
        "closed": closed,
        "finished": closed or right,
        "correct_or_past_due": right or past_due,
        "past_due": past_due,
        "after_attempts": standing.used >= needed,
        "after_all_attempts": spent,
        "after_all_attempts_or_correct": spent or right,
    }.get(limits.showanswer, False)


def marks_visible(limits: Limits, *, now: datetime) -> bool:
    """Whether the learner may see how an answer was marked, by `show_correctness`."""
    if limits.show_correctness in ("past_due", "never_but_include_grade"):
        return is_past_due(limits, now) and limits.show_correctness == "past_due"
    return limits.show_correctness != "never"
