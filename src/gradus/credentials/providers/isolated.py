"""Has a stranger's credential judged in a process of its own, killed when it takes too long."""

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from gradus.credentials.rules.findings import Claims, Finding, Report
from gradus.credentials.rules.moments import stamp
from gradus.lib.terms import Json

SECONDS: Final = 20
# A slow stranger may hold up a few of the server's threads, never all of them.
SEATS: Final = threading.BoundedSemaphore(3)
PATIENCE: Final = 5
MAX_ANSWER: Final = 200_000


class GaveUp(RuntimeError):
    """The check took more time or memory than it may, or broke."""


def judged(
    text: bytes, *, documents: Mapping[str, Json], own: Mapping[str, str], now: datetime
) -> Report:
    """The report on a file, or `GaveUp`."""
    case = {
        "text": base64.b64encode(text).decode(),
        "documents": documents,
        "own": own,
        "now": stamp(now),
    }
    command = [sys.executable, "-m", "gradus.credentials.providers.judge"]
    if not SEATS.acquire(timeout=PATIENCE):
        message = "Too many checks run at once."
        raise GaveUp(message)
    try:
        ran = subprocess.run(  # noqa: S603 - our own interpreter and module, input on its stdin
            command,
            input=json.dumps(case).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)},
        )
    except subprocess.TimeoutExpired:
        message = "The check was stopped: it took too long."
        raise GaveUp(message) from None
    finally:
        SEATS.release()
    if ran.returncode != 0 or len(ran.stdout) > MAX_ANSWER:
        message = f"The check broke off with code {ran.returncode}: {ran.stderr[-500:]!r}"
        raise GaveUp(message)
    return _report(json.loads(ran.stdout))


def _report(data: Mapping[str, Any]) -> Report:
    findings = tuple(Finding(**each) for each in data["findings"])
    return Report(findings, Claims(**data["claims"]) if data["claims"] else None)
