"""What a program would have to be worth: a read, posted because pay never stands in an address."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gradus.advising.queries import advice_on, assumptions, choices_of
from gradus.advising.rules.choices import Choice
from gradus.catalog.queries.programs import program_offered
from gradus.lib.refusal import Refused
from gradus.web.decide.forms import MODEL, RoiForm
from gradus.web.decide.roi_page import Finding, finding, measured, question
from gradus.web.parts.anonymous import kept_for_strangers
from gradus.web.parts.http import PageRequest
from gradus.web.parts.refusals import UNPROCESSABLE
from gradus.web.parts.say import sentence


# Nothing is stored and nobody is named, so a forged post does nothing; strangers get no cookie.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@kept_for_strangers
def roi(request: PageRequest, slug: str) -> HttpResponse:
    """The form with the model's defaults; a POST computes the account."""
    program, document = program_offered(slug, request.now)
    choices = choices_of(program, document)
    names = {
        "program": f"The whole program: {document.title}",
        "course": f"One course first: {document.courses[0].title}",
        "nothing": "Nothing of the kind",
    }
    currency = program.currency
    form = RoiForm(
        request.POST if request.method == "POST" else None,
        assumptions=assumptions(),
        choices=list(names.items()),
        currency=currency,
    )
    answer = answered(form, choices, names, currency)
    shown = {
        "program": program,
        "document": document,
        "form": form,
        "first": [form[name] for name in ("salary", "choice")],
        "more": [form[name] for name in ("raise", "wage", "aid")],
        "model": [(form[key], assumptions()[key]) for key in assumptions() if key in MODEL],
        "answer": answer,
        "opened": any(form[name].errors for name in ("raise", "wage", "aid")),
        "opened_model": any(form[key].errors for key in MODEL),
        "marks": measured(request.now),
    }
    response = render(request, "decide/roi.html", shown)
    response["Referrer-Policy"] = "same-origin"
    if form.is_bound:
        response["Cache-Control"] = "no-store"
        response.status_code = UNPROCESSABLE if form.errors else response.status_code
    return response


def answered(
    form: RoiForm, choices: tuple[Choice, ...], names: dict[str, str], currency: str
) -> Finding | None:
    """The answer; what the model refuses is told beside the form, and nothing typed is lost."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return finding(advice_on(choices, question(form)), names, currency)
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return None
