"""Start the web server: one process, a fixed number of threads, static files beside it."""

import ctypes
import hashlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

TERMINATE_WITH_PARENT = 1
"""Linux' PR_SET_PDEATHSIG."""
IDLE_THREAD_LIVES = 600
"""Seconds; a thread that ends takes its database connection with it."""


def require_free(host: str, port: int) -> None:
    """Say so in one sentence when somebody else serves at this address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} on {host} cannot be used ({error.strerror}): stop what runs there, "
                f"or choose another one with --port."
            ) from error


def gather_static() -> None:
    """Bring the static files to their place when any of them changed since the last start."""
    stamp = Path(settings.STATIC_ROOT) / "gathered"
    wanted = _fingerprint_of_static()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted)


def serve(host: str, port: int, *, when_up: Callable[[], None]) -> None:
    """Serve until told to stop (Ctrl-C, SIGTERM); call `when_up` after the first answer."""
    if os.name == "posix":
        os.register_at_fork(after_in_child=_obey_parent)
    threading.Thread(target=_tell, args=(host, port, when_up), daemon=True).start()
    Server(
        "gradus.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.SERVER_THREADS,
        blocking_threads_idle_timeout=IDLE_THREAD_LIVES,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_level=LogLevels.error,
        log_access=False,
        websockets=False,
    ).serve()


def _fingerprint_of_static() -> str:
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name} {storage.size(name)}".encode())
            digest.update(f" {storage.get_modified_time(name)}\n".encode())
    return digest.hexdigest()


def _obey_parent() -> None:
    """Leave Ctrl-C, which reaches both processes, to the parent, and end when it is gone."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(TERMINATE_WITH_PARENT, signal.SIGTERM)


def _tell(host: str, port: int, when_up: Callable[[], None]) -> None:
    while True:
        try:
            with socket.create_connection((host, port), timeout=5) as asking:
                asking.sendall(
                    b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                )
                if asking.recv(1):
                    return when_up()
        except OSError:
            time.sleep(0.05)
