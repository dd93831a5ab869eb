"""The server as an operator meets it: work in the background, a clean stop, faults in words."""

import os
import socket
import subprocess
import time
from pathlib import Path

from tests.jobs.test_killed import ask
from tests.support.server import GRADUS, Server, installation

WAITING = (
    "INSERT INTO gradus_job (name, args, queue, attempts, leased_by, error)"
    " VALUES ('tests.unheard-of', '[]', 'default', 0, '', '')"
)
TRIED = "SELECT attempts FROM gradus_job WHERE name = 'tests.unheard-of' AND error <> ''"


def complaint(server: Server, *words: str) -> str:
    """What a command says that cannot do what it should."""
    done = subprocess.run(
        [*GRADUS, *words], env=server.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    return done.stderr.strip()


def test_the_server_works_in_the_background_and_stops_cleanly(server: Server) -> None:
    server.start()
    ask(server, WAITING)
    deadline = time.monotonic() + 30
    while not ask(server, TRIED):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert server.stop() == 0
    assert not server.answers()
    assert "Traceback" not in server.log.replace("KeyError", "").partition("tests.unheard-of")[0]


def test_a_port_in_use_is_said_in_one_sentence(server: Server) -> None:
    with socket.create_server(("127.0.0.1", server.port)):
        said = complaint(server, "serve", "--port", str(server.port))
    assert said == (
        f"CommandError: Port {server.port} on 127.0.0.1 cannot be used"
        f" ({os.strerror(98)}): stop what runs there, or choose another one with --port."
    )


def test_a_database_without_tables_is_said_in_one_sentence(tmp_path: Path) -> None:
    said = complaint(installation(tmp_path), "demo_data")
    assert said == "The database is empty or of another version: run gradus migrate first."
