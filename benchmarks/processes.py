"""CPU seconds that a process and all it started have used (Linux)."""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(roots: Iterable[int]) -> float:
    """User and system time of these processes, their living and their ended children."""
    parents = {pid: parent for pid, parent, _ in _all()}
    wanted = set(roots)
    total = 0
    for pid, _, ticks in _all():
        if pid in wanted or wanted & _ancestors(pid, parents):
            total += ticks
    return total / TICKS


def _ancestors(pid: int, parents: dict[int, int]) -> set[int]:
    found: set[int] = set()
    while (pid := parents.get(pid, 0)) and pid not in found:
        found.add(pid)
    return found


def _all() -> list[tuple[int, int, int]]:
    """Number, parent and used ticks of every process."""
    rows = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        rows.append((int(folder.name), int(fields[1]), sum(map(int, fields[11:15]))))
    return rows
