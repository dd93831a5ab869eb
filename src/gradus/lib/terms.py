"""Types that every room shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import total_ordering
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Value: TypeAlias = "bool | int | str | Fraction | date | Sentence | tuple[Value, ...]"


@total_ordering
class State(Enum):
    """How a rule stands for a person; ordered, because `all` is the least and `any` the most.

    A person's decision ranks above what can still be met: nothing remains for the learner to do.

    >>> max(State.FAILED, State.PENDING), min(State.MET, State.DISCRETION)
    (<State.PENDING: 'pending'>, <State.DISCRETION: 'discretion'>)
    """

    FAILED = "failed"
    PENDING = "pending"
    DISCRETION = "discretion"
    MET = "met"

    def __lt__(self, other: "State") -> bool:
        ranks = list(State)
        return ranks.index(self) < ranks.index(other)


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English template and what fills its places; translated at the edge, where it is shown.

    >>> str(Sentence.of("{course} {grade} on {on}", course="DD2", grade=Fraction(149, 2),
    ...                 on=date(2025, 5, 18)))
    'DD2 74.5 on 18 May 2025'
    """

    template: str
    values: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, template: str, **values: Value) -> "Sentence":
        """A sentence whose places are filled by name."""
        return cls(template, tuple(values.items()))

    def __str__(self) -> str:
        return self.template.format(**{name: spoken(value) for name, value in self.values})


def spoken(value: Value) -> str:
    """A value as a person reads it: exact decimals, dates with the month's name, lists joined.

    >>> spoken(Fraction(7499, 100)), spoken(Fraction(1, 3)), spoken(("DD1", "DD2"))
    ('74.99', '1/3', 'DD1, DD2')
    """
    if isinstance(value, Fraction):
        return decimal(value)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, tuple):
        return ", ".join(spoken(part) for part in value)
    return str(value)


def decimal(value: Fraction) -> str:
    """An exact decimal where there is a short one, else a fraction; never a rounded number."""
    for digits in range(5):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            sign, whole = ("-" if value < 0 else ""), abs(scaled.numerator)
            text = f"{whole:0{digits + 1}d}"
            return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)
    return str(value)
