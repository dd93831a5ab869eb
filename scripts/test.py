"""Run the test suite on SQLite, then on PostgreSQL.

Arguments go to pytest both times. GRADUS_TEST_DATABASE=sqlite (or postgres) runs one only.
Tests in a browser run once, on SQLite, save the journeys: what a page looks like does not depend
on the database.
"""

import os
import subprocess
import sys
import time

DATABASES = {"sqlite": [], "postgres": ["-m", "not browser or journey"]}


def main() -> None:
    chosen = os.environ.get("GRADUS_TEST_DATABASE")
    unknown = chosen is not None and chosen not in DATABASES
    if unknown:
        sys.exit(f"GRADUS_TEST_DATABASE is {chosen}; it may be {' or '.join(DATABASES)}.")
    codes = [run(name) for name in DATABASES if chosen in (None, name)]
    sys.exit(max(codes))


def run(database: str) -> int:
    """Run pytest on one database and return its exit code."""
    print(f"\n{database}: the test suite", flush=True)
    started = time.monotonic()
    arguments = sys.argv[1:]
    spread = [] if arguments else ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadgroup"]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rfEs",
        *spread,
        *DATABASES[database],
        *arguments,
    ]
    try:
        code = subprocess.call(command, env=os.environ | {"GRADUS_TEST_DATABASE": database})
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    print(f"{database}: {time.monotonic() - started:.0f} s", flush=True)
    nothing_chosen = code == 5 and bool(arguments)
    return 0 if nothing_chosen else code


if __name__ == "__main__":
    main()
