"""Which edition of an agreement binds a learner.

Source: the agreement format, "pin": the edition in force on the pin date (the first passed
course); if none existed then, the first later one, once it has begun. Without a pin date the
edition in force today.

>>> first = Edition("1", date(2026, 1, 1), date(2026, 12, 31))
>>> second = Edition("2", date(2027, 1, 1), None)
>>> [binding([first, second], pin, date(2027, 5, 1)).label
...  for pin in (date(2025, 6, 1), date(2026, 6, 1), date(2027, 6, 1), None)]
['1', '1', '2', '2']
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Edition:
    """A version's label and the days on which it takes new learners; no end: open."""

    label: str
    effective_from: date
    effective_to: date | None

    def covers(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


def binding(editions: Iterable[Edition], pinned_on: date | None, today: date) -> Edition | None:
    """The edition that binds; None when none does yet, or any more."""
    ordered = sorted(editions, key=lambda edition: edition.effective_from)
    begun = [edition for edition in ordered if edition.effective_from <= today]
    in_force = [edition for edition in begun if edition.covers(pinned_on or today)]
    if in_force or pinned_on is None:
        return in_force[-1] if in_force else None
    return next((edition for edition in begun if edition.effective_from > pinned_on), None)
