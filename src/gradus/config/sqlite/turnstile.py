"""One writer at a time, in the order of arrival.

SQLite lets one connection write and makes the others sleep and try again, with longer and longer
naps: whoever has waited longest is the least likely to be next. Inside one process we can do
better, because the one who leaves can wake the one who came first.
"""

import threading
import time
from collections import deque

LOOK_AFTER = 1.0
"""Seconds after which one who waits looks whether the one inside is still alive."""


class Turnstile:
    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._inside: threading.Thread | None = None

    def enter(self, timeout: float) -> bool:
        """Come in when it is one's turn; False after `timeout` seconds of waiting."""
        with self._guard:
            if self._inside is None:
                self._inside = threading.current_thread()
                return True
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        return self._wait_for(turn, time.monotonic() + timeout)

    def leave(self) -> None:
        """Let the next one in."""
        with self._guard:
            self._admit_next()

    def _wait_for(self, turn: threading.Lock, deadline: float) -> bool:
        while not turn.acquire(timeout=max(0.0, min(LOOK_AFTER, deadline - time.monotonic()))):
            with self._guard:
                self._put_out_the_dead()
                if turn in self._waiting and time.monotonic() >= deadline:
                    self._waiting.remove(turn)
                    return False
        with self._guard:
            self._inside = threading.current_thread()
        return True

    def _put_out_the_dead(self) -> None:
        """A thread that ended inside, without leaving, must not keep the others out."""
        if self._inside is not None and not self._inside.is_alive():
            self._admit_next()

    def _admit_next(self) -> None:
        """Hand the place over directly: nobody can slip in between."""
        if self._waiting:
            self._inside = threading.main_thread()
            self._waiting.popleft().release()
        else:
            self._inside = None


_turnstiles: dict[str, Turnstile] = {}
_registering = threading.Lock()


def turnstile_of(database: str) -> Turnstile:
    """The one turnstile before a database file, whoever asks in this process."""
    with _registering:
        return _turnstiles.setdefault(database, Turnstile())
