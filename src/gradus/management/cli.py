"""The command `gradus`: Django's commands and ours, with our settings."""

import os
import re
import sys

from django.core.management import execute_from_command_line
from django.db import DatabaseError

NO_TABLE = re.compile(r"no such (table|column)|(relation|column) .* does not exist")
DEFAULT_PORT = "8000"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gradus.config.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("GRADUS_DEMO", "1")
        os.environ.setdefault("GRADUS_ORIGIN", f"http://127.0.0.1:{_port(sys.argv[2:])}")
    try:
        execute_from_command_line(["gradus", *sys.argv[1:]])
    except DatabaseError as error:
        if not NO_TABLE.search(str(error)):
            raise
        sys.exit("The database is empty or of another version: run gradus migrate first.")


def _port(words: list[str]) -> str:
    """Find the port already here: settings, which tell the address, are read before options."""
    for word, following in zip(words, [*words[1:], DEFAULT_PORT], strict=True):
        if word == "--port":
            return following
        if word.startswith("--port="):
            return word.partition("=")[2]
    return DEFAULT_PORT


if __name__ == "__main__":
    main()
