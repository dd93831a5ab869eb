"""`gradus demo`: everything a stranger needs to try Gradus, in one command."""

from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand

from gradus.management import serving


class Command(BaseCommand):
    requires_system_checks = ()  # its settings are fixed; a start should take seconds
    help = "Serve the fictitious demonstration on this machine until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: object, port: int, **_options: object) -> None:
        serving.require_free("127.0.0.1", port)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("demo_data", stdout=self.stdout)
        serving.gather_static()
        serving.serve("127.0.0.1", port, when_up=lambda: self.welcome(port))

    def welcome(self, port: int) -> None:
        self.stdout.write(f"\nThe demo is at http://127.0.0.1:{port}/  (Ctrl-C stops it)")
        self.stdout.flush()
