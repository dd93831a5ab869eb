"""Do jobs: one, or all that wait."""

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, connections, transaction

from gradus.jobs import queue
from gradus.jobs.queue import Leased, LeaseLost
from gradus.jobs.registry import JOBS, OUTSIDE

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def do_one(*, worker: str, clock: Clock) -> bool:
    """Do the job that has waited longest; False when none waits."""
    leased = queue.lease(worker=worker, now=clock())
    if leased is None:
        return False
    try:
        with heartbeat(leased, clock):
            _do(leased, clock)
    except LeaseLost:
        log.warning("job %s %s was taken over by another worker", leased.pk, leased.name)
    except Exception as error:
        log.exception("job %s %s failed at attempt %s", leased.pk, leased.name, leased.attempt)
        text = "".join(traceback.format_exception(error))
        queue.fail(leased, error=text, now=clock())
    return True


def drain(*, now: datetime) -> int:
    """Do all that waits as if it were `now`, save what was put off; an error is the caller's."""
    done = 0
    while leased := queue.lease(worker="drain", now=now, prompt=True):
        _do(leased, lambda: now)
        done += 1
    return done


@contextmanager
def heartbeat(leased: Leased, clock: Clock) -> Iterator[None]:
    """Renew the lease from a thread of its own for as long as the work lasts."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(queue.LEASE.total_seconds() / 3):
            try:
                queue.renew(leased, now=clock())
            except DatabaseError:
                log.warning("the lease of job %s could not be renewed", leased.pk)
        connections.close_all()

    thread = threading.Thread(target=beat, name="gradus-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _do(leased: Leased, clock: Clock) -> None:
    if leased.name in OUTSIDE:
        OUTSIDE[leased.name](*leased.args, now=clock())
        queue.finish(leased, now=clock())
        return
    with transaction.atomic():
        JOBS[leased.name](*leased.args, now=clock())
        queue.finish(leased, now=clock())
