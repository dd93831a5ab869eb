"""An articulation agreement: which results a partner accepts, for how much, toward which degree.

Source: the format gradus.agreement/1; `agreement_file` reads it.

>>> third = Limit("third", "4.1", Fraction("1/3"), None, (), None, True, Fraction("1/2"))
>>> third.cap(Fraction(48), Fraction(0)).limit, third.cap(Fraction(36), Fraction(6)).limit
(Fraction(16, 1), Fraction(6, 1))
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from gradus.lib.conditions.reading import Window
from gradus.lib.conditions.tree import Condition
from gradus.lib.money import Money
from gradus.pathways.rules.allocation import Cap


@dataclass(frozen=True, slots=True)
class Award:
    """One line: what is granted, for which evidence, where it may count."""

    id: str
    mode: str
    clause: str
    credits: Fraction
    equivalent: str
    consumes: tuple[str, ...]
    counts_toward: tuple[str, ...]
    block: bool
    when: Condition


@dataclass(frozen=True, slots=True)
class Waiver:
    """A requirement of the degree that falls away; no credit."""

    id: str
    waives: str
    clause: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Limit:
    """A cap as it is written."""

    id: str
    clause: str
    fraction: Fraction | None
    max_credits: Fraction | None
    by_degree_size: tuple[tuple[Fraction, Fraction], ...]
    lines: frozenset[str] | None
    shared: bool
    """Other transfer credit falls under it too."""
    step: Fraction | None

    def cap(self, degree: Fraction, other_transfer: Fraction) -> Cap:
        """The cap for a degree of this size; rounded down to whole steps."""
        if self.fraction is not None:
            limit = self.fraction * degree
        elif self.max_credits is not None:
            limit = self.max_credits
        else:
            reached = [most for least, most in self.by_degree_size if degree >= least]
            limit = reached[-1] if reached else Fraction(0)
        if self.step:
            limit = floor(limit / self.step) * self.step
        used = other_transfer if self.shared else Fraction(0)
        return Cap(self.id, max(limit - used, Fraction(0)), self.lines, self.clause)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How far evidence used for one purpose may serve another."""

    between: frozenset[str]
    max_credits: Fraction | None
    clause: str


@dataclass(frozen=True, slots=True)
class Admission:
    """Who admits, and how that relates to credit."""

    mode: str
    clause: str
    when: Condition | None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed for whom, and when."""

    org: str
    name: str
    role: str
    signed: date


@dataclass(frozen=True, slots=True)
class Question:
    """A statement that a learner can make, and how it is asked."""

    name: str
    text: str
    kind: str
    choices: tuple[tuple[str, str], ...]
    dated: bool = False
    """The day of the result matters."""


@dataclass(frozen=True)
class Agreement:
    """One signed edition."""

    id: str
    version: str
    status: str
    program: str
    sending: str
    receiving: str
    degree: str
    effective_from: date
    effective_to: date
    review_by: date
    teach_out_until: date | None
    signatures: tuple[Signature, ...]
    document_url: str
    document_sha256: str
    percent_scheme: str
    """The scheme in which the sender states percentages."""
    clauses: Mapping[str, str]
    questions: tuple[Question, ...]
    admission: Admission
    windows: Mapping[str, Window]
    eligibility: Condition
    awards: tuple[Award, ...]
    waivers: tuple[Waiver, ...]
    limits: tuple[Limit, ...]
    min_credits_here: Fraction
    min_on_campus: int
    residency_clause: str
    sharing: tuple[Sharing, ...]
    fee: Money | None
    """For each line that is accepted."""
    fee_clause: str
    decision_days: int
    appeal_days: int
