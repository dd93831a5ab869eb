"""From checked data to conditions: what the parser of each kind is given.

A kind that holds children is handed the reader, so that it never imports its registry.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from gradus.lib.conditions.grades import Bar, Conversion, Mark, Scheme
from gradus.lib.conditions.tree import Condition
from gradus.lib.terms import Json

Path: TypeAlias = tuple[str | int, ...]


class Unreadable(ValueError):
    """Data that keeps the form and still makes no sense: where, what, and what mends it."""

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        super().__init__(f"{'.'.join(map(str, path))}: {what} {remedy}")
        self.path = path
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Cycle:
    """One period in which something may be done, both days included."""

    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class Window:
    """Named periods; `further` says that more are expected though not yet published."""

    name: str
    cycles: tuple[Cycle, ...]
    further: bool = False


def _no_condition(reader: "Reader") -> Condition:
    raise reader.fault("No condition belongs here.", "Remove it.")


@dataclass(frozen=True)
class Reader:
    """A place in a document, with what the document defined."""

    data: Json
    condition_of: "Callable[[Reader], Condition]" = _no_condition
    path: Path = ()
    clause: str = ""
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    conversions: tuple[Conversion, ...] = ()
    windows: Mapping[str, Window] = field(default_factory=dict)
    definitions: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    """What a fact or a decision is called for people."""
    inside_not: bool = False

    def fault(self, what: str, remedy: str) -> Unreadable:
        """A fault in this place."""
        return Unreadable(self.path, what, remedy)

    def has(self, name: str) -> bool:
        """Whether a part is written."""
        return isinstance(self.data, Mapping) and name in self.data

    def at(self, step: str | int) -> "Reader":
        """One part of the data, by name or index."""
        value: Json
        if isinstance(step, int) and isinstance(self.data, Sequence):
            value = self.data[step]
        elif isinstance(self.data, Mapping) and step in self.data:
            value = self.data[str(step)]
        else:
            raise self.fault(f"{step!r} is missing.", f"Add “{step}: …”.")
        return replace(self, data=value, path=(*self.path, step))

    def items(self) -> list["Reader"]:
        """The parts of a list."""
        if not isinstance(self.data, Sequence) or isinstance(self.data, str):
            raise self.fault("A list belongs here.", "Write each item on a line with a dash.")
        return [self.at(index) for index in range(len(self.data))]

    def condition(self) -> Condition:
        """The condition written here."""
        return self.condition_of(self)

    def text(self) -> str:
        """A word."""
        if not isinstance(self.data, str):
            raise self.fault("A word belongs here.", "Write it in quotes.")
        return self.data

    def texts(self) -> tuple[str, ...]:
        """A list of words."""
        return tuple(item.text() for item in self.items())

    def number(self) -> Fraction:
        """An exact number: whole, decimal in quotes, or a ratio."""
        if isinstance(self.data, str | int) and not isinstance(self.data, bool):
            try:
                return Fraction(self.data)
            except (ValueError, ZeroDivisionError):
                pass
        raise self.fault("A number belongs here.", 'For example "7.5" or "1/3".')

    def whole(self) -> int:
        """A whole number."""
        value = self.number()
        if value.denominator != 1:
            raise self.fault("A whole number belongs here.", "For example 2.")
        return value.numerator

    def flag(self) -> bool:
        """True or false, from checked data or its text."""
        if self.data in (True, "true"):
            return True
        if self.data in (False, "false"):
            return False
        raise self.fault("true or false belongs here.", "Write true or false.")

    def day(self) -> date:
        """A date, from its ISO text."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.fault("This is not a date.", "For example 2027-06-30.") from None

    def bar(self) -> Bar:
        """A least grade: {scheme, value}."""
        scheme = self.scheme()
        value: Mark = self.at("value").text() if scheme.letters else self.at("value").number()
        if not scheme.knows(value):
            raise self.at("value").fault(f"{scheme.id} has no grade {value}.", "Correct it.")
        signed = tuple(
            (self.schemes[conversion.source], conversion)
            for conversion in self.conversions
            if conversion.target == scheme.id
        )
        return Bar(scheme, value, signed)

    def scheme(self) -> Scheme:
        """The named grading scheme."""
        name = self.at("scheme").text()
        if name not in self.schemes:
            known = ", ".join(self.schemes) or "none"
            raise self.at("scheme").fault(f"No scheme {name!r}.", f"Defined: {known}.")
        return self.schemes[name]
