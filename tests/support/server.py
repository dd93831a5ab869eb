"""The real server in a process of its own, with data of its own, stopped by its own number."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg
from psycopg.sql import SQL, Identifier

STARTS_WITHIN = 120.0
STOPS_WITHIN = 30.0


@dataclass
class Server:
    """One installation: a data folder, a database and, while started, a process."""

    data: Path
    port: int
    database: str = ""
    settings: str = "gradus.config.settings"
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("GRADUS_", "DJANGO_"))}
        return ours | {
            "GRADUS_DATA_DIR": str(self.data),
            "GRADUS_DATABASE_URL": self.database,
            "GRADUS_DEMO": "1",
            "GRADUS_ORIGIN": self.url,
            "DJANGO_SETTINGS_MODULE": self.settings,
        }

    @property
    def log(self) -> str:
        return (self.data / "log").read_text()

    def run(self, *words: str) -> str:
        """Run a command of Gradus on this installation and return what it printed."""
        done = subprocess.run(
            [*GRADUS, *words], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"gradus {' '.join(words)}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self, *words: str) -> None:
        """Start it (`serve` unless told otherwise) and return once it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        command = [*GRADUS, *(words or ("serve",)), "--port", str(self.port)]
        with (self.data / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + STARTS_WITHIN
        while not self.answers():
            assert self.process.poll() is None, f"the server ended: {self.log[-3000:]}"
            assert time.monotonic() < deadline, f"the server does not answer: {self.log[-3000:]}"
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310 - our own
                return bool(answer.status == 200)
        except HTTPError:
            return True
        except (URLError, OSError):
            return False

    def stop(self) -> int:
        """Ask it to stop, as Ctrl-C does, and return its exit code."""
        return self._end(signal.SIGINT)

    def kill(self) -> None:
        """Take the server away in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def _end(self, number: int) -> int:
        if self.process is None or self.process.poll() is not None:
            self.process = None
            return 0
        # The group holds the server and the processes it started, and nothing else.
        os.killpg(self.process.pid, number)
        try:
            code = self.process.wait(timeout=STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise
        self.process = None
        return code


GRADUS = (sys.executable, "-m", "gradus.management.cli")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def installation(data: Path, like: Server | None = None) -> Server:
    """A new installation on the kind of database this run tests, empty or a copy of another."""
    if like is not None:
        shutil.copytree(like.data, data)
    return Server(data=data, port=free_port(), database=_new_database(like))


def _new_database(like: Server | None) -> str:
    if os.environ["GRADUS_TEST_DATABASE"] != "postgres":
        return ""
    name = f"server_{uuid.uuid4().hex}"
    model = like.database.rpartition("/")[2] if like is not None else "template1"
    with psycopg.connect("user=gradus dbname=postgres", autocommit=True) as connection:
        order = SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(order.format(Identifier(name), Identifier(model)))
    return f"postgres://gradus@/{name}"
