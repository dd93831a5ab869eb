"""`gradus worker`: a process that only does background work; start as many as you need."""

import signal
import threading

from django.core.management.base import BaseCommand

from gradus.lib import later


class Command(BaseCommand):
    help = "Do background work until stopped."

    def handle(self, *_args: object, **_options: object) -> None:
        stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        self.stdout.write("Doing background work. Ctrl-C stops after the job in hand.")
        later.queue().work(stopped=stopping.is_set)
