"""Answer a problem, in place or as a page."""

from typing import Final
from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gradus.assessment.actions import submit
from gradus.assessment.queries.problems import Placed, problem_for, shown_problems
from gradus.courseware.problems.base import Answers
from gradus.enrollment.queries import Enrollment, dates_of, enrollment_of
from gradus.enrollment.rules.reading import check_read
from gradus.lib.refusal import Refused
from gradus.web.learn.drawing import UNTITLED, Drawn
from gradus.web.learn.fields import SEVERAL, form_name
from gradus.web.parts.errors import not_found
from gradus.web.parts.http import SignedInRequest, signed_in

UNPROCESSABLE: Final = 422
LONGEST: Final = 10_000


@require_http_methods(["GET", "POST"])
@signed_in
def answer(
    request: SignedInRequest, enrollment_id: UUID, unit_key: str, problem_key: str
) -> HttpResponse:
    """Take an answer; show it marked in place, or go back to its unit's page."""
    enrollment = enrollment_of(request.user, enrollment_id)
    place = problem_for(enrollment, problem_key)
    if place.unit_key != unit_key:
        return not_found(request)
    _check_open(request, enrollment, place)
    if request.method != "POST":
        return _drawn(request, _now(request, enrollment, place))
    given, token = answers_in(request.POST, place), token_in(request.POST)
    try:
        shown = submit(
            enrollment=enrollment, placed=place, answers=given, token=token, now=request.now
        )
    except Refused as refusal:
        typed = _now(request, enrollment, place, typed=given, refusal=refusal)
        return _drawn(request, typed, status=UNPROCESSABLE)
    taken = Drawn(shown, enrollment, request.now, uuid4(), fresh=True)
    return _drawn(request, taken) if request.htmx else redirect(taken.page)


def _check_open(request: SignedInRequest, enrollment: Enrollment, place: Placed) -> None:
    """A question is not shown before its page is, not even to refuse an answer."""
    block = place.block
    part = block.title or gettext(UNTITLED)
    check_read(dates_of(enrollment.run), block.settings.opens_at, part=part, now=request.now)


def answers_in(form: QueryDict, place: Placed) -> Answers:
    """What the form says to each field; a database cannot keep the sign NUL."""
    return {
        field.id: tuple(map(_text, form.getlist(form_name(field))))
        if field.kind == SEVERAL
        else _text(form.get(form_name(field), ""))
        for field in place.problem.inputs
    }


def token_in(form: QueryDict) -> UUID:
    """The form's token; a form without a readable one counts as a new form."""
    try:
        return UUID(form.get("token", ""))
    except ValueError:
        return uuid4()


def _text(text: str) -> str:
    return text[:LONGEST].replace("\0", "")


def _now(
    request: SignedInRequest,
    enrollment: Enrollment,
    place: Placed,
    *,
    typed: Answers | None = None,
    refusal: Refused | None = None,
) -> Drawn:
    """The problem after what is stored; a refused form keeps what was typed."""
    shown = shown_problems(enrollment, [place])[place.problem.key]
    return Drawn(shown, enrollment, request.now, uuid4(), typed, refusal)


def _drawn(request: SignedInRequest, drawn: Drawn, status: int = 200) -> HttpResponse:
    if not request.htmx:
        return render(request, "learn/problem.html", {"shown": drawn}, status=status)
    # A part needs nothing of the frame's context.
    part = {"shown": drawn, "csrf_token": get_token(request)}
    return HttpResponse(render_to_string("problems/problem.html", part), status=status)
