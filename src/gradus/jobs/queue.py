"""Jobs as rows: added in the transaction that needs them, leased, done, tried again, or dead.

A lease is a promise to be alive: it is renewed while the work goes on, and whoever finds it
lapsed may take the job. What the work changed is kept only together with the mark that it is
done, and only while the lease is still one's own.
"""

import random
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Now

from gradus.jobs.models import Job
from gradus.jobs.registry import SCHEDULES
from gradus.lib.terms import Json

LEASE = timedelta(seconds=30)
ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
ERROR_LENGTH = 4000
NEVER_CAME_BACK = "Its worker ended in the middle of it, at every attempt."

bell = threading.Event()
"""Rings in this process when a job was committed in it."""


@dataclass(frozen=True)
class Leased:
    """A job that `worker` may do until its lease lapses."""

    pk: int
    name: str
    args: tuple[Json, ...]
    attempt: int
    worker: str


class LeaseLost(RuntimeError):
    """Somebody else has the job by now: what was done here must not be kept."""


def enqueue(name: str, args: tuple[Json, ...], after: timedelta) -> None:
    moment = ExpressionWrapper(Now() + Value(after, DurationField()), DateTimeField())
    Job.objects.create(name=name, args=list(args), **({"run_after": moment} if after else {}))
    transaction.on_commit(bell.set)


def tick(*, now: datetime) -> None:
    """Add each scheduled job whose time has come; ticks missed are caught up once."""
    for name, every in SCHEDULES.items():
        recent = Job.objects.filter(name=name, run_after__gt=now - every)
        if not recent.exists():
            Job.objects.create(name=name, run_after=now)


def bury(*, now: datetime) -> int:
    """Call those dead that took their worker with them at every attempt; says how many."""
    begun = Job.objects.filter(attempts__gte=ATTEMPTS, done_at=None, dead_at=None)
    lapsed = begun.filter(lease_until__lt=now)
    return lapsed.update(dead_at=now, lease_until=None, error=NEVER_CAME_BACK)


def waiting(*, now: datetime, prompt: bool) -> QuerySet[Job]:
    """Jobs due that are neither done nor dead nor leased by anybody alive, nor begun too often.

    With `prompt`, also those added at any later time than `now` that were not put off.
    """
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = Q(run_after__lte=now) | (Q(run_after__lte=F("enqueued_at")) if prompt else Q())
    return Job.objects.filter(free, due, done_at=None, dead_at=None, attempts__lt=ATTEMPTS)


def lease(*, worker: str, now: datetime, prompt: bool = False) -> Leased | None:
    """Take the job that has waited longest; looking costs no lock when nothing waits."""
    free = waiting(now=now, prompt=prompt)
    if not free.exists():
        return None
    with transaction.atomic():
        candidates = free.select_for_update(skip_locked=connection.features.has_select_for_update)
        job = candidates.order_by("run_after", "pk").first()
        if job is None:
            return None
        job.attempts += 1
        job.leased_by = worker
        job.lease_until = now + LEASE
        job.save(update_fields=["attempts", "leased_by", "lease_until"])
    return Leased(job.pk, job.name, tuple(job.args), job.attempts, worker)


def renew(leased: Leased, *, now: datetime) -> bool:
    """Prolong a lease that is still one's own."""
    return _own(leased).update(lease_until=now + LEASE) == 1


def finish(leased: Leased, *, now: datetime) -> None:
    """Mark as done, inside the transaction that holds the work itself."""
    if _own(leased).update(done_at=now, lease_until=None, error="") != 1:
        raise LeaseLost


def fail(leased: Leased, *, error: str, now: datetime) -> None:
    """Try again after a pause, or call the job dead when it was tried often enough."""
    over = leased.attempt >= ATTEMPTS
    _own(leased).update(
        error=_storable(error)[-ERROR_LENGTH:],
        lease_until=None,
        dead_at=now if over else None,
        run_after=now + pause(leased.attempt, random.Random(f"{leased.pk} {leased.attempt}")),  # noqa: S311 - spreads retries, no secret
    )


def _storable(text: str) -> str:
    """The text without what a database refuses: NUL and halves of letters."""
    return text.replace("\0", "").encode(errors="backslashreplace").decode()


def pause(attempt: int, dice: random.Random) -> timedelta:
    """How long to wait after the given attempt: doubling, bounded, and spread by up to a half."""
    doubled: timedelta = FIRST_PAUSE * 2 ** (attempt - 1)
    return min(doubled, LONGEST_PAUSE) * (1 + dice.random() / 2)


def _own(leased: Leased) -> QuerySet[Job]:
    return Job.objects.filter(
        pk=leased.pk, leased_by=leased.worker, attempts=leased.attempt, done_at=None, dead_at=None
    )
