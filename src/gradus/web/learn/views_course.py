"""A course to read: its outline, its units, and the way to a block that a text links to."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gradus.assessment.queries.progress import progress_of
from gradus.catalog.queries.courses import course_of
from gradus.courseware.course import Block, Course, units_of
from gradus.enrollment.queries import dates_of, enrollment_of
from gradus.enrollment.rules.reading import check_read
from gradus.web.learn.contents import Outlined, pieces_of, title_of
from gradus.web.learn.drawing import drawn_problems
from gradus.web.learn.placing import Places
from gradus.web.parts.errors import not_found
from gradus.web.parts.http import SignedInRequest, signed_in


@require_GET
@signed_in
def outline(request: SignedInRequest, enrollment_id: UUID) -> HttpResponse:
    """All parts of the course, and where to go on."""
    enrollment = enrollment_of(request.user, enrollment_id)
    course = course_of(enrollment.content)
    progress = progress_of(enrollment, request.now)
    dates, problems = dates_of(enrollment.run), progress.course.problems
    outlined = Outlined(course, dates, problems, progress.answered, request.now)
    following = progress.next_problem
    there = course.unit_of(course.block(following.key)) if following else None
    shown = {
        "enrollment": enrollment,
        "course": course,
        "chapters": outlined.chapters(),
        "units": len(course.units),
        "begun": bool(progress.answered),
        "next": (there if progress.answered else None) or next(iter(course.units), None),
    }
    return render(request, "learn/outline.html", shown)


@require_GET
@signed_in
def unit(request: SignedInRequest, enrollment_id: UUID, unit_key: str) -> HttpResponse:
    """One page of the course: what to read and watch, and problems to answer in place."""
    enrollment = enrollment_of(request.user, enrollment_id)
    course = course_of(enrollment.content)
    if unit_key not in course.unit_numbers:
        return not_found(request)
    block = course.block(unit_key)
    sequence = course.sequence_of(block)
    number = [one.key for one in units_of(sequence)].index(unit_key) + 1
    title = title_of(block, number)
    dates = dates_of(enrollment.run)
    check_read(dates, block.settings.opens_at, part=title, now=request.now)
    drawn = drawn_problems(enrollment, block, request.now)
    outlined = Outlined(course, dates, (), (), request.now)
    before, after = _beside(course, block)
    shown = {
        "enrollment": enrollment,
        "course": course,
        "chapter": course.path_to(sequence)[:1],
        "sequence": outlined.sequence(sequence, current=block.key),
        "number": number,
        "title": title,
        "pieces": pieces_of(course, block, drawn, Places.of(enrollment.uuid)),
        "before": before,
        "after": after,
    }
    return render(request, "learn/unit.html", shown)


def _beside(course: Course, unit: Block) -> tuple[Block | None, Block | None]:
    """The pages before and after this one in reading order."""
    at = course.unit_numbers[unit.key]
    return (
        course.units[at - 1] if at else None,
        course.units[at + 1] if at + 1 < len(course.units) else None,
    )


@require_GET
@signed_in
def go(request: SignedInRequest, enrollment_id: UUID, key: str) -> HttpResponse:
    """From a link to a block to the page where it stands."""
    enrollment = enrollment_of(request.user, enrollment_id)
    course = course_of(enrollment.content)
    block = course.blocks.get(key)
    if block is None:
        return not_found(request)
    page = course.unit_of(block) or _first_below(course, block)
    if page is None:
        return redirect("learn:outline", enrollment.uuid)
    place = reverse("learn:unit", args=[enrollment.uuid, page.key])
    return redirect(f"{place}#block-{key}" if course.unit_of(block) else place)


def _first_below(course: Course, block: Block) -> Block | None:
    """The first page of a chapter or sequence."""
    below = (part for part in block.walk_shown() if part.key in course.unit_numbers)
    return next(below, None)
