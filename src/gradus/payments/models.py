"""What was bought: orders, what the payment provider said, rights, refunds."""

import uuid
from typing import ClassVar

from django.db import models

from gradus.accounts.models import User
from gradus.catalog.models import CourseRun, Price


class Order(models.Model):
    """An intention to pay for a verified place; its state is computed from its events.

    `token` comes from the form, so that a double click or a reload finds the same order.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.UUIDField()
    buyer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="orders")
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="orders")
    price = models.ForeignKey(Price, on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveIntegerField(help_text="In the currency's minor unit.")
    currency = models.CharField(max_length=3)
    buys = models.TextField(help_text="The sentence shown before paying: what this buys.")
    refund_until = models.DateTimeField()
    provider = models.CharField(max_length=20)
    ordered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["buyer", "token"], name="order_token_once")
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class PaymentEvent(models.Model):
    """What a provider verifiably said about an order; each of its events counts once."""

    class Kind(models.TextChoices):
        CAPTURED = "captured"
        DECLINED = "declined"
        REFUNDED = "refunded"
        CANCELLED = "cancelled"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="payment_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id} {self.kind}"


class Right(models.Model):
    """What a captured payment gave: a verified place; one right for one order."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="right")
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="rights")
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="rights")
    granted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.run_id}"


class Refund(models.Model):
    """Money going back for one order; `key` makes the provider's call safe to repeat."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="refund")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    amount = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    requested_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.order_id}: {self.amount}"
