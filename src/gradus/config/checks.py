"""What is said at start about settings that cannot work as they are."""

import sqlite3
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Doubt

from gradus.payments.providers.registry import PROVIDERS

OLDEST_SQLITE: Final = (3, 35)
MOST_THREADS: Final = 64


@register
def settings_can_work(**_options: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's own
    """Every setting that can be wrong, checked once at start and by `gradus check`."""
    return [*_addresses(), *_payments(), *_server()]


def _addresses() -> Iterator[CheckMessage]:
    origin = urlsplit(settings.ORIGIN)
    if (
        origin.scheme not in {"http", "https"}
        or not origin.hostname
        or origin.path not in {"", "/"}
    ):
        yield Error(
            f"GRADUS_ORIGIN is {settings.ORIGIN!r}, which is no address of a site.",
            hint="Write scheme, host and port only, for example https://learn.example.edu.",
            id="gradus.E001",
        )
    signed = urlsplit(settings.CREDENTIAL_ORIGIN)
    if settings.CREDENTIAL_ORIGIN and (signed.scheme != "https" or not signed.hostname):
        yield Error(
            f"GRADUS_CREDENTIAL_ORIGIN is {settings.CREDENTIAL_ORIGIN!r}; it stands inside every "
            "signature and must be https.",
            hint="Write for example https://credentials.example.edu, and never change it.",
            id="gradus.E002",
        )
    if not settings.CREDENTIAL_ORIGIN:
        yield Doubt(
            "GRADUS_CREDENTIAL_ORIGIN is not set, so no credential is issued.",
            hint="Set it to the https address under which credentials will stand for ever.",
            id="gradus.W001",
        )


def _payments() -> Iterator[CheckMessage]:
    for name in settings.PAYMENT_PROVIDERS:
        if name not in PROVIDERS:
            yield Error(
                f"GRADUS_PAYMENT_PROVIDERS names {name!r}, which does not exist.",
                hint=f"Choose from: {', '.join(PROVIDERS)}.",
                id="gradus.E003",
            )
    if "demo" in settings.PAYMENT_PROVIDERS and not settings.DEMO:
        yield Doubt(
            "The demonstration bank is switched on outside the demonstration: places are given "
            "without money.",
            hint="Take `demo` out of GRADUS_PAYMENT_PROVIDERS.",
            id="gradus.W002",
        )


def _server() -> Iterator[CheckMessage]:
    if not 1 <= settings.SERVER_THREADS <= MOST_THREADS:
        yield Error(
            f"GRADUS_SERVER_THREADS is {settings.SERVER_THREADS}.",
            hint=f"Choose 1 to {MOST_THREADS}.",
            id="gradus.E004",
        )
    if settings.DATABASES["default"]["ENGINE"] == "gradus.config.sqlite":
        yield from _sqlite()


def _sqlite() -> Iterator[CheckMessage]:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Error(
            f"SQLite {sqlite3.sqlite_version} is too old.",
            hint="Use a Python with SQLite 3.35 or newer, or PostgreSQL (GRADUS_DATABASE_URL).",
            id="gradus.E005",
        )
