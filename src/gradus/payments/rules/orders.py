"""The state of an order, computed from what the provider said (facts, section 8).

Events may arrive twice, late or in any order; the state depends on their set alone.

>>> order_state([]).value, order_state([Kind.DECLINED, Kind.CAPTURED]).value
('pending', 'paid')
>>> order_state([Kind.REFUNDED, Kind.CAPTURED]).value
'refunded'
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from gradus.lib.refusal import Refused, words

STANDS_FOR: Final = timedelta(days=7)
ALREADY_PAID = words("You already hold a verified place in {run}. Nothing was charged.")
NOT_FOR_SALE = words("{run} has no price today, so a verified place cannot be bought.")
LAPSED = words(
    "This order for {run} no longer stands: its price changed, or it waited more than a week."
    " Nothing was charged. Order again from the course's page."
)
NOT_OPEN = words("This order was not opened at the bank. Go back to it and pay from there.")
NOT_PAID = words("This order was not paid, so there is nothing to refund.")
ALREADY_REFUNDED = words("This order is refunded already, or its refund is on the way.")
REFUND_OVER = words("Refunds for {run} ended on {date}. You keep your place.")
COMPLETED = words("You have the final grade of {run}, so its price is no longer refunded.")


class Kind(StrEnum):
    """What a provider can say about an order."""

    CAPTURED = "captured"
    DECLINED = "declined"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


class OrderState(StrEnum):
    """Where an order stands."""

    PENDING = "pending"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    PAID = "paid"
    REFUNDED = "refunded"


def order_state(events: Iterable[str]) -> OrderState:
    """Judge the set of events: money given back outranks money taken, that outranks a no."""
    seen = {Kind(event) for event in events}
    for kind, state in (
        (Kind.REFUNDED, OrderState.REFUNDED),
        (Kind.CAPTURED, OrderState.PAID),
        (Kind.CANCELLED, OrderState.CANCELLED),
        (Kind.DECLINED, OrderState.DECLINED),
    ):
        if kind in seen:
            return state
    return OrderState.PENDING


def is_open(state: OrderState) -> bool:
    """May this order still be paid? A declined card may be tried again."""
    return state in {OrderState.PENDING, OrderState.DECLINED}


def has_lapsed(ordered_at: datetime, now: datetime) -> bool:
    """Whether an order has waited so long that what it promised is no longer offered.

    >>> from datetime import UTC
    >>> monday = datetime(2027, 3, 1, tzinfo=UTC)
    >>> has_lapsed(monday, monday + timedelta(days=6)), has_lapsed(monday, monday + STANDS_FOR)
    (False, True)
    """
    return now >= ordered_at + STANDS_FOR


def check_refund(
    state: OrderState, *, run: str, until: datetime, completed: bool, now: datetime
) -> None:
    """Raise `Refused` unless the buyer may have the money back by rule now."""
    if state is OrderState.REFUNDED:
        raise Refused("already_refunded", ALREADY_REFUNDED)
    if state is not OrderState.PAID:
        raise Refused("not_paid", NOT_PAID)
    if completed:
        raise Refused("completed", COMPLETED, run=run)
    if now >= until:
        raise Refused("refund_over", REFUND_OVER, run=run, date=until)
