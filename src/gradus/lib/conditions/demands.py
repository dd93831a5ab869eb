"""What an attempt must show to count, and the best attempt that does.

Source: the agreement format, "best eligible attempt": filter first by grade, identity,
supervision, age and date, then cite the highest grade, then the latest. An expired 91 must not
hide a fresh 78.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gradus.lib.conditions.dates import anniversary
from gradus.lib.conditions.evidence import IDENTITY, SUPERVISION, Attempt
from gradus.lib.conditions.grades import Bar
from gradus.lib.terms import Sentence

CHECKED = {"id_checked": Sentence("identity checked")}
WATCHED = {
    "remote": Sentence("exam supervised remotely or in person"),
    "in_person": Sentence("exam supervised in person"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One attempt against a demand: its margin, its last day, and why it does not count."""

    attempt: Attempt
    margin: Fraction | None
    until: date | None
    faults: tuple[Sentence, ...]
    unsigned: bool = False
    """The grade is in a scheme that no signed conversion compares."""

    @property
    def eligible(self) -> bool:
        """Whether the attempt counts."""
        return not self.faults and not self.unsigned


@dataclass(frozen=True, slots=True)
class Demand:
    """Least grade, identity, supervision, level and greatest age."""

    bar: Bar | None = None
    identity: str = "none"
    supervision: str = "none"
    level: str = ""
    max_years: int | None = None

    def find(self, attempt: Attempt, on: date) -> Finding:
        """How one attempt stands on the request date."""
        margin = self.bar.margin(attempt.grade) if self.bar else None
        until = anniversary(attempt.on, self.max_years) if self.max_years is not None else None
        faults = tuple(self._faults(attempt, margin, until, on))
        return Finding(attempt, margin, until, faults, self.bar is not None and margin is None)

    def _faults(
        self, attempt: Attempt, margin: Fraction | None, until: date | None, on: date
    ) -> list[Sentence]:
        faults = []
        if self.bar and margin is not None and margin < 0:
            faults.append(_below(self.bar, margin))
        if IDENTITY.index(attempt.identity) < IDENTITY.index(self.identity):
            faults.append(Sentence("identity was not checked"))
        if SUPERVISION.index(attempt.supervision) < SUPERVISION.index(self.supervision):
            faults.append(Sentence.of("not {how}", how=WATCHED[self.supervision]))
        if self.level and attempt.level != self.level:
            faults.append(Sentence.of("not at {level} level", level=self.level))
        if until is not None and until < on:
            faults.append(Sentence.of("over {years} years old", years=self.max_years or 0))
        return faults

    def wants(self) -> Sentence:
        """The demand in words."""
        parts = [
            *([Sentence.of("{grade} or more", grade=self.bar.value)] if self.bar else []),
            *([CHECKED[self.identity]] if self.identity in CHECKED else []),
            *([WATCHED[self.supervision]] if self.supervision in WATCHED else []),
            *([Sentence.of("{level} level", level=self.level)] if self.level else []),
            *(
                [Sentence.of("not over {years} years old", years=self.max_years)]
                if self.max_years is not None
                else []
            ),
        ]
        return Sentence.of("{parts}", parts=tuple(parts) or (Sentence("a passing result"),))


def _below(bar: Bar, margin: Fraction) -> Sentence:
    if bar.scheme.letters:
        return Sentence.of("below {least}", least=bar.value)
    return Sentence.of("{short} short of {least}", short=-margin, least=bar.value)


def findings(demand: Demand, attempts: Sequence[Attempt], on: date) -> tuple[Finding, ...]:
    """Every attempt that exists on the request date, the most telling first.

    First what counts (highest grade, then latest, then by name); then the nearest misses.
    """
    found = [demand.find(attempt, on) for attempt in attempts if attempt.on <= on]
    return tuple(sorted(found, key=_rank))


def _rank(finding: Finding) -> tuple[int, Fraction, int, str]:
    attempt = finding.attempt
    worth = finding.margin if finding.margin is not None else _points(attempt)
    return (
        len(finding.faults) + (1 if finding.unsigned else 0),
        -worth,
        -attempt.on.toordinal(),
        attempt.name,
    )


def _points(attempt: Attempt) -> Fraction:
    value = attempt.grade.value
    return value if isinstance(value, Fraction) else Fraction(0)
