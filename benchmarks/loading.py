"""How long a course takes from its files to its rows, the first time and again."""

import tempfile
import time
from pathlib import Path

from benchmarks.figures import head, line
from tests.support.server import Server, installation

ROOT = Path(__file__).parents[1]
OURS = ROOT / "content" / "courses"
SHARED = ROOT.parent / "shared" / "data" / "courses"


def measure() -> None:
    head("Loading a course (whole command, with start of Python)")
    with tempfile.TemporaryDirectory() as folder:
        ours = installation(Path(folder) / "installation")
        ours.run("migrate", "--verbosity=0")
        line("a command that does nothing", f"{timed(ours, 'version'):6.2f} s")
        for course in [next(OURS.iterdir()), *sorted(SHARED.glob("openedx-demo-course*"))]:
            first, again = timed(ours, "load", str(course)), timed(ours, "load", str(course))
            line(course.name, f"{first:6.2f} s", f"again {again:6.2f} s")


def timed(server: Server, *words: str) -> float:
    started = time.perf_counter()
    server.run(*words)
    return time.perf_counter() - started
