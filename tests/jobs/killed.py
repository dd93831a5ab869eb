"""A worker process for test_killed.py: its one job writes a line, then dawdles."""

import time
from datetime import datetime

import django

django.setup()

from gradus.accounts.models import AuditEvent  # noqa: E402 - once Django is set up
from gradus.jobs import queue  # noqa: E402
from gradus.jobs.registry import JOBS  # noqa: E402
from gradus.jobs.runner import Rows  # noqa: E402


def dawdle(seconds: float, *, now: datetime) -> None:
    AuditEvent.objects.create(at=now, verb="tests.dawdled", subject="tests")
    print("begun", flush=True)  # noqa: T201 - the test waits for this line
    time.sleep(seconds)


JOBS["tests.dawdle"] = dawdle
queue.LEASE /= 30  # one second: a lapsed lease is not worth waiting longer for in a test
Rows().work(stopped=lambda: False)
