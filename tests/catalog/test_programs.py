"""Programs in: what is wrong is told with line and remedy; what is right becomes one version."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gradus.catalog.actions.programs import publish_institutions, publish_program
from gradus.catalog.models import (
    Course,
    CourseRun,
    Institution,
    Price,
    Program,
    ProgramCourse,
    ProgramVersion,
)
from gradus.catalog.rules.program import program_of
from gradus.lib.faults import Faulty
from gradus.lib.money import Money

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
CONTENT = Path(__file__).parents[2] / "content"
INSTITUTIONS = (CONTENT / "institutions.yaml").read_text(encoding="utf-8")
DEMO = (CONTENT / "programs/decisions-with-data/program.yaml").read_text(encoding="utf-8")
SMALL = """\
format: gradus.program/1
slug: small
institution: ada
title: Small
summary: A small program.
field: Trying
level: entering
language: en
pace: self_paced
hours_per_week: {low: 3, high: 5}
audience: [{who: career_changer, why: To try.}]
outcomes: [To have tried.]
credential: {title: Small, criteria: Passed.}
courses:
  - number: A
    institution: ada
    title: First
    summary: The first.
    weeks: 2
    hours: {p10: 5, median: 8, p90: 12, basis: estimate, as_of: 2026-01-01}
    outcomes: [One.]
    price: {amount: "250.00", currency: USD}
    runs: [{run: R1, starts: "2026-02-01T00:00:00Z", ends: "2026-05-01T00:00:00Z"}]
  - number: B
    institution: ada
    title: Second
    summary: The second.
    weeks: 2
    hours: {p10: 5, median: 8, p90: 12, basis: estimate, as_of: 2026-01-01}
    outcomes: [Two.]
    runs: []
order: [{first: A, then: B, force: recommended}]
requirement: {all_of: [A, B]}
"""


@pytest.fixture
def _ada() -> None:
    Institution.objects.create(slug="ada", name="Ada University")


def publish(text: str, now: datetime = NOW) -> ProgramVersion:
    return publish_program(text=text, source="program.yaml", now=now)


def refused(old: str, new: str) -> list[str]:
    """The faults of the small program after one change."""
    assert SMALL.count(old) == 1
    with pytest.raises(Faulty) as caught:
        publish(SMALL.replace(old, new))
    assert Program.objects.count() == 0
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.usefixtures("_ada")
def test_a_published_program_brings_its_courses_runs_and_prices() -> None:
    version = publish(SMALL)
    assert (version.number, version.title, version.published_at) == (1, "Small", NOW)
    assert list(
        ProgramCourse.objects.filter(version=version).values_list("course__key", "position")
    ) == [("ada+A", 0), ("ada+B", 1)]
    run = CourseRun.objects.get()
    assert (run.key, run.ends_at) == ("course-v1:ada+A+R1", datetime(2026, 5, 1, tzinfo=UTC))
    assert list(Price.objects.values_list("amount", "currency")) == [(25000, "USD")]


@pytest.mark.usefixtures("_ada")
def test_the_same_content_twice_is_one_version() -> None:
    first = publish(SMALL)
    again = publish(f"# a comment more\n{SMALL}", NOW + timedelta(days=1))
    assert first == again
    assert (ProgramVersion.objects.count(), Price.objects.count()) == (1, 1)


@pytest.mark.usefixtures("_ada")
def test_a_change_is_a_new_version_and_leaves_the_old_one_as_it_was() -> None:
    old = publish(SMALL)
    later = NOW + timedelta(days=1)
    new = publish(SMALL.replace('"250.00"', '"300.00"'), later)
    old.refresh_from_db()
    assert (old.number, new.number) == (1, 2)
    assert program_of(old.document).course("A").price == Money(25000, "USD")
    assert list(Price.objects.order_by("valid_from").values_list("amount", "valid_from")) == [
        (25000, NOW),
        (30000, later),
    ]


@pytest.mark.usefixtures("_ada")
def test_a_replaced_version_cannot_come_back_under_its_old_number() -> None:
    publish(SMALL)
    publish(SMALL.replace("title: Small\n", "title: Smaller\n"))
    with pytest.raises(Faulty, match="word for word version 1, which newer versions replaced"):
        publish(SMALL)


@pytest.mark.usefixtures("_ada")
def test_a_cycle_is_named_by_its_path() -> None:
    one = "{first: A, then: B, force: recommended}"
    two = f"order: [{one}, {{first: B, then: A, force: recommended}}]"
    assert refused("order: [{first: A, then: B, force: recommended}]", two) == [
        "program.yaml:32:50: These courses wait for each other: A → B → A. "
        "Remove one step, for example B → A."
    ]


@pytest.mark.usefixtures("_ada")
@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[A, B]", "[A, {at_least: {count: 3, of: [A, B]}}]", "33:46: 3 of 2 can never be met."),
        ("title: Small\nsummary", "partners: [eve]\ntitle: Small\nsummary",
         "4:12: There is no institution 'eve'."),
        ("then: B", "then: Z", "32:26: There is no course Z in this program. "
         "The courses of this program are A, B."),
        ("[A, B]", "[A, Z]", "33:27: There is no course Z in this program. "
         "The courses of this program are A, B."),
        ("number: B", "number: A", "24:13: The course A stands twice. "
         "Give each course its own number."),
        ('"250.00"', '"-250.00"', "22:21: The price -250.00 has a sign. "
         "Write a price as a plain amount."),
        ('"250.00"', '"250.001"', "22:21: 250.001 has more decimals than USD allows. "
         "Write no more decimals than the currency has."),
        ("low: 3", "low: 6", "10:32: From 6 to 5 hours a week runs backwards. "
         "Let high be at least low."),
        ('"2026-05-01T00:00:00Z"', '"2026-01-01T00:00:00Z"',
         "23:60: ends (2026-01-01T00:00:00Z) is not after starts (2026-02-01T00:00:00Z). "
         "Put the dates in order."),
        ('"2026-05-01T00:00:00Z"', "2026-05-01",
         '23:60: "2026-05-01" is not a date-time. '
         "An instant with its zone; left out: open-ended."),
        ("institution: ada\ntitle", "institution: eve\ntitle", "3:14: There is no institution "
         "'eve'. Correct the slug, or load institutions.yaml with it first."),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_remedy(old: str, new: str, fault: str) -> None:
    told = refused(old, new)
    assert [f for f in told if f.startswith(f"program.yaml:{fault}")], told


@pytest.mark.usefixtures("_ada")
def test_courses_priced_in_two_currencies_are_refused() -> None:
    (fault,) = refused("    runs: []", '    price: {amount: "9", currency: EUR}\n    runs: []')
    assert fault == (
        "program.yaml:15:3: The courses are priced in EUR and USD. "
        "Price all courses of a program in one currency."
    )


@pytest.mark.usefixtures("_ada")
def test_hours_out_of_order_and_a_run_that_stands_twice_are_refused() -> None:
    (hours,) = refused("hours: {p10: 5, median: 8, p90: 12, basis: estimate, as_of: 2026-01-01}\n"
                       "    outcomes: [One.]",
                       "hours: {p10: 9, median: 8, p90: 12, basis: estimate, as_of: 2026-01-01}\n"
                       "    outcomes: [One.]")  # fmt: skip
    (twice,) = refused("runs: []", "runs: [{run: R1}, {run: R1}]")
    assert "The hours of A are not in order. Let p10 ≤ median ≤ p90." in hours
    assert "The run R1 of B stands twice. Give each run its own name." in twice


def test_institutions_are_brought_up_to_date() -> None:
    publish_institutions(text=INSTITUTIONS, source="institutions.yaml")
    publish_institutions(
        text=INSTITUTIONS.replace("name: Harborview University", "name: Harborview"),
        source="institutions.yaml",
    )
    assert list(Institution.objects.order_by("pk").values_list("name", "fictitious")) == [
        ("Harborview", True),
        ("Northgate University", True),
        ("Southport Institute of Technology", True),
    ]


def test_the_demonstration_program_is_published_whole() -> None:
    publish_institutions(text=INSTITUTIONS, source="institutions.yaml")
    version = publish(DEMO)
    program = program_of(version.document)
    assert [course.number for course in program.courses] == ["DD1", "DD2", "DD3", "DD4", "DDX"]
    assert program.total() == Money(125000, "USD")
    assert not any(edge.enforced for edge in program.order)
    assert program.fictitious
    assert Course.objects.get(key="Harborview+DD1").title == "Probability for Decisions"
    assert "deciding with data" in version.search_text
    assert "bayes rule" in version.search_text


def test_a_course_that_is_not_in_the_program_is_not_found() -> None:
    publish_institutions(text=INSTITUTIONS, source="institutions.yaml")
    program = program_of(publish(DEMO).document)
    with pytest.raises(KeyError):
        program.course("DD9")


@pytest.mark.usefixtures("_ada")
def test_a_run_without_a_price_is_not_for_sale() -> None:
    text = SMALL.replace('    price: {amount: "250.00", currency: USD}\n', "")
    assert program_of(publish(text).document).total() is None
    assert (CourseRun.objects.count(), Price.objects.count()) == (1, 0)
