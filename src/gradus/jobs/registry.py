"""Which function does which job; each takes its arguments as they were kept (JSON), and `now`.

What stands in `JOBS` runs in one transaction together with the mark that it is done: exactly once
in effect. What stands in `OUTSIDE` calls the outside world (payment, mail) or computes long; it
runs in no transaction, may be called again after a crash, and so has a key of its own per effect.
Each function makes one call of an action and decides nothing.
"""

from collections.abc import Callable
from datetime import timedelta

JOBS: dict[str, Callable[..., object]] = {}

OUTSIDE: dict[str, Callable[..., object]] = {}

SCHEDULES: dict[str, timedelta] = {}
"""Jobs without arguments that are to be done again and again, and how often."""
