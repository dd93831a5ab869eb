"""What a payment buys, said before paying (programs-and-enrollment facts, sections 4 and 6).

The same sentence, made from the right itself, stands on the program page, at checkout, on
the receipt and on the dashboard.

>>> from datetime import UTC, datetime
>>> until = datetime(2027, 9, 14, tzinfo=UTC)
>>> offer = Offer("Probability for Decisions", Money(25000, "USD"), until)
>>> print(offer.buys())
250 USD buys: a verified place in Probability for Decisions, marked work that counts toward the \
program credential, and the final grade on your record. It does not buy a later run. Refund \
until Tuesday 14 September 2027, 00:00 UTC.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gradus.enrollment.rules.windows import day
from gradus.lib.money import Money


@dataclass(frozen=True, slots=True)
class Offer:
    """A verified place for sale: the run's title, its price and the last instant of refund."""

    run: str
    price: Money
    refund_until: datetime

    def buys(self) -> str:
        """The sentence that states what the money buys, what not, and until when it comes back."""
        return (
            f"{self.price} buys: a verified place in {self.run}, marked work that counts toward "
            "the program credential, and the final grade on your record. It does not buy a later "
            f"run. Refund until {day(self.refund_until)}."
        )


def refund_until(*, paid_at: datetime, starts: datetime | None, days: int) -> datetime:
    """The instant refunds by rule end: `days` after the later of payment and start.

    >>> from datetime import UTC
    >>> refund_until(paid_at=datetime(2027, 3, 1, tzinfo=UTC),
    ...              starts=datetime(2027, 9, 1, tzinfo=UTC), days=14).isoformat()
    '2027-09-15T00:00:00+00:00'
    """
    later = paid_at if starts is None else max(paid_at, starts)
    return later + timedelta(days=days)
