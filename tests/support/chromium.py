"""Find a Chromium, or get one: named, installed, from Debian, from npm."""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

NAMED = "GRADUS_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGE = "@sparticuz/chromium@153"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--font-render-hinting=none",
]
UNPACK = """
const fs = require('fs'), zlib = require('zlib');
const [packed, target] = process.argv.slice(1);
fs.writeFileSync(target, zlib.brotliDecompressSync(fs.readFileSync(packed)), {mode: 0o755});
"""


class NoChromium(RuntimeError):
    """What to do about it is the message."""


@cache
def find() -> str:
    """Path of a Chromium that starts; raises NoChromium with instructions."""
    for way in (_named, _installed, _from_debian, _from_npm):
        found = way()
        if found and _starts(found):
            return found
    raise NoChromium(
        "The browser tests need a Chromium and none was found: install one (Debian and Ubuntu: "
        f"apt install chromium) or name its program in {NAMED}."
    )


def _named() -> str | None:
    return os.environ.get(NAMED)


def _installed() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _from_debian() -> str | None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run([apt, "-qq", *words], env=quiet, capture_output=True, check=False)
        if done.returncode:
            return None
    return _installed()


def _from_npm() -> str | None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        return None
    folder = Path(tempfile.gettempdir()) / "gradus-chromium"
    program = folder / "chromium"
    if not program.exists():
        folder.mkdir(exist_ok=True)
        words = ["install", "--prefix", str(folder), "--no-audit", "--no-fund", PACKAGE]
        if subprocess.run([npm, *words], capture_output=True, check=False).returncode:
            return None
        packed = folder / "node_modules" / "@sparticuz" / "chromium" / "bin" / "chromium.br"
        command = [node, "-e", UNPACK, str(packed), str(program)]
        subprocess.run(command, capture_output=True, check=False)
    return str(program)


def _starts(program: str) -> bool:
    command = [program, "--headless", *QUIET, "--dump-dom", "about:blank"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
