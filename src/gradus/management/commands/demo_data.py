"""`gradus demo_data`: the demonstration's programs, courses, agreements and people."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gradus.accounts.actions import audit
from gradus.accounts.queries import has_happened
from gradus.lib.faults import Faulty
from gradus.management.demonstration.deeds import settle
from gradus.management.demonstration.people import DAYS_OPEN, PASSWORD, PEOPLE
from gradus.management.loading import load

OTHER_FILES = (
    "The demonstration's files do not fit those loaded here before. Move {folder} away and start"
    " again to have the new ones."
)


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Load the fictitious demonstration; a second time changes nothing."

    def handle(self, **_options: object) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demonstration's people have a public password, so they are only let in where"
                " GRADUS_DEMO=1 is set. Start the demonstration with: gradus demo"
            )
        now = datetime.now(UTC)
        subject = f"demo:{fingerprint(settings.CONTENT_DIR)}"
        if not has_happened(verb="loaded", subject=subject):
            try:
                load(
                    settings.CONTENT_DIR,
                    now=now - timedelta(days=DAYS_OPEN),
                    tell=quiet,
                    say=quiet,
                )
            except Faulty as error:
                raise CommandError(
                    f"{OTHER_FILES.format(folder=settings.DATA_DIR)}\n{error}"
                ) from None
            settle(now=now)
            audit(actor=None, verb="loaded", subject=subject, now=now)
        self.stdout.write(f"\nFictitious people of the demonstration; password: {PASSWORD}")
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<31} {person.state}")


def fingerprint(folder: Path) -> str:
    """Names and bytes of all files in a folder, in one number."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    parts = (str(path.relative_to(folder)).encode() + path.read_bytes() for path in files)
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


def quiet(_line: str) -> None:
    """Say nothing of what was loaded; `gradus load` tells it."""
