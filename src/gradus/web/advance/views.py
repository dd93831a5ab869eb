"""What a record counts for at partner universities, clause by clause."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gradus.pathways.actions import declare_facts, evaluate_credit
from gradus.pathways.queries import (
    Pathway,
    evaluations_of,
    pathway_of,
    pathways_open,
    standing_of,
    standings_of,
)
from gradus.web.advance.forms import StatementForm, known_answers
from gradus.web.advance.reading import reading
from gradus.web.advance.told import told
from gradus.web.parts.http import PageRequest, SignedInRequest, User, asker, signed_in


@require_safe
def home(request: PageRequest) -> HttpResponse:
    """What the record counts for under every agreement; for visitors, the agreements."""
    user = asker(request)
    if user is None:
        shown = {"agreements": [reading(each) for each in pathways_open(request.now)]}
        return render(request, "advance/visitor.html", shown)
    standings = [told(each) for each in standings_of(user, request.now)]
    return render(request, "advance/home.html", {"standings": standings})


@require_safe
def agreement(request: PageRequest, slug: str) -> HttpResponse:
    """One agreement: as it stands for the learner, or as anybody may read it."""
    user = asker(request)
    if user is None:
        pathway = pathway_of(None, slug, request.now)
        return render(request, "advance/reading.html", {"agreement": reading(pathway)})
    return _standing(request, user, slug)


@require_POST
@signed_in
def declare(request: SignedInRequest, slug: str) -> HttpResponse:
    """Keep what the learner states; the page then shows what it changes."""
    pathway = pathway_of(request.user, slug, request.now)
    form = StatementForm(pathway.law.questions, request.POST)
    if not form.is_valid():
        return _standing(request, request.user, slug, form)
    changed = declare_facts(learner=request.user, statements=form.statements(), now=request.now)
    said = "Your statements are kept." if changed else "Nothing changed."
    messages.success(request, said)
    return redirect(reverse("advance:agreement", args=[slug]) + "#eligibility")


@require_POST
@signed_in
def evaluate(request: SignedInRequest, slug: str) -> HttpResponse:
    """Keep today's evaluation with the record it rests on."""
    evaluate_credit(learner=request.user, agreement=slug, now=request.now)
    messages.success(request, "This evaluation is kept, with the record it rests on.")
    return redirect(reverse("advance:agreement", args=[slug]) + "#kept")


def _standing(
    request: PageRequest, user: User, slug: str, form: StatementForm | None = None
) -> HttpResponse:
    standing = standing_of(user, slug, request.now)
    pathway: Pathway = standing.pathway
    questions = pathway.law.questions
    shown = {
        "told": told(standing),
        "agreement": reading(pathway),
        "form": form
        or StatementForm(questions, initial=known_answers(questions, standing.stated)),
        "kept": evaluations_of(user, slug),
        "today": request.now,
    }
    return render(request, "advance/agreement.html", shown, status=422 if form else None)
