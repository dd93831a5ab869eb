"""Where jobs are worked off: a thread inside the server, or a process of its own.

This is the one place of the room that reads the clock.
"""

import logging
import multiprocessing.util
import os
import socket
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections

from gradus.jobs import queue, worker
from gradus.lib import later
from gradus.lib.terms import Json

if sys.platform != "win32":
    import fcntl

log = logging.getLogger(__name__)
GLANCE = 0.5
"""Seconds between two looks for jobs that other processes added."""
TICK = timedelta(minutes=1)
"""Time between two looks at the schedule."""
AFTER_TROUBLE = 5.0
"""Seconds to leave the database alone when it did not answer."""
FAREWELL = 10.0
"""Seconds a stopping process waits for the job in hand."""


class Rows:
    """The queue of `lib.later` whose jobs are rows."""

    def enqueue(self, name: str, args: tuple[Json, ...], after: timedelta) -> None:
        queue.enqueue(name, args, after)

    def drain(self, *, now: datetime) -> int:
        return worker.drain(now=now)

    def work(self, *, stopped: Callable[[], bool]) -> None:
        name = f"{socket.gethostname()}-{os.getpid()}-{threading.get_native_id()}"
        ticked = datetime.min.replace(tzinfo=UTC)
        while not stopped():
            queue.bell.clear()
            try:
                if _clock() - ticked > TICK:
                    ticked = _clock()
                    queue.bury(now=ticked)
                    queue.tick(now=ticked)
                idle = not worker.do_one(worker=name, clock=_clock)
            except Exception:  # whatever it was: a worker that stopped would do nothing more
                log.exception("the worker could not look for jobs and will try again")
                connections.close_all()
                queue.bell.wait(AFTER_TROUBLE)
                continue
            if idle:
                queue.bell.wait(GLANCE)
        connections.close_all()


def plug() -> None:
    """Become the queue of `lib.later` in this process."""
    later.plug(Rows())


def start_inside() -> None:
    """Work in a thread of this process, unless another process of this server already does.

    The others keep waiting for the lock, so one of them takes over when that process ends.
    """
    stopping = threading.Event()

    def wait_and_work() -> None:
        lock = (settings.DATA_DIR / "worker.lock").open("w")
        while not _locked(lock.fileno()):
            if stopping.wait(AFTER_TROUBLE):
                return
        Rows().work(stopped=stopping.is_set)
        lock.close()

    def stop() -> None:
        stopping.set()
        queue.bell.set()
        thread.join(FAREWELL)

    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    thread = threading.Thread(target=wait_and_work, name="gradus-worker", daemon=True)
    thread.start()
    # Server processes are children that end without atexit; finalizers run in both kinds.
    multiprocessing.util.Finalize(None, stop, exitpriority=10)


def _clock() -> datetime:
    return datetime.now(UTC)


def _locked(descriptor: int) -> bool:
    """Take the lock; where there is none (Windows) there is only one server process."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
