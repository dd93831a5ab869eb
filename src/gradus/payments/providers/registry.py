"""Which providers exist; settings name those that are switched on, the preferred one first."""

from collections.abc import Callable
from typing import Final

from django.conf import settings

from gradus.lib.refusal import Refused, words
from gradus.payments.providers.base import Provider
from gradus.payments.providers.demo import DemoBank

NO_PROVIDER = words("This site does not take payments at the moment. Nothing was charged.")


def demo_bank() -> DemoBank:
    """The demonstration bank with its ledger in the data folder."""
    return DemoBank(settings.DATA_DIR / "demo_bank", settings.SECRET_KEY)


PROVIDERS: Final[dict[str, Callable[[], Provider]]] = {"demo": demo_bank}


def provider(name: str) -> Provider:
    """A switched-on provider by name; `Refused` when it is not switched on."""
    if name not in settings.PAYMENT_PROVIDERS:
        raise Refused("no_provider", NO_PROVIDER)
    return PROVIDERS[name]()


def preferred() -> Provider:
    """The provider of new orders; `Refused` when none is switched on."""
    if not settings.PAYMENT_PROVIDERS:
        raise Refused("no_provider", NO_PROVIDER)
    return provider(settings.PAYMENT_PROVIDERS[0])
