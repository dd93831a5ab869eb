"""Do this after the commit, by name.

A room that needs work done above it names the work and never imports the one who does it:
`later("credentials.issue", str(learner.uuid))`. The queue is plugged in when the process starts.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from gradus.lib.terms import Json

AT_ONCE = timedelta(0)


class Queue(Protocol):
    def enqueue(self, name: str, args: tuple[Json, ...], after: timedelta) -> None:
        """Keep the call with the open transaction: rolled back with it, never lost after."""

    def drain(self, *, now: datetime) -> int:
        """Do all that waits, save what was put off, as if it were `now`; say how many jobs."""

    def work(self, *, stopped: Callable[[], bool]) -> None:
        """Do what waits and what comes, until stopped."""


class NothingPluggedIn(RuntimeError):
    """Work was asked for before the process had a queue."""


_plugged: list[Queue] = []


def plug(queue: Queue) -> None:
    """Take this queue from now on."""
    _plugged[:] = [queue]


def later(name: str, *args: Json, after: timedelta = AT_ONCE) -> None:
    """Have the job `name` of jobs/registry.py called with `args` once this transaction holds."""
    queue().enqueue(name, args, after)


def queue() -> Queue:
    if not _plugged:
        raise NothingPluggedIn
    return _plugged[0]
