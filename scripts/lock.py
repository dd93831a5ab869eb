"""Pin the requirements: exact versions and hashes, and no word about where they were found.

./gradus lock             keep pins that still fit
./gradus lock --upgrade   take newer versions where they fit
./gradus lock --check     change nothing; fail when a pin is missing
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path("requirements")
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header",
           "--no-annotate", "--quiet"]  # fmt: skip


def main() -> None:
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("Pinning needs uv: install it (pip install uv) and run the same command again.")
    words = sys.argv[1:]
    bad = [kind for kind in ("run", "test") if not lock(uv, kind, words)]
    if bad:
        sys.exit(f"The pins of {' and '.join(bad)} are not what {FOLDER} asks for: ./gradus lock")


def lock(uv: str, kind: str, words: list[str]) -> bool:
    """Pin one file; with --check only tell whether pinning would change it."""
    pins = FOLDER / f"{kind}.txt"
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / pins.name
        if pins.exists() and "--upgrade" not in words:
            shutil.copy(pins, fresh)
        source = str(FOLDER / f"{kind}.in")
        done = subprocess.run(
            [uv, "pip", "compile", *OPTIONS, source, "-o", str(fresh)], check=False
        )
        if done.returncode:
            sys.exit(done.returncode)
        same = pins.exists() and fresh.read_text() == pins.read_text()
        if "--check" not in words:
            shutil.copy(fresh, pins)
            return True
        return same


if __name__ == "__main__":
    main()
