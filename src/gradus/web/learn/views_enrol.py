"""Enter a run: free of charge, or with a verified place."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gradus.catalog.queries.runs import price_of, run_offered
from gradus.enrollment import actions as enrollment
from gradus.enrollment.queries import enrollment_in, enrollment_of, refusal_to_enter
from gradus.payments import actions as payments
from gradus.payments.queries import offer_of
from gradus.web.parts.http import SignedInRequest, signed_in
from gradus.web.parts.say import sentence


@require_http_methods(["GET", "POST"])
@signed_in
def enrol(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Show both tracks with what each gives; a POST enters the free one."""
    run = run_offered(run_id)
    if request.method == "POST":
        entered = enrollment.enroll(learner=request.user, run=run, now=request.now)
        return redirect("learn:outline", entered.uuid)
    price = price_of(run, request.now)
    refusal = refusal_to_enter(run, request.now)
    shown = {
        "run": run,
        "closed": sentence(refusal) if refusal else "",
        "enrollment": enrollment_in(request.user, run),
        "offer": offer_of(run, price, request.now) if price else None,
        "token": uuid4(),
    }
    return render(request, "learn/enrol.html", shown)


@require_POST
@signed_in
def buy(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Order a verified place and go to the payment provider; the same form orders once."""
    run = run_offered(run_id)
    placed = payments.order(buyer=request.user, run=run, token=_token(request), now=request.now)
    back = reverse("learn:order", args=[placed.uuid])
    return redirect(payments.checkout(order=placed, return_to=back, now=request.now))


@require_POST
@signed_in
def leave(request: SignedInRequest, enrollment_id: UUID) -> HttpResponse:
    """Leave a run; the work is kept."""
    enrollment.leave(enrollment=enrollment_of(request.user, enrollment_id), now=request.now)
    return redirect("learn:dashboard")


def _token(request: HttpRequest) -> UUID:
    """The form's token; a form without a readable one simply counts as a new form."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()
