"""Work to be done later: rows are the outbox, so a rolled-back action leaves no job."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class Job(models.Model):
    """One call by name. Waiting, leased, done or dead is read from its times."""

    name = models.CharField(max_length=80)
    args = models.JSONField(default=list)
    queue = models.CharField(max_length=20, default="default")
    enqueued_at = models.DateTimeField(db_default=Now())
    run_after = models.DateTimeField(db_default=Now())
    attempts = models.PositiveIntegerField(default=0)
    leased_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["queue", "run_after"],
                name="job_waiting",
                condition=models.Q(done_at=None, dead_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.args}"
