"""What a condition answers: a state with its reason, its evidence and what is missing.

Order of states: cannot be met < can still be met < needs a person < met. `all` is the least of its
children, `any` the most, `at_least n` the n-th best.

>>> four = [State.MET, State.DISCRETION, State.PENDING, State.FAILED]
>>> [nth_best([Judgement(state) for state in four], n).value for n in (1, 2, 3, 4)]
['met', 'discretion', 'pending', 'failed']
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Protocol

from gradus.lib.conditions.evidence import Facts
from gradus.lib.terms import Sentence, State

NOTHING = Sentence("")


class Basis(Enum):
    """What a met condition rests on."""

    RECORDED = "recorded"
    DECLARED = "declared"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Margin:
    """How far above (or, negative, below) a bar; exact."""

    amount: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that would bring a condition closer, and by when.

    `kind` is take, declare, decide or wait; `what` is the course, statement, decision or window.
    """

    kind: str
    what: str
    sentence: Sentence
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a condition stands for one person on one day, and why."""

    state: State
    reason: Sentence = NOTHING
    clause: str = ""
    op: str = ""
    basis: Basis | None = None
    margin: Margin | None = None
    used: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    valid_through: date | None = None
    """Last day on which it is met without anything new; None: without end (or not met)."""
    changes: frozenset[date] = frozenset()
    """Days on which the answer could become another by itself."""
    credits: Fraction = Fraction(0)
    children: tuple["Judgement", ...] = ()

    def under(self, clause: str) -> "Judgement":
        """The same, citing `clause` unless it cites its own."""
        return self if self.clause or not clause else replace(self, clause=clause)


class Condition(Protocol):
    """A node of the language: it is asked about facts and answers with a judgement."""

    @property
    def clause(self) -> str:
        """The clause it stands in."""
        ...

    def judge(self, facts: Facts) -> Judgement:
        """How it stands."""
        ...


def worst(judgements: Iterable[Judgement]) -> State:
    """The state of `all`: the least; nothing asked is met."""
    return min((j.state for j in judgements), default=State.MET)


def nth_best(judgements: Iterable[Judgement], n: int) -> State:
    """The state of `at_least n`."""
    states = sorted((j.state for j in judgements), reverse=True)
    return states[n - 1] if n else State.MET


def nearest(judgements: Sequence[Judgement], n: int) -> tuple[Judgement, ...]:
    """The `n` children closest to being met; among equals the least work, then their order."""
    return tuple(sorted(judgements, key=_distance)[:n])


def _distance(judgement: Judgement) -> tuple[int, int]:
    rank = list(State).index(judgement.state)
    return -rank, len(judgement.missing)


def needs(judgements: Iterable[Judgement]) -> tuple[Missing, ...]:
    """Everything that is missing, each thing once."""
    return tuple(dict.fromkeys(need for j in judgements for need in j.missing))


def lasting(judgements: Iterable[Judgement], n: int) -> date | None:
    """Until when `n` of the met children stay met (None: without end)."""
    ends = sorted((j.valid_through or date.max for j in judgements), reverse=True)
    return None if not 0 < n <= len(ends) or ends[n - 1] == date.max else ends[n - 1]


def changes(judgements: Iterable[Judgement]) -> frozenset[date]:
    """Every day on which one of them could change."""
    return frozenset(day for j in judgements for day in j.changes)


def evidence(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """Everything used, each once, in order."""
    return tuple(dict.fromkeys(key for j in judgements for key in j.used))


def weakest(judgements: Iterable[Judgement]) -> Basis | None:
    """A conclusion rests on its weakest ground: a statement before a decision before a record."""
    order = (Basis.DECLARED, Basis.DECIDED, Basis.RECORDED)
    grounds = {j.basis for j in judgements}
    return next((basis for basis in order if basis in grounds), None)
