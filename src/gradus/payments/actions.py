"""Order, settle, refund: each provider event counts once, each captured order gives one right.

Nothing here trusts a page that the buyer opens: money is believed only from `parse_webhook`
or `fetch` of the provider. Calls to a provider stand outside every transaction.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from gradus.accounts.actions import audit
from gradus.accounts.models import User
from gradus.catalog.models import CourseRun, Price
from gradus.catalog.queries.runs import price_of
from gradus.enrollment.actions import downgrade, upgrade
from gradus.enrollment.queries import dates_of
from gradus.enrollment.rules.windows import check_pay
from gradus.lib.later import later
from gradus.lib.money import Money
from gradus.lib.refusal import Refused
from gradus.payments.models import Order, PaymentEvent, Refund, Right
from gradus.payments.providers.base import Checkout, Event
from gradus.payments.providers.demo import DemoBank
from gradus.payments.providers.registry import NO_PROVIDER, preferred, provider
from gradus.payments.queries import holds_right, offer_of, pending_order, view_of
from gradus.payments.rules.orders import (
    ALREADY_PAID,
    LAPSED,
    NOT_FOR_SALE,
    NOT_OPEN,
    Kind,
    OrderState,
    check_refund,
    has_lapsed,
    is_open,
)

# An abandoned checkout is asked about at growing intervals, then left to the bursar.
FIRST_LOOK = timedelta(minutes=1)
LAST_LOOK = timedelta(days=1)


@transaction.atomic
def order(*, buyer: User, run: CourseRun, token: UUID, now: datetime) -> Order:
    """Add an order for a verified place, or find the one that this form or buyer already has.

    Raises `Refused` when the place is held already, not for sale, or paying has closed.
    """
    User.objects.select_for_update().get(pk=buyer.pk)
    known = Order.objects.filter(buyer=buyer, token=token).first()
    if known is not None:
        return known
    if holds_right(buyer, run):
        raise Refused("already_paid", ALREADY_PAID, run=run.course.title)
    check_pay(dates_of(run), run=run.course.title, now=now)
    price = price_of(run, now)
    if price is None:
        raise Refused("not_for_sale", NOT_FOR_SALE, run=run.course.title)
    waiting = pending_order(buyer, run)
    if waiting is not None and _stands(waiting.order, price, now):
        return waiting.order
    return _new_order(buyer, run, token, price, now)


def _new_order(buyer: User, run: CourseRun, token: UUID, price: Price, now: datetime) -> Order:
    offer = offer_of(run, price, now)
    added = Order.objects.create(
        token=token,
        buyer=buyer,
        run=run,
        price=price,
        amount=price.amount,
        currency=price.currency,
        buys=offer.buys(),
        refund_until=offer.refund_until,
        provider=preferred().name,
        ordered_at=now,
    )
    audit(actor=buyer, verb="order.added", subject=_subject(added), now=now)
    later("payments.look", added.pk, after=FIRST_LOOK)
    return added


def _stands(waiting: Order, price: Price | None, now: datetime) -> bool:
    """Whether an open order still says what a buyer is told today."""
    same = price is not None and waiting.price_id == price.pk
    return same and not has_lapsed(waiting.ordered_at, now)


def _check_payable(order: Order, now: datetime) -> None:
    """Raise `Refused` when an open order can no longer be paid; a decided one is left alone."""
    if not is_open(view_of(order).state):
        return
    run = order.run
    if holds_right(order.buyer, run):
        raise Refused("already_paid", ALREADY_PAID, run=run.course.title)
    check_pay(dates_of(run), run=run.course.title, now=now)
    if not _stands(order, price_of(run, now), now):
        raise Refused("order_lapsed", LAPSED, run=run.course.title)


def checkout(*, order: Order, return_to: str, now: datetime) -> str:
    """Open the order at its provider and return the address to send the buyer to."""
    _check_payable(order, now)
    return provider(order.provider).create_checkout(
        Checkout(str(order.uuid), Money(order.amount, order.currency), order.run.course.title),
        return_to,
    )


def settle(*, order: Order, now: datetime) -> Order:
    """Ask the provider what it knows of an order and apply it."""
    for event in provider(order.provider).fetch(str(order.uuid)):
        receive(name=order.provider, event=event, now=now)
    return order


def receive_notice(*, name: str, headers: Mapping[str, str], body: bytes, now: datetime) -> int:
    """Apply a provider's notice; returns how many events it held. `NotGenuine` if forged."""
    events = provider(name).parse_webhook(headers, body)
    for event in events:
        receive(name=name, event=event, now=now)
    return len(events)


def decide_at_demo_bank(*, order: Order, kind: Kind, now: datetime) -> None:
    """Play the buyer's bank: it notes the decision in its ledger, then sends us its notice."""
    bank = provider(DemoBank.name)
    if not isinstance(bank, DemoBank) or order.provider != bank.name:
        raise Refused("no_provider", NO_PROVIDER)
    _check_payable(order, now)
    event = bank.decide(str(order.uuid), kind, now)
    if event is None:
        raise Refused("order_not_open", NOT_OPEN)
    headers, body = bank.notice(event)
    receive_notice(name=bank.name, headers=headers, body=body, now=now)


@transaction.atomic
def receive(*, name: str, event: Event, now: datetime) -> PaymentEvent:
    """Add one provider event with its consequences; the same event again changes nothing."""
    found = Order.objects.select_for_update(of=("self",)).select_related("run__course", "buyer")
    bought = found.get(uuid=UUID(event.reference), provider=name)
    added, fresh = PaymentEvent.objects.get_or_create(
        provider=name,
        event_id=event.event_id,
        defaults={
            "order": bought,
            "kind": event.kind.value,
            "amount": event.amount.minor,
            "currency": event.amount.currency,
            "occurred_at": event.occurred_at,
            "received_at": now,
        },
    )
    if fresh:
        audit(
            actor=None,
            verb=f"payment.{event.kind.value}",
            subject=_subject(bought),
            detail={"event": event.event_id, "amount": str(event.amount)},
            now=now,
        )
        _apply(bought, now)
    return added


def _apply(bought: Order, now: datetime) -> None:
    """Bring right and place in line with the order's state, whatever order events came in."""
    state = view_of(bought).state
    has_right = Right.objects.filter(order=bought).exists()
    if state is OrderState.PAID and not has_right and holds_right(bought.buyer, bought.run):
        _give_back(bought, "the place was paid already", now)
    elif state is OrderState.PAID and not has_right:
        Right.objects.create(order=bought, learner=bought.buyer, run=bought.run, granted_at=now)
        upgrade(learner=bought.buyer, run=bought.run, reason=f"order {bought.uuid}", now=now)
    elif state is OrderState.REFUNDED and has_right and not holds_right(bought.buyer, bought.run):
        downgrade(learner=bought.buyer, run=bought.run, reason="refunded", now=now)


@transaction.atomic
def request_refund(*, order: Order, reason: str, completed: bool, now: datetime) -> Refund:
    """Give the buyer the money back by rule; the provider is called later, once.

    `completed` says whether the buyer already has the run's final grade.
    """
    locked = Order.objects.select_for_update(of=("self",)).select_related("run__course", "buyer")
    order = locked.get(pk=order.pk)
    known = Refund.objects.filter(order=order).first()
    if known is not None:
        return known
    check_refund(
        view_of(order).state,
        run=order.run.course.title,
        until=order.refund_until,
        completed=completed,
        now=now,
    )
    audit(actor=order.buyer, verb="refund.asked", subject=_subject(order), now=now)
    # At once: nobody may pass on a verified place whose price is on its way back.
    downgrade(learner=order.buyer, run=order.run, reason="refund asked", now=now)
    return _give_back(order, reason, now)


def _give_back(order: Order, reason: str, now: datetime) -> Refund:
    refund, fresh = Refund.objects.get_or_create(
        order=order, defaults={"amount": order.amount, "reason": reason, "requested_at": now}
    )
    if fresh:
        later("payments.refund", refund.pk)
    return refund


def send_refund(*, refund_id: int, now: datetime) -> None:
    """Tell the provider to give the money back (a job; safe to repeat)."""
    refund = Refund.objects.select_related("order").get(pk=refund_id)
    event = provider(refund.order.provider).refund(
        str(refund.order.uuid),
        Money(refund.amount, refund.order.currency),
        str(refund.key),
        now,
    )
    receive(name=refund.order.provider, event=event, now=now)


def look(*, order_id: int, now: datetime) -> None:
    """Ask about an undecided order, and ask again later while it may still be paid (a job)."""
    waiting = Order.objects.select_related("run__course").get(pk=order_id)
    settle(order=waiting, now=now)
    age = now - waiting.ordered_at
    if is_open(view_of(waiting).state) and age < LAST_LOOK:
        later("payments.look", order_id, after=max(age, FIRST_LOOK))


def _subject(order: Order) -> str:
    return f"payments.order:{order.uuid}"
