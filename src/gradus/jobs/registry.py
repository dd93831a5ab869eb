"""Which function does which job.

Each takes its arguments as they were kept (JSON) and `now`; it runs in one transaction together
with the mark that it is done, so it must not call the outside world. The functions below only
turn arguments into one call of an action.
"""

from collections.abc import Callable

JOBS: dict[str, Callable[..., object]] = {}
