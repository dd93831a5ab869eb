"""A worker that dies in the middle of a job: the job is done once in effect, by the next one."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.support.server import Server

ATTEMPTS = "SELECT attempts FROM gradus_job WHERE name = 'tests.dawdle'"
WORKER = (sys.executable, str(Path(__file__).with_name("killed.py")))


def ask(server: Server, sql: str) -> list[tuple[object, ...]]:
    if server.database:
        with psycopg.connect(server.database, autocommit=True) as connection:
            found = connection.execute(sql)
            return found.fetchall() if found.description else []
    with sqlite3.connect(server.data / "gradus.sqlite3", timeout=20) as file:
        return file.execute(sql).fetchall()


def begin(server: Server) -> subprocess.Popen[str]:
    environment = server.environment | {"DJANGO_SETTINGS_MODULE": "gradus.config.settings"}
    worker = subprocess.Popen(WORKER, env=environment, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "begun\n"
    return worker


def end(worker: subprocess.Popen[str]) -> None:
    worker.kill()
    worker.wait()
    if worker.stdout:
        worker.stdout.close()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a thing of POSIX systems")
def test_a_job_whose_worker_was_killed_is_done_exactly_once_in_effect(server: Server) -> None:
    ask(server, "INSERT INTO gradus_job (name, args, queue, attempts, leased_by, error)"
                " VALUES ('tests.dawdle', '[1.5]', 'default', 0, '', '')")  # fmt: skip
    end(begin(server))
    assert ask(server, "SELECT count(*) FROM gradus_auditevent") == [(0,)]
    second = begin(server)
    deadline = time.monotonic() + 20
    while not ask(server, f"{ATTEMPTS} AND done_at IS NOT NULL"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    end(second)
    assert ask(server, "SELECT count(*) FROM gradus_auditevent") == [(1,)]
    assert ask(server, ATTEMPTS) == [(2,)]
