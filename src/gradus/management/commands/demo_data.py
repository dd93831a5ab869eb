"""`gradus demo_data`: the demonstration's programs, courses, agreements and people."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gradus.management.demonstration.deeds import settle
from gradus.management.demonstration.people import DAYS_OPEN, PASSWORD, PEOPLE
from gradus.management.loading import load


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
        load(settings.CONTENT_DIR, now=now - timedelta(days=DAYS_OPEN), tell=quiet, say=quiet)
        settle(now=now)
        self.stdout.write(f"\nFictitious people of the demonstration; password: {PASSWORD}")
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<31} {person.state}")


def quiet(_line: str) -> None:
    """Say nothing of what was loaded; `gradus load` tells it."""
