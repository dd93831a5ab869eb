"""`gradus serve`: the web server, with the background worker inside unless settings say no."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from gradus.management import serving


class Command(BaseCommand):
    help = "Serve Gradus on this machine until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: object, host: str, port: int, **_options: object) -> None:
        serving.require_free(host, port)
        serving.gather_static()
        serving.serve(
            host, port, when_up=lambda: self.say(f"Gradus serves at http://{host}:{port}/")
        )

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
