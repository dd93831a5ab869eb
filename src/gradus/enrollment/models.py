"""Who studies what, on which track, and who may see it as staff."""

import uuid
from typing import ClassVar

from django.db import models

from gradus.accounts.models import User
from gradus.catalog.models import ContentVersion, CourseRun, Program, ProgramVersion
from gradus.enrollment.rules.tracks import Track


class Enrollment(models.Model):
    """A learner in a run. The track of today is that of the newest `TrackChange`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="enrollments")
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="enrollments")
    content = models.ForeignKey(
        ContentVersion,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The content version the run showed when the learner enrolled.",
    )
    enrolled_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "run"], name="enrollment_once")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} in {self.run_id}"


class TrackChange(models.Model):
    """A step of an enrolment: audit, verified or left; added, never changed."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="changes")
    track = models.CharField(max_length=10, choices=[(t.value, t.value) for t in Track])
    reason = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.track}"


class ProgramPin(models.Model):
    """The program version (catalogue year) a learner's verdict is judged by."""

    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pins")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ProgramVersion, on_delete=models.PROTECT, related_name="pins")
    pinned_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "program"], name="pin_once")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.version_id}"


class StaffRole(models.Model):
    """What a member of staff may do, in one run or, with no run, at an institution's programs."""

    class Role(models.TextChoices):
        INSTRUCTOR = "instructor"
        REGISTRAR = "registrar"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="staff_roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="staff")
    granted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "run"], name="staff_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
