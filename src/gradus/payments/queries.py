"""Orders as their buyer may see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from gradus.accounts.models import User
from gradus.catalog.models import CourseRun, Price
from gradus.lib.money import Money
from gradus.lib.terms import Json
from gradus.payments.models import Order, PaymentEvent, Right
from gradus.payments.rules.orders import OrderState, is_open, order_state
from gradus.payments.rules.pricing import Offer, refund_until


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with its computed state, for pages."""

    order: Order
    state: OrderState
    price: Money
    paid_at: datetime | None
    refund_asked: bool

    @property
    def open(self) -> bool:
        """Whether it may still be paid."""
        return is_open(self.state)


def _orders() -> "QuerySet[Order]":
    return Order.objects.select_related("run__course__institution", "refund").prefetch_related(
        Prefetch("events", PaymentEvent.objects.order_by("occurred_at", "pk"))
    )


def order_of(user: User, uuid: UUID) -> OrderView:
    """The buyer's own order; another's does not exist for them (Order.DoesNotExist)."""
    return view_of(_orders().get(uuid=uuid, buyer=user))


def orders_of(user: User) -> list[OrderView]:
    """All orders of a buyer, newest first."""
    found = _orders().filter(buyer=user).order_by("-ordered_at", "-pk")
    return [view_of(order) for order in found]


def view_of(order: Order) -> OrderView:
    """Compute an order's state from its events; a capture of another amount pays nothing."""
    events = [event for event in order.events.all() if _counts(event, order)]
    captured = [event for event in events if event.kind == PaymentEvent.Kind.CAPTURED]
    return OrderView(
        order=order,
        state=order_state(event.kind for event in events),
        price=Money(order.amount, order.currency),
        paid_at=captured[0].occurred_at if captured else None,
        refund_asked=hasattr(order, "refund"),
    )


def _counts(event: PaymentEvent, order: Order) -> bool:
    exact = (event.amount, event.currency) == (order.amount, order.currency)
    return exact or event.kind != PaymentEvent.Kind.CAPTURED


def holds_right(user: User, run: CourseRun) -> bool:
    """Whether the learner holds a paid place that was not refunded."""
    return (
        Right.objects.filter(learner=user, run=run)
        .exclude(order__events__kind=PaymentEvent.Kind.REFUNDED)
        .exists()
    )


def pending_order(user: User, run: CourseRun) -> OrderView | None:
    """The buyer's order for this run that is not decided yet, if any."""
    for order in _orders().filter(buyer=user, run=run).order_by("-pk"):
        shown = view_of(order)
        if shown.open:
            return shown
    return None


def my_data(user: User) -> Json:
    """Everything kept here about a person's orders, for their own copy."""
    return [
        {
            "order": str(shown.order.uuid),
            "course": shown.order.run.course.title,
            "amount": str(shown.price),
            "state": shown.state.value,
            "buys": shown.order.buys,
            "ordered_at": shown.order.ordered_at.isoformat(),
            "events": [
                {"kind": event.kind, "occurred_at": event.occurred_at.isoformat()}
                for event in shown.order.events.all()
            ],
        }
        for shown in orders_of(user)
    ]


def offer_of(run: CourseRun, price: Price, now: datetime) -> Offer:
    """What a verified place in the run costs and buys, were it paid now."""
    return Offer(
        run=run.course.title,
        price=Money(price.amount, price.currency),
        refund_until=refund_until(paid_at=now, starts=run.starts_at, days=run.refund_days),
    )
