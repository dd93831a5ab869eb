"""Pages of Gradus beside a bare Django view on the same database, interleaved in one run.

CPU per request counts the server and, on PostgreSQL, the database. The bare view has session,
CSRF, the signed-in person and three queries of its own, the last of which writes where the page it
is compared with writes. Both are served by the same program with the same number of threads.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Answered, head, judged, line, milliseconds
from benchmarks.processes import cpu_seconds
from tests.support.server import Server, free_port, installation
from tests.support.visitor import Visitor, form_of

COURSE = Path(__file__).parent / "course"
RUN = "course-v1:Gradus+BENCH+2026"
ROUNDS = 12
REQUESTS = 20
CLIENTS = 8
WRITES_EACH = 40


@dataclass
class Target:
    """One address, asked again and again."""

    name: str
    ask: Callable[[], float]
    servers: list[int]
    waits: list[float] = field(default_factory=list)
    cpu: float = 0.0

    def round(self, requests: int) -> None:
        before = cpu_seconds(self.servers)
        self.waits += [self.ask() for _ in range(requests)]
        self.cpu += cpu_seconds(self.servers) - before

    @property
    def answered(self) -> Answered:
        return Answered(self.waits, self.cpu)


@dataclass(frozen=True)
class Stand:
    """Both servers on one installation."""

    gradus: Server
    bare: Server

    def pids(self, server: Server) -> list[int]:
        assert server.process is not None
        home = os.environ.get("PGHOST")
        if not (server.database and home):
            return [server.process.pid]
        postmaster = int((Path(home) / "data" / "postmaster.pid").read_text().split()[0])
        return [server.process.pid, postmaster]


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        gradus = installation(Path(folder) / "installation")
        gradus.run("migrate", "--verbosity=0")
        gradus.run("demo_data")
        gradus.run("load", str(COURSE))
        bare = Server(
            gradus.data, free_port(), gradus.database, settings="benchmarks.bare_settings"
        )
        try:
            gradus.start()
            bare.start()
            compare(Stand(gradus, bare))
            crowd(Stand(gradus, bare))
        finally:
            gradus.stop()
            bare.stop()
            shutil.rmtree(gradus.data, ignore_errors=True)


def compare(stand: Stand) -> None:
    targets = _targets(stand)
    for target in targets.values():
        target.round(REQUESTS)
        target.waits.clear()
        target.cpu = 0.0
    for _ in range(ROUNDS):
        for target in targets.values():
            target.round(REQUESTS)
    head(f"Pages beside a bare view, {ROUNDS * REQUESTS} requests each, one after the other")
    for target in targets.values():
        found = target.answered
        line(
            target.name,
            f"CPU {milliseconds(found.cpu_each)}",
            f"p50 {milliseconds(found.p50)}",
            f"p95 {milliseconds(found.p95)}",
            f"{1 / (sum(found.waits) / len(found.waits)):6.0f}/s",
        )
    reading = targets["bare read"].answered.cpu_each
    writing = targets["bare write"].answered.cpu_each
    for name, yardstick, bar in (
        ("answer", writing, 1.5),
        ("dashboard", reading, 2.0),
        ("catalogue, anonymous", reading, 1.0),
    ):
        ratio = targets[name].answered.cpu_each / yardstick
        line(f"{name} / bare", f"{ratio:5.2f}×", verdict=judged(ratio, bar))


def crowd(stand: Stand) -> None:
    """Eight people write at once: nobody may wait long."""
    head(f"{CLIENTS} clients writing at once")
    for name, writing in (("answers", _answering), ("bare writes", _bare_writing)):
        people = [writing(enrolled_learner(stand), stand) for _ in range(CLIENTS)]
        with ThreadPoolExecutor(CLIENTS) as pool:
            waits = [w for some in pool.map(_write_often, people) for w in some]
        found = Answered(waits, 0)
        line(
            name,
            f"p50 {milliseconds(found.p50)}",
            f"p95 {milliseconds(found.p95)}",
            f"worst {milliseconds(max(waits))}",
            verdict=judged(found.p95, 0.1),
        )


def _write_often(write: Callable[[], float]) -> list[float]:
    return [write() for _ in range(WRITES_EACH)]


def _targets(stand: Stand) -> dict[str, Target]:
    learner, anonymous = enrolled_learner(stand), Visitor(stand.gradus.url)
    on_bare = _same_person(learner, stand)
    ours, theirs = stand.pids(stand.gradus), stand.pids(stand.bare)
    targets = [
        Target("bare read", lambda: on_bare.timed_get("/read/"), theirs),
        Target("catalogue, anonymous", lambda: anonymous.timed_get("/decide/"), ours),
        Target("dashboard", lambda: learner.timed_get("/learn/"), ours),
        Target("bare write", _bare_writing(learner, stand), theirs),
        Target("answer", _answering(learner, stand), ours),
    ]
    return {target.name: target for target in targets}


def enrolled_learner(stand: Stand) -> Visitor:
    """Somebody new, enrolled in the course for benchmarks."""
    learner = Visitor(stand.gradus.url)
    learner.sign_up("Ada")
    page = learner.get(f"/learn/runs/{_run(stand.gradus)}/enrol/")
    learner.course = learner.send(page, "/enrol/").url.path
    return learner


def _run(server: Server) -> str:
    """The public identifier of the course's run."""
    found = server.run("shell", "-c", WHICH_RUN).split()[-1]
    return str(uuid.UUID(found))


WHICH_RUN = (
    f"from gradus.catalog.models import CourseRun; print(CourseRun.objects.get(key='{RUN}').uuid)"
)


def _same_person(learner: Visitor, stand: Stand) -> Visitor:
    """The same session at the bare view: both read it from the same table."""
    visitor = Visitor(stand.bare.url)
    for cookie in ("sessionid", "csrftoken"):
        visitor.client.cookies.set(cookie, learner.client.cookies[cookie], domain="127.0.0.1")
    return visitor


def _bare_writing(learner: Visitor, stand: Stand) -> Callable[[], float]:
    visitor = _same_person(learner, stand)
    visitor.get("/write/")
    return lambda: visitor.timed_post("/write/", {})


def _answering(learner: Visitor, stand: Stand) -> Callable[[], float]:
    """Send an answer to a numerical problem as the page does it, each time as a new attempt."""
    unit = learner.follow(learner.get(learner.course), r"/learn/[0-9a-f-]{36}/unit/")
    form = form_of(unit, r"/learn/[0-9a-f-]{36}/.+/.+/$")
    path = form.address.removeprefix(stand.gradus.url)
    answers = {n: "9.75" for n in form.fields_filled if n not in ("token", "csrfmiddlewaretoken")}

    def answer() -> float:
        return learner.timed_post(path, {**answers, "token": str(uuid.uuid4())}, part=True)

    return answer
