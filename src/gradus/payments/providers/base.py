"""What every payment provider must be able to do, and the words it uses with us.

An order changes only by an event that a provider's `parse_webhook` verified or its `fetch`
returned, never because somebody opened the page they return to after paying.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gradus.lib.money import Money
from gradus.payments.rules.orders import Kind


class NotGenuine(Exception):
    """A notice did not carry the provider's valid signature; nothing in it is believed."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """What a provider is told: our reference for the order, the amount, what it is for."""

    reference: str
    amount: Money
    title: str


@dataclass(frozen=True, slots=True)
class Event:
    """What a provider said; `event_id` is its own and never used for two things."""

    event_id: str
    reference: str
    kind: Kind
    amount: Money
    occurred_at: datetime


class Provider(Protocol):
    """A door to a payment service. Calls may be repeated without harm."""

    name: str

    def create_checkout(self, checkout: Checkout, return_to: str) -> str:
        """The address to send the buyer to; it leads back to `return_to` in the end."""
        ...

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> tuple[Event, ...]:
        """The events of a notice; `NotGenuine` when its signature is wrong."""
        ...

    def fetch(self, reference: str) -> tuple[Event, ...]:
        """Everything the provider knows about an order."""
        ...

    def refund(self, reference: str, amount: Money, key: str, now: datetime) -> Event:
        """Give money back; the same `key` again gives the same event and no second refund."""
        ...
