"""Where a learner stands: all their runs, and one run with every number explained."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gradus.assessment.queries.progress import progress_of, progress_of_user
from gradus.enrollment.queries import enrollment_of
from gradus.web.learn.cards import card_of
from gradus.web.learn.standing import standing_of
from gradus.web.parts.http import SignedInRequest, signed_in


@require_GET
@signed_in
def dashboard(request: SignedInRequest) -> HttpResponse:
    """The person's runs, each with its state and the next step."""
    cards = [card_of(one, request.now) for one in progress_of_user(request.user, request.now)]
    return render(request, "learn/dashboard.html", {"cards": cards})


@require_GET
@signed_in
def progress(request: SignedInRequest, enrollment_id: UUID) -> HttpResponse:
    """The marks of a run and how they make the result."""
    enrollment = enrollment_of(request.user, enrollment_id)
    reached = progress_of(enrollment, request.now)
    shown = {
        "enrollment": enrollment,
        "run": enrollment.run,
        "standing": standing_of(reached),
        "next": reached.next_problem,
    }
    return render(request, "learn/progress.html", shown)
