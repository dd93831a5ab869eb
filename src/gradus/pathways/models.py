"""A program's way into a degree: agreements, what learners declared, evaluations."""

import uuid
from typing import ClassVar

from django.db import models

from gradus.accounts.models import User
from gradus.catalog.models import Institution, Program


class Agreement(models.Model):
    """A contract between a program's university and a partner; its law is in its versions."""

    slug = models.SlugField(unique=True)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="agreements")
    partner = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="agreements")

    def __str__(self) -> str:
        return self.slug


class AgreementVersion(models.Model):
    """A signed edition of an agreement with the receiving degree; immutable."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    document = models.JSONField()
    degree = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "label"], name="agreement_label_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.label}"


class DeclaredFact(models.Model):
    """What a learner stated about themself, to be proved to the partner; the newest counts."""

    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="declared_facts")
    name = models.CharField(max_length=60)
    value = models.JSONField()
    declared_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.name}"


class CreditEvaluation(models.Model):
    """An agreement applied to a record on a day; pinned to both."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="evaluations")
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="evaluations"
    )
    record = models.JSONField()
    record_sha256 = models.CharField(max_length=64)
    result = models.JSONField()
    evaluated_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.uuid)
