"""Programs as visitors find them: the newest version of each, its courses, runs and prices."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTransform

from gradus.catalog.models import (
    Course,
    CourseRun,
    Institution,
    Price,
    ProgramCourse,
    ProgramVersion,
)
from gradus.catalog.rules.program import ProgramDocument, program_of
from gradus.catalog.rules.search import folded
from gradus.lib.money import Money

NEWEST = Subquery(
    ProgramVersion.objects.filter(program=OuterRef("program"))
    .order_by("-number")
    .values("number")[:1]
)

# Written out, because building it anew for each visitor costs more than asking it.
STAMP = """
    SELECT (SELECT MAX(id) FROM gradus_programversion), (SELECT MAX(id) FROM gradus_courserun),
           (SELECT MAX(id) FROM gradus_contentversion), (SELECT MAX(id) FROM gradus_price)
"""


@dataclass(frozen=True, slots=True)
class OfferedCourse:
    """A course with its run of today, or else the next, and the price; None where there is none.

    A run without content is planned: it has its price, but nobody can enter it yet.
    """

    course: Course
    run: CourseRun | None
    price: Price | None

    @property
    def open(self) -> bool:
        """Whether the run has something to teach."""
        return self.run is not None and self.run.content_id is not None

    @property
    def money(self) -> Money | None:
        """The list price in force, or None: then only free places exist."""
        return Money(self.price.amount, self.price.currency) if self.price else None


@dataclass(frozen=True, slots=True)
class OfferedProgram:
    """A program's newest version with its courses in order; `weeks` None is not known."""

    version: ProgramVersion
    weeks: int | None
    courses: tuple[OfferedCourse, ...]

    @property
    def slug(self) -> str:
        return self.version.program.slug

    @property
    def provider(self) -> Institution:
        return self.version.program.institution

    @property
    def total(self) -> Money | None:
        """All list prices together, free courses as nothing; None when it is no one sum."""
        prices = [offered.money for offered in self.courses if offered.money]
        currencies = {price.currency for price in prices}
        if len(currencies) != 1:
            return None
        return Money(sum(price.minor for price in prices), currencies.pop())

    @property
    def currency(self) -> str:
        """The currency of the first price; empty where there is none."""
        return next((offered.money.currency for offered in self.courses if offered.money), "")

    @property
    def free(self) -> bool:
        return all(offered.money is None for offered in self.courses)

    @property
    def start(self) -> OfferedCourse | None:
        """The first course that one can enter."""
        return next((offered for offered in self.courses if offered.open), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor looks for; empty means everything. `price` is in major units."""

    text: str = ""
    field: str = ""
    level: str = ""
    language: str = ""
    pace: str = ""
    hours: int | None = None
    price: int | None = None
    credit: frozenset[str] | None = None  # slugs of programs with an agreement


@dataclass(frozen=True, slots=True)
class Found:
    """Programs that fit, by title, and what the whole catalogue offers to choose from."""

    programs: tuple[OfferedProgram, ...]
    fields: tuple[str, ...]
    languages: tuple[str, ...]
    all: int


def programs_wanted(wanted: Wanted, now: datetime) -> Found:
    """The catalogue, filtered. What is not known about a program never hides it."""
    rows = list(_newest().defer("document", "search_text"))
    by_text = _with_words(wanted.text, rows)
    offered = _offered([row for row in rows if row.pk in by_text], now)
    return Found(
        programs=tuple(each for each in offered if _fits(each, wanted)),
        fields=tuple(sorted({row.field for row in rows})),
        languages=tuple(sorted({row.language for row in rows})),
        all=len(rows),
    )


def program_offered(slug: str, now: datetime) -> tuple[OfferedProgram, ProgramDocument]:
    """One program and its document; ProgramVersion.DoesNotExist when none is published."""
    version = _newest().get(program__slug=slug)
    return _offered([version], now)[0], program_of(version.document)


def catalogue_stamp() -> tuple[int | None, ...]:
    """Changes whenever something is published, priced or loaded: one query, one look each."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return tuple(cursor.fetchone() or ())


def _newest() -> "QuerySet[ProgramVersion]":
    return (
        ProgramVersion.objects.filter(number=NEWEST)
        .select_related("program__institution")
        .annotate(weeks=KeyTransform("weeks", "document"))
        .order_by("title", "pk")
    )


def _with_words(text: str, rows: Iterable[ProgramVersion]) -> Collection[int]:
    """Versions in which every word of `text` begins or lies inside a word."""
    words = folded(text).split()
    if not words:
        return {row.pk for row in rows}
    every = Q()
    for word in words:
        every &= Q(search_text__contains=word)
    return set(ProgramVersion.objects.filter(every).values_list("pk", flat=True))


def _offered(versions: list[ProgramVersion], now: datetime) -> list[OfferedProgram]:
    """Each version with its courses, runs and prices: three queries however many there are."""
    places = list(
        ProgramCourse.objects.filter(version__in=versions).select_related("course__institution")
    )
    runs = _runs([place.course_id for place in places], now)
    prices = _prices([run.pk for run in runs.values()], now)
    courses: dict[int, list[OfferedCourse]] = {version.pk: [] for version in versions}
    for place in places:
        run = runs.get(place.course_id)
        price = prices.get(run.pk) if run else None
        courses[place.version_id].append(OfferedCourse(place.course, run, price))
    return [
        OfferedProgram(version, getattr(version, "weeks", None), tuple(courses[version.pk]))
        for version in versions
    ]


def _runs(courses: Collection[int], now: datetime) -> Mapping[int, CourseRun]:
    """For each course the run to enter: not ended, not closed, with content, the earliest."""
    found = (
        CourseRun.objects.filter(course__in=courses)
        .filter(Q(ends_at=None) | Q(ends_at__gt=now))
        .filter(Q(enrol_closes_at=None) | Q(enrol_closes_at__gt=now))
        .select_related("course")
    )
    return {run.course_id: run for run in sorted(found, key=_rank)}


def _rank(run: CourseRun) -> tuple[bool, bool, float, int]:
    """The higher, the sooner one would enter it; self-paced runs are open at once."""
    starts = run.starts_at.timestamp() if run.starts_at else 0.0
    return run.content_id is not None, run.starts_at is None, -starts, -run.pk


def _prices(runs: Collection[int], now: datetime) -> Mapping[int, Price]:
    found = Price.objects.filter(run__in=runs, valid_from__lte=now).order_by("valid_from", "pk")
    return {price.run_id: price for price in found}


def _fits(offered: OfferedProgram, wanted: Wanted) -> bool:
    version, total = offered.version, offered.total
    return all(
        (
            wanted.field in {"", version.field},
            wanted.level in {"", version.level} or version.level == "both",
            wanted.language in {"", version.language},
            wanted.pace in {"", version.pace},
            wanted.hours is None or version.hours_high <= wanted.hours,
            wanted.price is None or total is None or total.major <= Decimal(wanted.price),
            wanted.credit is None or offered.slug in wanted.credit,
        )
    )
