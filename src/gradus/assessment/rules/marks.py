"""Which of several attempts counts, and what a learner's rows come to in each sequence.

Source: `grading_method` of OLX problems; the last attempt counts unless the author said otherwise.

>>> tries = (Fraction(1, 2), Fraction(1), Fraction(0))
>>> [str(counting(method, tries)) for method in ("last_score", "first_score", "highest_score",
...                                              "average_score")]
['0', '1/2', '1', '1/2']
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from gradus.assessment.rules.grading import ZERO, Item
from gradus.assessment.rules.grading import Sequence as GradedSequence
from gradus.courseware.graded import CountedProblem, CountedSequence
from gradus.lib.rounding import half_even

_AVERAGE_PLACES: Final = 2


@dataclass(frozen=True, slots=True)
class Attempt:
    """A marked answer, as grading sees it."""

    problem_key: str
    number: int
    earned: Fraction
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Tries:
    """How many attempts were used at a problem, and the points of those that are known.

    Where the last attempt counts it is enough to know that one.
    """

    used: int
    earned: tuple[Fraction, ...]


UNTRIED: Final = Tries(0, ())


def counting(method: str, earned: Sequence[Fraction]) -> Fraction:
    """The points that count, of at least one attempt in order."""
    name = method.removesuffix("_score")
    if name == "first":
        return earned[0]
    if name == "highest":
        return max(earned)
    if name == "average":
        return half_even(sum(earned, ZERO) / len(earned), _AVERAGE_PLACES)
    return earned[-1]


def by_problem(attempts: Iterable[Attempt]) -> dict[str, Tries]:
    """The attempts at each problem, in the order given."""
    tries: dict[str, Tries] = {}
    for attempt in attempts:
        before = tries.get(attempt.problem_key, UNTRIED)
        used = max(before.used, attempt.number)
        tries[attempt.problem_key] = Tries(used, (*before.earned, attempt.earned))
    return tries


def graded_sequences(
    sequences: Iterable[CountedSequence],
    tries: Mapping[str, Tries],
    *,
    dated: bool,
    now: datetime,
) -> tuple[GradedSequence, ...]:
    """The graded sequences with this learner's marks; due dates bind only in a dated run."""
    return tuple(
        _sequence(sequence, tries, dated=dated, now=now)
        for sequence in sequences
        if sequence.graded
    )


def _sequence(
    sequence: CountedSequence,
    tries: Mapping[str, Tries],
    *,
    dated: bool,
    now: datetime,
) -> GradedSequence:
    counted = [problem for problem in sequence.problems if problem.graded]
    late = {problem.key for problem in counted if dated and _is_late(problem, now)}
    return GradedSequence(
        key=sequence.key,
        title=sequence.title,
        format=sequence.format,
        items=tuple(
            _item(problem, tries.get(problem.key, UNTRIED), late=problem.key in late)
            for problem in counted
        ),
        closed=bool(counted) and len(late) == len(counted),
    )


def _is_late(problem: CountedProblem, now: datetime) -> bool:
    return problem.due is not None and now > problem.due + problem.grace


def _item(problem: CountedProblem, tries: Tries, *, late: bool) -> Item:
    if not tries.earned:
        reachable = ZERO if late else problem.possible
        return Item(problem.key, problem.title, ZERO, problem.possible, reachable)
    earned = counting(problem.method, tries.earned) * problem.scale
    spent = problem.allowed is not None and tries.used >= problem.allowed
    return Item(
        key=problem.key,
        title=problem.title,
        earned=earned,
        possible=problem.possible,
        reachable=earned if late or spent else max(earned, problem.possible),
        answered=True,
    )
