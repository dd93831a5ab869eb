"""Grades are compared inside one scheme; a conversion is signed, never guessed.

>>> percent = Scheme("dd-percent", passing=Fraction(60))
>>> letters = Scheme("ng-letter", letters=("A", "B", "C"), passing="C")
>>> percent.worth(Fraction(78)) > percent.worth(Fraction(74))
True
>>> letters.worth("A") > letters.worth("B")
True
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Mark: TypeAlias = Fraction | str


@dataclass(frozen=True, slots=True)
class Grade:
    """A value in a named scheme: points of a hundred, or a letter."""

    scheme: str
    value: Mark


@dataclass(frozen=True, slots=True)
class Scheme:
    """A grading scheme: percent (no letters) or letters, best first."""

    id: str
    letters: tuple[str, ...] = ()
    passing: Mark | None = None

    def knows(self, value: Mark) -> bool:
        """Whether `value` is a grade of this scheme."""
        if self.letters:
            return value in self.letters
        return isinstance(value, Fraction) and 0 <= value <= self.highest

    def worth(self, value: Mark) -> Fraction:
        """A number that orders the scheme's grades; points in a percent scheme."""
        if isinstance(value, Fraction):
            return value
        return Fraction(len(self.letters) - self.letters.index(value))

    @property
    def highest(self) -> Fraction:
        """The worth of the best grade."""
        return Fraction(len(self.letters) or 100)


@dataclass(frozen=True, slots=True)
class Conversion:
    """A signed clause that maps one scheme's grades to another's, by lower bounds."""

    source: str
    target: str
    bands: tuple[tuple[Fraction, Mark], ...]
    clause: str

    def convert(self, worth: Fraction) -> Mark | None:
        """The grade of the highest band reached; None below all bands."""
        reached = [band for band in self.bands if worth >= band[0]]
        return max(reached, key=lambda band: band[0])[1] if reached else None


@dataclass(frozen=True, slots=True)
class Bar:
    """A least grade in a scheme, with the conversions signed into that scheme."""

    scheme: Scheme
    value: Mark
    conversions: tuple[tuple[Scheme, Conversion], ...] = ()

    def margin(self, grade: Grade) -> Fraction | None:
        """How far `grade` is above the bar; None when no signed conversion compares them.

        >>> Bar(Scheme("p"), Fraction(75)).margin(Grade("p", Fraction("74.99")))
        Fraction(-1, 100)
        """
        value = self.read(grade)
        return None if value is None else value - self.scheme.worth(self.value)

    def read(self, grade: Grade) -> Fraction | None:
        """The grade's worth in this bar's scheme."""
        if grade.scheme == self.scheme.id:
            return self.scheme.worth(grade.value) if self.scheme.knows(grade.value) else None
        for source, conversion in self.conversions:
            if source.id == grade.scheme and source.knows(grade.value):
                value = conversion.convert(source.worth(grade.value))
                return Fraction(0) if value is None else self.scheme.worth(value)
        return None
