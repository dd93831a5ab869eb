"""`gradus load PATH…`: courses, programs, institutions and agreements, from files."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from gradus.lib.faults import Faulty
from gradus.lib.refusal import Refused
from gradus.management.loading import load

NOT_READY = "The database cannot be used as it is; `gradus migrate` prepares it."
STOPPED = 130


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Load a course (OLX folder, .tar.gz, .tar, .zip), a program, or an agreement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")

    def handle(self, *, paths: list[Path], **_options: object) -> None:
        now = datetime.now(UTC)
        for path in paths:
            try:
                load(path, now=now, tell=self.stderr.write, say=self.stdout.write)
            except (Faulty, Refused, OSError) as error:
                raise CommandError(f"{path} was not loaded.\n{error}") from None
            except DatabaseError as error:
                raise CommandError(f"{path} was not loaded.\n{NOT_READY}\n{error}") from None
            except KeyboardInterrupt:
                raise CommandError(f"{path}: stopped.", returncode=STOPPED) from None
