"""A run's result for its learner: each figure, how it came about, what would change it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.timezone import localtime

from gradus.assessment.queries.progress import Progress
from gradus.assessment.rules.grading import (
    Grade,
    Item,
    Line,
    Outlook,
    Rounding,
    Sequence,
    TypeGrade,
)
from gradus.lib.rounding import figure, percent
from gradus.lib.terms import State
from gradus.web.parts.charts.base import Chart
from gradus.web.parts.charts.steps import Step, Steps, stepped

FEW_DAYS: Final = 3
MOST_STEPS: Final = 40
ROUNDINGS: Final = {
    Rounding.EXACT: "Nothing is rounded before it is compared; figures are shown cut off.",
    Rounding.OPENEDX: "Each part is rounded to four decimals and the result to whole per cent.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A sequence, or a promised one that does not exist yet."""

    title: str
    points: str
    share: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """An assignment type: its rows and what they add to the result."""

    name: str
    weight: str
    share: str
    contribution: str
    sum: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A graded question and what was earned at it."""

    title: str
    href: str
    points: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of a sequence."""

    title: str
    rows: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the progress page says."""

    state: State
    word: str
    so_far: str
    stop: str
    reachable: str
    goal: str
    advice: str
    sum: str
    rounding: str
    parts: tuple[Part, ...]
    groups: tuple[Group, ...]
    chart: Chart | None


def standing_of(progress: Progress) -> Standing:
    """Every figure of the page in words."""
    seen = progress.outlook
    grade = seen.if_you_stop
    goal = percent(grade.pass_share) if grade.pass_share is not None else ""
    state, word = _state(seen)
    return Standing(
        state=state,
        word=word,
        so_far="" if seen.so_far is None else percent(seen.so_far),
        stop=percent(grade.share),
        reachable=percent(seen.reachable),
        goal=goal,
        advice=_advice(seen, goal),
        sum=_sum(grade),
        rounding=ROUNDINGS[grade.rounding],
        parts=tuple(_part(one) for one in grade.types),
        groups=tuple(_group(progress, sequence) for sequence in progress.sequences),
        chart=_chart(progress, goal),
    )


def _group(progress: Progress, sequence: Sequence) -> Group:
    base = f"/learn/{progress.enrollment.uuid}/"
    rows = tuple(
        Question(
            title=item.title,
            href=f"{base}{progress.course.problems[item.key].unit_key}/#problem-{item.key}",
            points=f"{figure(item.earned)} of {figure(item.possible)}",
            note=_note(item),
        )
        for item in sequence.items
    )
    earned, possible = figure(sequence.earned), figure(sequence.possible)
    return Group(f"{sequence.title}: {earned} of {possible} points", rows)


def _note(item: Item) -> str:
    if not item.answered:
        return "not answered yet" if item.reachable else "closed without an answer"
    if item.earned >= item.possible:
        return "full marks"
    return "can be answered again" if item.reachable > item.earned else "no attempts left"


def _state(seen: Outlook) -> tuple[State, str]:
    if seen.if_you_stop.passed:
        return State.MET, "Passed"
    if seen.needed is None:
        return State.FAILED, "Can no longer be passed"
    return State.PENDING, "Can still be passed"


def _advice(seen: Outlook, goal: str) -> str:
    if seen.if_you_stop.passed:
        return f"You have passed: {goal} were needed."
    if seen.needed is None:
        return (
            "Even with full marks on all that is open the pass mark is out of reach in this run."
        )
    return f"To pass you need about {seen.needed} % of the points that are still open."


def _sum(grade: Grade) -> str:
    """`0.3 × 82.5 % + 0.7 × 68.33 % = 72.58 %`."""
    terms = " + ".join(f"{figure(t.type.weight, 4)} × {percent(t.share)}" for t in grade.types)
    return f"{terms} = {percent(grade.raw)}" if terms else ""


def _part(one: TypeGrade) -> Part:
    kept = [line for line in one.lines if not line.dropped]
    added = " + ".join(percent(line.share) for line in kept)
    return Part(
        name=one.type.name,
        weight=percent(one.type.weight),
        share=percent(one.share),
        contribution=percent(one.contribution),
        sum=f"({added}) ÷ {one.counted}" if len(kept) > 1 else "",
        rows=tuple(_row(line) for line in one.lines),
    )


def _row(line: Line) -> Row:
    if line.placeholder:
        note = "not published yet, counts as 0"
    elif line.dropped:
        note = "dropped: the lowest does not count"
    elif not line.begun:
        note = "not begun, counts as 0"
    else:
        note = ""
    points = "" if line.placeholder else f"{figure(line.earned)} of {figure(line.possible)}"
    if line.placeholder and line.dropped:
        note = "not published yet; dropped as the lowest"
    return Row(line.title, points, percent(line.share), note)


def _chart(progress: Progress, goal: str) -> Chart | None:
    """The result after each of the first days with answers; after each answer if days are few."""
    ends = _ends(progress)
    if not ends:
        return None
    grades = [(label, progress.grade_after(count)) for label, count in ends]
    steps = tuple(
        Step(label, float(grade.share * 100), percent(grade.share)) for label, grade in grades
    )
    pass_share = progress.grade.pass_share
    return stepped(
        Steps(
            id="result-in-steps",
            finding=f"Your result stands at {steps[-1].text}.",
            title="How your result grew with your answers",
            steps=steps,
            goal=None if pass_share is None else float(pass_share * 100),
            goal_text=goal,
        )
    )


def _ends(progress: Progress) -> list[tuple[str, int]]:
    """Where steps end: a label, and how many answers had been given."""
    days: dict[date, int] = {}
    for count, attempt in enumerate(progress.attempts, start=1):
        days[localtime(attempt.submitted_at).date()] = count
    if len(days) >= FEW_DAYS:
        return [(f"{on.day} {on:%B}", count) for on, count in days.items()]
    total = len(progress.attempts)
    stride = -(-total // MOST_STEPS) if total else 1
    counts = sorted({*range(stride, total + 1, stride), *([total] if total else [])})
    return [(f"answer {count}", count) for count in counts]
