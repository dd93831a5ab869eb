"""Everything that judges the code without running it, in one command.

./gradus check          all of it
./gradus check types    the checks named
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PYTHON = sys.executable
TOOLS = Path(PYTHON).parent
CODE = ["src", "tests", "scripts", "benchmarks"]
TEMPLATES = "src/gradus/web/templates"
MANAGE = [PYTHON, "-m", "gradus.management.cli"]
CHECKS: dict[str, list[str | Path]] = {
    "types": [TOOLS / "mypy", *CODE],
    "format": [TOOLS / "ruff", "format", "--check", *CODE],
    "lint": [TOOLS / "ruff", "check", *CODE],
    "contracts": [TOOLS / "lint-imports"],
    "templates": [TOOLS / "djlint", "--lint", "--quiet", TEMPLATES],
    "spelling": [TOOLS / "codespell"],
    "migrations": [
        PYTHON,
        "-m",
        "gradus.management.cli",
        "makemigrations",
        "--check",
        "--dry-run",
    ],
    "system": [*MANAGE, "check", "--fail-level", "ERROR"],
    "sizes": [PYTHON, "scripts/sizes.py"],
}


def main() -> None:
    names = sys.argv[1:] or list(CHECKS)
    unknown = set(names) - set(CHECKS)
    if unknown:
        sys.exit(f"There is no check {' '.join(unknown)}; there are {', '.join(CHECKS)}.")
    with ThreadPoolExecutor(2) as pool:
        bad = [name for name, good in zip(names, pool.map(check, names), strict=True) if not good]
    if bad:
        sys.exit(f"\nNot good: {', '.join(bad)}.")
    print("\nAll good.")


def check(name: str) -> bool:
    """Run one check, show what it says when it fails (sizes always); True when it passed."""
    started = time.monotonic()
    command = [str(word) for word in CHECKS[name]]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    good = done.returncode == 0
    said = "" if good and name != "sizes" else f"\n{done.stdout.rstrip()}"
    verdict = "good" if good else "NOT GOOD"
    print(f"{name:10} {verdict} ({time.monotonic() - started:.0f} s){said}", flush=True)
    return good


if __name__ == "__main__":
    main()
