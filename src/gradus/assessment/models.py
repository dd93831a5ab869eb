"""What was answered and what it was worth; rows are added, never changed."""

import uuid
from typing import ClassVar

from django.db import models

from gradus.accounts.models import User
from gradus.catalog.models import ContentVersion
from gradus.enrollment.models import Enrollment


class Submission(models.Model):
    """An answer given to a problem, with its mark and everything the mark depended on.

    `token` comes from the form: the same form sent twice is one submission. `attempt`
    counts from 1 and is unique, so that no attempt can be used twice at once.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.UUIDField()
    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, related_name="submissions"
    )
    content = models.ForeignKey(ContentVersion, on_delete=models.PROTECT, related_name="+")
    problem_key = models.CharField(max_length=200)
    attempt = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    marking = models.CharField(max_length=10)
    answers = models.JSONField(help_text="Input id to text, or a list of texts.")
    earned = models.DecimalField(max_digits=12, decimal_places=6)
    possible = models.DecimalField(max_digits=12, decimal_places=6)
    feedback = models.JSONField(help_text="Per input: correctness, points as text, message, hint.")
    submitted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "problem_key", "attempt"], name="submission_attempt_once"
            ),
            models.UniqueConstraint(fields=["enrollment", "token"], name="submission_token_once"),
            models.CheckConstraint(condition=models.Q(attempt__gte=1), name="submission_attempt"),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.problem_key} #{self.attempt}"


class FinalGrade(models.Model):
    """A course result, frozen with its explanation; a correction is a new version."""

    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, related_name="final_grades"
    )
    version = models.PositiveIntegerField()
    content = models.ForeignKey(ContentVersion, on_delete=models.PROTECT, related_name="+")
    percent = models.DecimalField(max_digits=9, decimal_places=6)
    pass_percent = models.DecimalField(max_digits=9, decimal_places=6)
    passed = models.BooleanField()
    letter = models.CharField(max_length=20, blank=True)
    explanation = models.JSONField()
    reason = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrollment", "version"], name="final_grade_version")
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.percent}"
