"""Orders: what was ordered, where it stands, refund; and the demonstration bank's page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gradus.assessment.queries.final import has_final_grade
from gradus.enrollment.queries import enrollment_in
from gradus.payments import actions as payments
from gradus.payments.queries import order_of, orders_of
from gradus.payments.rules.orders import Kind
from gradus.web.parts.http import SignedInRequest, signed_in


@require_GET
@signed_in
def orders(request: SignedInRequest) -> HttpResponse:
    """All orders of a buyer."""
    return render(request, "learn/orders.html", {"orders": orders_of(request.user)})


@require_http_methods(["GET", "POST"])
@signed_in
def order(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """An order and its state; a POST asks the provider now instead of waiting for its notice."""
    shown = order_of(request.user, order_id)
    if request.method == "POST":
        payments.settle(order=shown.order, now=request.now)
        return redirect("learn:order", order_id)
    place = enrollment_in(request.user, shown.order.run)
    return render(request, "learn/order.html", {"shown": shown, "enrollment": place})


@require_POST
@signed_in
def pay(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """Go to the provider again for an order that is still open."""
    shown = order_of(request.user, order_id)
    back = reverse("learn:order", args=[order_id])
    return redirect(payments.checkout(order=shown.order, return_to=back, now=request.now))


@require_POST
@signed_in
def refund(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """Ask for the money back by rule."""
    shown = order_of(request.user, order_id)
    payments.request_refund(
        order=shown.order,
        reason=request.POST.get("reason", "").replace("\0", "")[:200] or "asked by the buyer",
        completed=has_final_grade(request.user, shown.order.run),
        now=request.now,
    )
    return redirect("learn:order", order_id)


@require_http_methods(["GET", "POST"])
@signed_in
def demo_bank(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """The demonstration bank: pay or decline; no money moves."""
    shown = order_of(request.user, order_id)
    if request.method == "POST":
        kind = Kind.DECLINED if request.POST.get("answer") == "decline" else Kind.CAPTURED
        payments.decide_at_demo_bank(order=shown.order, kind=kind, now=request.now)
        return redirect("learn:order", order_id)
    return render(request, "learn/demo_bank.html", {"shown": shown})
