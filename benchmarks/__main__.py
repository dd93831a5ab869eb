"""./gradus bench [marking] [signing] [loading] [web] [browser]: all of it, or the parts named."""

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module

import django

PARTS = ("marking", "signing", "loading", "web", "browser")


def main() -> None:
    os.environ.setdefault("GRADUS_TEST_DATABASE", "sqlite")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.path.insert(0, ".")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # servers are stopped first
    django.setup()
    wanted = sys.argv[1:] or PARTS
    unknown = set(wanted) - set(PARTS)
    if unknown:
        sys.exit(f"There is no part {' '.join(unknown)}; there are {', '.join(PARTS)}.")
    print(f"On {os.environ['GRADUS_TEST_DATABASE']}, {os.cpu_count()} cores.")
    for part in wanted:
        measure: Callable[[], None] = import_module(f"benchmarks.{part}").measure
        measure()


if __name__ == "__main__":
    main()
