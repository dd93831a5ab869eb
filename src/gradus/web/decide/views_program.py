"""The page of a program: what it is, asks, costs, gives and leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gradus.advising.queries import evidence
from gradus.advising.rules.evidence import Evidence
from gradus.catalog.queries.programs import OfferedCourse, OfferedProgram, program_offered
from gradus.catalog.rules.program import Comparator, CourseEntry, ProgramDocument
from gradus.catalog.rules.requirements import parse_requirement
from gradus.enrollment.queries import enrollments_of
from gradus.pathways.queries import pathways_of
from gradus.payments.queries import offer_of
from gradus.web.decide.cards import card
from gradus.web.decide.words import AUDIENCES, requirement_lines
from gradus.web.parts.anonymous import kept_for_strangers
from gradus.web.parts.charts.base import Chart
from gradus.web.parts.charts.order import Arrow, Order, Step, order_drawn
from gradus.web.parts.http import PageRequest, asker


@dataclass(frozen=True, slots=True)
class CourseShown:
    """A course as offered and as written, what its price buys, and the visitor's own place."""

    offered: OfferedCourse
    written: CourseEntry
    buys: str
    place: UUID | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Another way to a similar end, with the evidence behind its figure."""

    comparator: Comparator
    evidence: Evidence | None


@require_safe
@kept_for_strangers
def program(request: PageRequest, slug: str) -> HttpResponse:
    """One program, for strangers and learners; what they hold is marked."""
    offered, document = program_offered(slug, request.now)
    courses = courses_shown(offered, document, places(request), request.now)
    shown = {
        "program": offered,
        "document": document,
        "card": card(offered),
        "courses": courses,
        "next": next((each for each in courses if each.offered.open), None),
        "order": order(document),
        "requirement": requirement_lines(
            parse_requirement(document.requirement),
            {course.number: course.title for course in document.courses},
        ),
        "audiences": [(AUDIENCES[each.who], each) for each in document.audience],
        "paragraphs": document.description.split("\n\n"),
        "compared": compared(document),
        "agreements": pathways_of(offered.version.program, request.now.date()),
        "hours": sum(course.hours.median for course in document.courses),
        "teachers": teachers(offered),
    }
    return render(request, "decide/program.html", shown)


def places(request: PageRequest) -> Mapping[int, UUID]:
    """The visitor's own enrolments by run."""
    user = asker(request)
    return {} if user is None else {each.run_id: each.uuid for each in enrollments_of(user)}


def courses_shown(
    offered: OfferedProgram, document: ProgramDocument, held: Mapping[int, UUID], now: datetime
) -> list[CourseShown]:
    written = {course.key: course for course in document.courses}
    return [
        CourseShown(
            offered=each,
            written=written[each.course.key],
            buys=offer_of(each.run, each.price, now).buys() if each.run and each.price else "",
            place=held.get(each.run.pk) if each.run else None,
        )
        for each in offered.courses
    ]


def teachers(offered: OfferedProgram) -> list[str]:
    """Who teaches; a course that names nobody is taught by the provider."""
    return sorted({(each.course.institution or offered.provider).name for each in offered.courses})


def compared(document: ProgramDocument) -> list[Compared]:
    return [
        Compared(comparator, evidence().get(comparator.evidence))
        for comparator in document.comparators
    ]


def order(document: ProgramDocument) -> Chart:
    steps = tuple(Step(course.number, course.number, course.title) for course in document.courses)
    arrows = tuple(Arrow(e.first, e.then, e.enforced, e.why) for e in document.order)
    forced = any(each.enforced for each in arrows)
    finding = (
        "Some courses open only when the one before is passed."
        if forced
        else "This order is recommended; you may take another."
    )
    return order_drawn(Order("order", finding, "The order of the courses", steps, arrows))
