"""A run on the dashboard: its state in words, and the one thing to do next.

The first state that fits is the one shown (programs-and-enrollment facts, section 9).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gradus.assessment.queries.progress import Progress
from gradus.enrollment.queries import Enrollment, dates_of, track_of
from gradus.enrollment.rules.tracks import Track
from gradus.enrollment.rules.windows import Phase
from gradus.lib.rounding import percent
from gradus.lib.terms import State
from gradus.web.parts.say import moment

TOTAL: Final = 100


@dataclass(frozen=True, slots=True)
class Card:
    """What the dashboard says of a run. `action` and `href`: the next step."""

    title: str
    state: State
    word: str
    message: str
    action: str
    href: str
    answered: int
    total: int
    outline: str
    progress: str

    @property
    def share(self) -> int:
        """Answered problems in whole per cent, for the bar."""
        return TOTAL * self.answered // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class _Said:
    state: State
    word: str
    message: str
    action: str = "Open the course"
    href: str = ""


def card_of(progress: Progress, now: datetime) -> Card:
    """The card of a run as it stands now."""
    enrollment = progress.enrollment
    base = f"/learn/{enrollment.uuid}/"
    said = _passed(progress, base, now) or _phase(progress, base, now) or _learning(progress, base)
    total = len(progress.course.problems)
    return Card(
        title=enrollment.run.course.title,
        state=said.state,
        word=said.word,
        message=said.message,
        action=said.action,
        href=said.href or base,
        answered=len(progress.answered & progress.course.problems.keys()),
        total=total,
        outline=base,
        progress=f"{base}progress/",
    )


def _passed(progress: Progress, base: str, now: datetime) -> _Said | None:
    final = progress.final
    if final is not None and final.passed:
        reached = percent(progress.grade.share)
        return _Said(
            State.MET,
            "Passed",
            f"Passed with {reached}, recorded on {moment(final.recorded_at)}.",
            "See your credentials",
            "/prove/",
        )
    if not progress.grade.passed:
        return None
    if _is_verified(progress.enrollment):
        return _Said(
            State.MET,
            "Passed",
            "You passed. The result is being recorded.",
            "See your progress",
            f"{base}progress/",
        )
    return _unpaid(progress.enrollment, now)


def _unpaid(enrollment: Enrollment, now: datetime) -> _Said:
    closes = dates_of(enrollment.run).paying_closes
    if closes is not None and now >= closes:
        return _Said(
            State.FAILED,
            "Does not count",
            "You reached the pass mark, but paying has closed: it does not count.",
        )
    until = f" by {moment(closes)}" if closes else ""
    return _Said(
        State.PENDING,
        "Pass mark reached",
        f"You reached the pass mark. Pay{until} for it to count toward the credential.",
        "Pay for this course",
        f"/learn/runs/{enrollment.run.uuid}/enrol/",
    )


def _phase(progress: Progress, base: str, now: datetime) -> _Said | None:
    run = progress.enrollment.run
    phase = dates_of(run).phase(now)
    if phase is Phase.ENDED:
        ended = moment(run.ends_at) if run.ends_at else ""
        return _Said(
            State.FAILED,
            "Ended",
            f"This run ended on {ended}. Your work is kept.",
            "See what you reached",
            f"{base}progress/",
        )
    if phase is Phase.UPCOMING:
        starts = moment(run.starts_at) if run.starts_at else ""
        return _Said(State.PENDING, "Not started", f"Starts on {starts}.")
    return None


def _learning(progress: Progress, base: str) -> _Said:
    following = progress.next_problem
    track = "" if _is_verified(progress.enrollment) else " You are on the free track."
    if following is None:
        return _Said(
            State.PENDING,
            "Not passed yet",
            f"Every question is answered; the result is {percent(progress.grade.share)}.{track}",
            "See your progress",
            f"{base}progress/",
        )
    begun = bool(progress.attempts)
    return _Said(
        State.PENDING,
        "In progress" if begun else "New",
        f"Next: {following.title}.{track}",
        "Continue" if begun else "Start",
        f"{base}{following.unit_key}/" if begun else base,
    )


def _is_verified(enrollment: Enrollment) -> bool:
    return track_of(enrollment) is Track.VERIFIED
