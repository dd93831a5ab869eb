"""The tables of accounts without the middleware that their pages need."""

from allauth.account.apps import AccountConfig


class Tables(AccountConfig):  # type: ignore[misc]  # untyped library
    def ready(self) -> None:
        """Nothing: allauth would insist on its middleware."""
