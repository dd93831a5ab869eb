"""The one expected *no*: the law refuses a person, in words, with what would change it."""

from collections.abc import Mapping
from typing import Final


def words(template: str) -> str:
    """Mark a sentence for extraction; it is translated at the edge, where it is shown."""
    return template


class Refused(Exception):
    """The law says no to a person.

    `code` is stable and machine-readable, `template` is an English sentence with named
    places, `values` fill them. The sentence says what is refused, why, and what to do next.

    >>> str(Refused("attempts_used", "All {allowed} attempts are used.", allowed=3))
    'All 3 attempts are used.'
    """

    def __init__(self, code: str, template: str, **values: object) -> None:
        super().__init__(code, template)
        self.code: Final = code
        self.template: Final = template
        self.values: Final[Mapping[str, object]] = values

    def __str__(self) -> str:
        """The sentence in its own language, for logs and commands."""
        return self.template.format(**self.values)
