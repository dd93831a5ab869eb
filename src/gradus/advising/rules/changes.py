"""What would change a break-even raise: one assumption at a time, everything else as it is.

Source: the decision aid, "What would change this" (docs/decide.md).

>>> from gradus.advising.rules.options import by_course
>>> from gradus.advising.rules.rounding import rounded_share
>>> option = by_course((("Course", 250.0),), years=0.25, hours=130)
>>> found = what_would_change(option, Person(salary=85_000))
>>> [(change.key, rounded_share(change.full or 0)) for change in found][:2]
[('horizon_short', '0.7\\xa0%'), ('horizon_long', '0.2\\xa0%')]
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gradus.advising.rules.cash import Person
from gradus.advising.rules.options import Option
from gradus.advising.rules.roi import roi

SHORT, LONG = 5, 20
MORE_PAY = 1.5


@dataclass(frozen=True, slots=True)
class Change:
    """A changed assumption and the break-even raises it leads to; None: no raise suffices."""

    key: str
    money: float | None
    full: float | None


def what_would_change(option: Option, person: Person) -> tuple[Change, ...]:
    """One line for each change that leaves the study inside the years looked at."""
    return tuple(_changed(key, *case) for key, case in _cases(option, person))


def _cases(option: Option, person: Person) -> Iterator[tuple[str, tuple[Option, Person]]]:
    for key, horizon in (("horizon_short", SHORT), ("horizon_long", LONG)):
        if option.years < horizon:
            yield key, (option, replace(person, horizon=horizon))
    yield "free_hours", (option, replace(person, hour_value=0.0))
    yield "double_hours", (replace(option, hours=option.hours * 2), person)
    yield "paid_by_employer", (replace(option, fees=()), person)
    yield "more_pay", (option, replace(person, salary=person.salary * MORE_PAY))


def _changed(key: str, option: Option, person: Person) -> Change:
    share = roi(option, person).break_even
    return Change(key, share.money, share.full)
