"""Time things, and print what came out."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SHORTEST = 0.5
"""Seconds a figure rests on, at least."""


def seconds_each(work: Callable[[], object]) -> float:
    """CPU seconds one call takes, from as many calls as fill half a second."""
    work()
    calls, started = 0, time.process_time()
    while (spent := time.process_time() - started) < SHORTEST or calls == 0:
        work()
        calls += 1
    return spent / calls


@dataclass(frozen=True)
class Answered:
    """What was measured over many requests to one address."""

    waits: Sequence[float]
    cpu: float

    @property
    def cpu_each(self) -> float:
        """CPU seconds per request: server and database together."""
        return self.cpu / len(self.waits)

    @property
    def p50(self) -> float:
        return statistics.median(self.waits)

    @property
    def p95(self) -> float:
        return sorted(self.waits)[int(len(self.waits) * 0.95)]


def head(title: str) -> None:
    print(f"\n{title}")


def line(name: str, *figures: str, verdict: str = "") -> None:
    print(f"  {name:34} {'   '.join(figures)}{'   ' + verdict if verdict else ''}", flush=True)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:8.2f} ms"


def judged(value: float, bar: float) -> str:
    """Whether a figure keeps the bar it is measured against."""
    return f"(bar {bar:g}: {'kept' if value <= bar else 'MISSED'})"
