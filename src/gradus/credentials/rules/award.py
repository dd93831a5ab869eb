"""From a program and final grades to what is asserted: the achievement, and one person's facts.

Source: Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0/): an achievement names no learner;
employers ask for criteria, results with pass marks, skills, and how identity was checked.

>>> overall([Decimal(80), Decimal("90.5")])
Decimal('85.25')
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal
from typing import Any, Final, cast

from gradus.catalog.rules.program import ProgramDocument
from gradus.credentials.rules.achievement import (
    Achievement,
    Alignment,
    Evidence,
    Measure,
)
from gradus.credentials.rules.moments import moment, stamp
from gradus.lib.refusal import Refused, words
from gradus.lib.terms import Json

OVERALL: Final = "overall"
CENT: Final = Decimal("0.01")
HOW_EXAMINED: Final = (
    "Problems marked by fixed rules; the marks, the pass mark and the version of the content are"
    " kept with each grade. Work was done online, without supervision, under the learner's own"
    " account. Identity was not checked against a document."
)
LEVELS: Final = {
    "beginner": "Entry level, for people new to the field.",
    "advanced": "Graduate level, for people who deepen a field.",
    "both": "Graduate level, open to people new to the field.",
}


@dataclass(frozen=True, slots=True)
class CourseFact:
    """One course result that an award rests on; percentages in points of a hundred."""

    course: str
    title: str
    percent: Decimal
    pass_percent: Decimal
    started_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What an award rests on, frozen at the decision."""

    courses: tuple[CourseFact, ...]

    @property
    def overall(self) -> Decimal:
        """The plain average of the courses."""
        return overall([fact.percent for fact in self.courses])

    @property
    def results(self) -> tuple[tuple[str, Decimal], ...]:
        """By measure key: the overall score first, then each course."""
        each = tuple((fact.course, fact.percent) for fact in self.courses)
        return ((OVERALL, self.overall), *each)


def overall(percents: Sequence[Decimal]) -> Decimal:
    """The average, cut (never rounded up) to two decimals."""
    return (sum(percents, Decimal(0)) / len(percents)).quantize(CENT, ROUND_FLOOR)


def kept(facts: Facts) -> Json:
    """The facts as they are stored with the award."""
    return {
        "courses": [
            {
                "course": fact.course,
                "title": fact.title,
                "percent": str(fact.percent),
                "pass_percent": str(fact.pass_percent),
                "started_at": stamp(fact.started_at),
                "recorded_at": stamp(fact.recorded_at),
            }
            for fact in facts.courses
        ]
    }


def facts_of(data: Json) -> Facts:
    """The facts from their stored form."""
    part = cast("Mapping[str, Sequence[Mapping[str, Any]]]", data)
    return Facts(
        tuple(
            CourseFact(
                course=each["course"],
                title=each["title"],
                percent=Decimal(each["percent"]),
                pass_percent=Decimal(each["pass_percent"]),
                started_at=moment(each["started_at"]),
                recorded_at=moment(each["recorded_at"]),
            )
            for each in part["courses"]
        )
    )


def achievement_of(
    program: ProgramDocument, *, url: str, version: int, pass_marks: Mapping[str, Decimal]
) -> Achievement:
    """What a program version asserts of everybody who completes it."""
    measures = (
        Measure(OVERALL, "Overall score, the average of the courses"),
        *(
            Measure(c.number, f"{c.number} {c.title}, final grade", pass_marks.get(c.number))
            for c in program.courses
        ),
    )
    return Achievement(
        url=url,
        name=f"Program Credential in {program.credential_title}",
        description=described(program),
        narrative=program.credential_criteria,
        code=program.slug,
        version=str(version),
        field=program.field,
        specialization=program.title,
        language=program.language,
        measures=measures,
        tags=(program.field,),
        alignments=tuple(
            Alignment("ceasn:Competency", outcome, f"{url}#outcome-{number}")
            for number, outcome in enumerate(program.outcomes, start=1)
        ),
    )


def described(program: ProgramDocument) -> str:
    """Level, length and kind of the program in plain sentences; invented ones say so."""
    count = len(program.courses)
    opening = program.credential_description or program.summary
    told = "fictitious" in opening.lower() or not program.fictitious
    parts = [
        opening,
        f"{count} online courses in {program.field.lower()}.",
        LEVELS.get(program.level, ""),
        "" if told else "Fictitious: part of a demonstration.",
    ]
    return " ".join(part for part in parts if part)


def evidence_of(facts: Facts, url: str) -> tuple[Evidence, ...]:
    """How the courses were examined, and how identity was checked."""
    named = ", ".join(f"{fact.course} {fact.title}" for fact in facts.courses)
    return (
        Evidence(
            url=f"{url}#evidence",
            name="Graded coursework",
            narrative=f"{named}. {HOW_EXAMINED}",
            genre="Graded problems",
        ),
    )


def check_origin(origin: str, *, demo: bool) -> None:
    """Refuse an address that would be wrong for ever: it stands inside every signature.

    >>> check_origin("https://credentials.example.edu", demo=False)
    >>> check_origin("http://localhost:8000", demo=True)
    Traceback (most recent call last):
        ...
    gradus.lib.refusal.Refused: No credential is issued: GRADUS_CREDENTIAL_ORIGIN is \
“http://localhost:8000” and must be a public https address that will not change.
    """
    host = origin.removeprefix("https://").split("/")[0].split(":")[0]
    reserved = host.endswith((".example", ".test", ".invalid", ".localhost"))
    public = "." in host and not host.replace(".", "").isdigit()
    sound = origin.startswith("https://") and public and not origin.endswith("/")
    if not sound or (reserved and not demo):
        raise Refused(
            "credential_origin",
            words(
                "No credential is issued: GRADUS_CREDENTIAL_ORIGIN is “{origin}” and must be"
                " a public https address that will not change."
            ),
            origin=origin,
        )
