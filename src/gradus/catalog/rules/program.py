"""What a published program says: the typed form of a checked `program.yaml`.

Source: content/schemas/program.schema.json; facts on programs, sections 1 to 4 and 7.

>>> money_of({"amount": "250.00", "currency": "USD"})
Money(minor=25000, currency='USD')
>>> Edge("DD1", "DD2", "recommended").enforced
False
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from gradus.lib.money import Money
from gradus.lib.terms import Json

Part = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of work for a whole course: one in ten needs fewer than `p10`, one more than `p90`."""

    p10: int
    median: int
    p90: int
    basis: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Run:
    """One offering; times are instants, empty ones as in the table of windows."""

    key: str
    enrol_opens: datetime | None
    enrol_closes: datetime | None
    starts: datetime | None
    ends: datetime | None
    pay_by: datetime | None
    refund_days: int
    marking: str
    audit_graded: bool


@dataclass(frozen=True, slots=True)
class CourseEntry:
    """A course as the program describes it."""

    number: str
    org: str
    institution: str
    title: str
    summary: str
    capstone: bool
    weeks: int
    hours: Hours
    outcomes: tuple[str, ...]
    price: Money | None
    runs: tuple[Run, ...]

    @property
    def key(self) -> str:
        """The course's key among all courses, ORG+NUMBER."""
        return f"{self.org}+{self.number}"


@dataclass(frozen=True, slots=True)
class Edge:
    """`then` builds on `first`; enforced, or recommended."""

    first: str
    then: str
    force: str
    why: str = ""

    @property
    def enforced(self) -> bool:
        """Whether `then` stays closed until `first` is passed."""
        return self.force == "enforced"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who the program is for, what it gives them, and when they should choose otherwise."""

    who: str
    why: str
    not_if: str


@dataclass(frozen=True, slots=True)
class Comparator:
    """A dated public fact about another way to a similar end."""

    name: str
    kind: str
    low: Money
    high: Money
    unit: str
    source: str
    as_of: str
    evidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement of the program comes from."""

    claim: str
    source: str
    url: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Flexibility:
    """How far the program bends to a life; None is not known."""

    starts_a_year: int | None
    fixed_meetings: bool | None
    extensions: bool | None
    pause_years: int | None
    certificate_per_course: bool | None


@dataclass(frozen=True, slots=True)
class ProgramDocument:
    """A program version as written; `requirement` is what `rules.requirements` parses."""

    slug: str
    fictitious: bool
    institution: str
    partners: tuple[str, ...]
    title: str
    summary: str
    description: str
    field: str
    level: str
    language: str
    pace: str
    weeks: int | None
    hours_low: int
    hours_high: int
    hours_note: str
    flexibility: Flexibility
    prerequisites: tuple[str, ...]
    audience: tuple[Audience, ...]
    outcomes: tuple[str, ...]
    occupations: tuple[str, ...]
    credential_title: str
    credential_description: str
    credential_criteria: str
    courses: tuple[CourseEntry, ...]
    order: tuple[Edge, ...]
    requirement: Json
    comparators: tuple[Comparator, ...]
    sources: tuple[Source, ...]

    def course(self, number: str) -> CourseEntry:
        """The course of this number; KeyError when the program has none."""
        return {course.number: course for course in self.courses}[number]

    def total(self) -> Money | None:
        """What all courses cost together; None when one has no price or currencies differ."""
        prices = [course.price for course in self.courses]
        currencies = {price.currency for price in prices if price}
        if None in prices or len(currencies) != 1:
            return None
        return Money(sum(price.minor for price in prices if price), currencies.pop())


def program_of(data: Json) -> ProgramDocument:
    """The typed form of a document that the schema and `program_checks` have accepted."""
    part = cast("Part", data)
    hours, credential = part["hours_per_week"], part["credential"]
    return ProgramDocument(
        slug=part["slug"],
        fictitious=part.get("fictitious", False),
        institution=part["institution"],
        partners=tuple(part.get("partners", ())),
        title=part["title"],
        summary=part["summary"],
        description=part.get("description", ""),
        field=part["field"],
        level=part["level"],
        language=part["language"],
        pace=part["pace"],
        weeks=part.get("weeks"),
        hours_low=hours["low"],
        hours_high=hours["high"],
        hours_note=hours.get("note", ""),
        flexibility=_flexibility(part.get("flexibility", {})),
        prerequisites=tuple(part.get("prerequisites", ())),
        audience=tuple(_audience(each) for each in part["audience"]),
        outcomes=tuple(part["outcomes"]),
        occupations=tuple(part.get("occupations", ())),
        credential_title=credential["title"],
        credential_description=credential.get("description", ""),
        credential_criteria=credential["criteria"],
        courses=tuple(_course(each) for each in part["courses"]),
        order=edges_of(part.get("order", ())),
        requirement=part["requirement"],
        comparators=tuple(_comparator(each) for each in part.get("comparators", ())),
        sources=tuple(_source(each) for each in part.get("sources", ())),
    )


def edges_of(parts: Sequence[Part]) -> tuple[Edge, ...]:
    """The order among courses."""
    return tuple(Edge(e["first"], e["then"], e["force"], e.get("why", "")) for e in parts)


def money_of(part: Part) -> Money:
    """An amount with its currency; ValueError when it has more digits than the currency."""
    return Money.of(part["amount"], part["currency"])


def org_of(course: Part) -> str:
    """The organisation in a course's key."""
    return str(course.get("org", course["institution"]))


def _flexibility(part: Part) -> Flexibility:
    return Flexibility(
        starts_a_year=part.get("starts_a_year"),
        fixed_meetings=part.get("fixed_meetings"),
        extensions=part.get("extensions"),
        pause_years=part.get("pause_years"),
        certificate_per_course=part.get("certificate_per_course"),
    )


def _audience(part: Part) -> Audience:
    return Audience(part["who"], part["why"], part.get("not_if", ""))


def _course(part: Part) -> CourseEntry:
    hours, org = part["hours"], org_of(part)
    return CourseEntry(
        number=part["number"],
        org=org,
        institution=part["institution"],
        title=part["title"],
        summary=part["summary"],
        capstone=part.get("capstone", False),
        weeks=part["weeks"],
        hours=Hours(
            p10=hours["p10"],
            median=hours["median"],
            p90=hours["p90"],
            basis=hours["basis"],
            as_of=date.fromisoformat(hours["as_of"]),
        ),
        outcomes=tuple(part["outcomes"]),
        price=money_of(part["price"]) if "price" in part else None,
        runs=tuple(_run(each, f"course-v1:{org}+{part['number']}") for each in part["runs"]),
    )


def _run(part: Part, prefix: str) -> Run:
    return Run(
        key=f"{prefix}+{part['run']}",
        enrol_opens=_instant(part, "enrol_opens"),
        enrol_closes=_instant(part, "enrol_closes"),
        starts=_instant(part, "starts"),
        ends=_instant(part, "ends"),
        pay_by=_instant(part, "pay_by"),
        refund_days=part.get("refund_days", 14),
        marking=part.get("marking", "strict"),
        audit_graded=part.get("audit_graded", True),
    )


def _instant(part: Part, name: str) -> datetime | None:
    return datetime.fromisoformat(part[name]) if name in part else None


def _comparator(part: Part) -> Comparator:
    return Comparator(
        name=part["name"],
        kind=part["kind"],
        low=money_of(part["low"]),
        high=money_of(part["high"]),
        unit=part["unit"],
        source=part["source"],
        as_of=part["as_of"],
        evidence=part.get("evidence", ""),
        note=part.get("note", ""),
    )


def _source(part: Part) -> Source:
    day = date.fromisoformat(part["as_of"])
    return Source(part["claim"], part["source"], part.get("url", ""), day)
