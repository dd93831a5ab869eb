"""What the adviser knows: the evidence, the model's defaults, and what a program would need."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.conf import settings

from gradus.advising.rules.career import CareerChange, career_change
from gradus.advising.rules.cash import Person
from gradus.advising.rules.changes import Change, what_would_change
from gradus.advising.rules.choices import Choice, PricedCourse, choices
from gradus.advising.rules.evidence import (
    Assumption,
    Evidence,
    Mark,
    read_assumptions,
    read_evidence,
    read_marks,
)
from gradus.advising.rules.roi import Roi, roi, running_total
from gradus.catalog.queries.programs import OfferedProgram
from gradus.catalog.rules.program import ProgramDocument


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks: the choice by key, their figures, and a raise or a wage to look at."""

    choice: str
    person: Person
    completions: Mapping[str, float]
    hours_factor: float
    raise_: float | None
    wage: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One choice judged for one person; `raise_` is the one drawn in the picture."""

    choice: Choice
    person: Person
    raise_: float
    roi: Roi
    money_totals: tuple[float, ...]
    full_totals: tuple[float, ...]
    stopped_totals: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The chosen answer, all answers in the same rows, and what would change the chosen one."""

    chosen: Answer
    answers: tuple[Answer, ...]
    changes: tuple[Change, ...]
    career: CareerChange | None


@cache
def evidence() -> Mapping[str, Evidence]:
    """The register as shipped; it changes only with the release."""
    return read_evidence(_shipped("evidence.csv"))


@cache
def marks() -> tuple[Mark, ...]:
    """Measured raises to stand beside a break-even."""
    return read_marks(_shipped("marks.csv"), evidence())


@cache
def assumptions() -> Mapping[str, Assumption]:
    """The model's defaults by key."""
    return read_assumptions(_shipped("assumptions.csv"), evidence())


def stale(items: tuple[Evidence, ...], today: date) -> tuple[Evidence, ...]:
    """Those that may be out of date."""
    return tuple(item for item in items if item.stale(today))


def choices_of(program: OfferedProgram, document: ProgramDocument) -> tuple[Choice, ...]:
    """The program, its first course, nothing: at the list prices in force."""
    written = {course.key: course for course in document.courses}
    priced = tuple(
        PricedCourse(
            title=offered.course.title,
            price=offered.money,
            weeks=written[offered.course.key].weeks,
            hours=written[offered.course.key].hours.median,
        )
        for offered in program.courses
    )
    return choices(priced, weeks=document.weeks)


def advice_on(offered: tuple[Choice, ...], question: Question) -> Advice:
    """The account of every choice for one person; nothing of it is stored."""
    answers = tuple(_answer(choice, question) for choice in offered)
    chosen = next(answer for answer in answers if answer.choice.key == question.choice)
    option, wage = chosen.choice.option, question.wage
    return Advice(
        chosen=chosen,
        answers=answers,
        changes=what_would_change(option, chosen.person) if option.years else (),
        career=None if wage is None else career_change(option, chosen.person, wage=wage),
    )


def _answer(choice: Choice, question: Question) -> Answer:
    slower = replace(choice.option, hours=choice.option.hours * question.hours_factor)
    choice = replace(choice, option=slower)
    person = replace(question.person, completion=question.completions.get(choice.completion, 1.0))
    raise_ = _raise(choice, person, question.raise_)
    found = roi(choice.option, person, raise_=raise_)
    finished, stopped = found.finished.years, found.stopped.years
    return Answer(
        choice=choice,
        person=person,
        raise_=raise_,
        roi=found,
        money_totals=running_total(tuple(y.money for y in finished), person.discount),
        full_totals=running_total(tuple(y.full for y in finished), person.discount),
        stopped_totals=running_total(tuple(y.full for y in stopped), person.discount),
    )


def _raise(choice: Choice, person: Person, typed: float | None) -> float:
    """What the person typed; else, for a program, the measured raise; else the break-even."""
    if typed is not None:
        return typed
    if choice.key == "program":
        return float(assumptions()["raise"].share)
    return roi(choice.option, person).break_even.full or 0.0


def _shipped(name: str) -> str:
    path = settings.CONTENT_DIR / "evidence" / name
    return str(path.read_text(encoding="utf-8"))
