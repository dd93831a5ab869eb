"""What a learner's marks come to under a policy: computed on reading, explained item by item.

Source: OLX grading policies. Two rounding laws, fixed per run: `openedx` rounds each sequence to
four decimals (half to even) and the course to whole per cent so that x.45 rounds up; `exact`
rounds nothing before it compares. Placeholders for promised items that do not exist yet count 0.

>>> from gradus.courseware.grading import AssignmentType, Cutoff, GradingPolicy
>>> policy = GradingPolicy(
...     (AssignmentType("Homework", "HW", 3, 1, Fraction("0.3")),
...      AssignmentType("Exam", "Ex", 1, 0, Fraction("0.7"))),
...     (Cutoff("Pass", Fraction("0.6")),))
>>> homework = [Sequence.of("Homework", 3, 4), Sequence.of("Homework", 9, 10)]
>>> exam = Sequence.of("Exam", 41, 60)
>>> course_grade(policy, (*homework, exam), Rounding.OPENEDX).share
Fraction(73, 100)
>>> course_grade(policy, (*homework, exam), Rounding.EXACT).share
Fraction(871, 1200)
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from gradus.courseware.grading import AssignmentType, Cutoff, GradingPolicy
from gradus.lib.rounding import half_even
from gradus.lib.terms import Json

ZERO: Final = Fraction(0)
_PLACES: Final = 4
_NEARLY_HALF: Final = Fraction(55, 100)


class Rounding(StrEnum):
    """The rounding law of a run."""

    OPENEDX = "openedx"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Item:
    """A problem in a graded sequence: weighted points, and how many could still be had."""

    key: str
    title: str
    earned: Fraction
    possible: Fraction
    reachable: Fraction
    answered: bool = False

    @classmethod
    def weighted(
        cls, earned: Fraction, maximum: Fraction, weight: Fraction | None
    ) -> "tuple[Fraction, Fraction]":
        """Points earned and possible under a weight; without points nothing counts.

        >>> Item.weighted(Fraction(2), Fraction(3), Fraction(10))
        (Fraction(20, 3), Fraction(10, 1))
        """
        if not maximum:
            return ZERO, ZERO
        return (earned, maximum) if weight is None else (earned * weight / maximum, weight)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A graded sequence with the items this learner sees."""

    key: str
    title: str
    format: str
    items: tuple[Item, ...]
    closed: bool = False

    @classmethod
    def of(cls, kind: str, earned: int | Fraction, possible: int | Fraction) -> "Sequence":
        """A sequence of one item, closed; for examples and tests."""
        item = Item("", "", Fraction(earned), Fraction(possible), Fraction(earned), answered=True)
        return cls("", "", kind, (item,), closed=True)

    @property
    def earned(self) -> Fraction:
        return sum((item.earned for item in self.items), ZERO)

    @property
    def possible(self) -> Fraction:
        return sum((item.possible for item in self.items), ZERO)

    @property
    def begun(self) -> bool:
        """Something was answered, or nothing can be answered any more."""
        return self.closed or any(item.answered for item in self.items)


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a type's account: a sequence, or a promised one that does not exist yet."""

    title: str
    key: str
    earned: Fraction
    possible: Fraction
    share: Fraction
    placeholder: bool = False
    dropped: bool = False
    begun: bool = False


@dataclass(frozen=True, slots=True)
class TypeGrade:
    """The account of an assignment type: lines, how many count, and what they come to."""

    type: AssignmentType
    lines: tuple[Line, ...]
    counted: int
    share: Fraction

    @property
    def contribution(self) -> Fraction:
        """What the type adds to the course."""
        return self.share * self.type.weight


@dataclass(frozen=True, slots=True)
class Grade:
    """A course result under the official rule; `raw` is unrounded, `share` is what is compared."""

    types: tuple[TypeGrade, ...]
    raw: Fraction
    share: Fraction
    letter: str
    passed: bool
    pass_share: Fraction | None
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class Outlook:
    """Three figures with names, and what passing still needs.

    `so_far` counts only what is answered or closed (None: nothing is); `if_you_stop` is the
    official result of today; `reachable` is the result if every open item is answered fully.
    `needed` is the least whole per cent of the open points that passes; None: not possible.
    """

    if_you_stop: Grade
    so_far: Fraction | None
    reachable: Fraction
    needed: int | None


def course_grade(
    policy: GradingPolicy, sequences: Iterable[Sequence], rounding: Rounding
) -> Grade:
    """The official result: what is missing is 0, nothing is normalised."""
    by_format: dict[str, list[Sequence]] = {}
    for sequence in sequences:
        if sequence.possible > 0:
            by_format.setdefault(sequence.format, []).append(sequence)
    types = tuple(
        _type_grade(item, by_format.get(item.name, []), rounding) for item in policy.types
    )
    raw = sum((grade.contribution for grade in types), ZERO)
    share = whole_percent(raw) if rounding is Rounding.OPENEDX else raw
    lowest = policy.pass_share
    return Grade(
        types=types,
        raw=raw,
        share=share,
        letter=_letter(policy.cutoffs, share),
        passed=lowest is not None and share >= lowest,
        pass_share=lowest,
        rounding=rounding,
    )


def outlook(policy: GradingPolicy, sequences: tuple[Sequence, ...], rounding: Rounding) -> Outlook:
    """So far, if you stop now, still reachable, and what is needed on the rest."""
    now = course_grade(policy, sequences, rounding)
    best = _with_share_of_rest(policy, sequences, rounding, 100)
    return Outlook(
        if_you_stop=now,
        so_far=_so_far(policy, sequences, rounding),
        reachable=best.share,
        needed=_needed(policy, sequences, rounding),
    )


def whole_percent(raw: Fraction) -> Fraction:
    """The reference's rounding to whole per cent.

    >>> whole_percent(Fraction("0.5945")), whole_percent(Fraction("0.5944"))
    (Fraction(3, 5), Fraction(59, 100))
    """
    return Fraction(math.floor(raw * 100 + _NEARLY_HALF), 100)


def _type_grade(item: AssignmentType, sequences: list[Sequence], rounding: Rounding) -> TypeGrade:
    lines = [_line(sequence, rounding) for sequence in sequences]
    lines += [
        Line(f"{item.name} {number}", "", ZERO, ZERO, ZERO, placeholder=True)
        for number in range(len(lines) + 1, item.min_count + 1)
    ]
    order = sorted(range(len(lines)), key=lambda place: (-lines[place].share, place))
    counted = max(len(lines) - item.drop_count, 0)
    for place in order[counted:]:
        lines[place] = replace(lines[place], dropped=True)
    total = sum((line.share for line in lines if not line.dropped), ZERO)
    return TypeGrade(item, tuple(lines), counted, total / counted if counted else ZERO)


def _line(sequence: Sequence, rounding: Rounding) -> Line:
    earned, possible = sequence.earned, sequence.possible
    share = earned / possible
    if rounding is Rounding.OPENEDX:
        share = half_even(share, _PLACES)
    return Line(sequence.title, sequence.key, earned, possible, share, begun=sequence.begun)


def _letter(cutoffs: tuple[Cutoff, ...], share: Fraction) -> str:
    return next((cutoff.letter for cutoff in cutoffs if share >= cutoff.share), "")


def _so_far(
    policy: GradingPolicy, sequences: tuple[Sequence, ...], rounding: Rounding
) -> Fraction | None:
    """What is answered or closed, each type by its weight; all else is left out."""
    begun = tuple(
        sequence
        if sequence.closed
        else replace(sequence, items=tuple(item for item in sequence.items if item.answered))
        for sequence in sequences
        if sequence.begun
    )
    names = {sequence.format for sequence in begun if sequence.possible > 0}
    kept = [replace(item, min_count=0) for item in policy.types if item.name in names]
    weights = sum((item.weight for item in kept), ZERO)
    if not weights:
        return None
    types = tuple(replace(item, drop_count=_forgiven(item, begun)) for item in kept)
    grade = course_grade(GradingPolicy(types, policy.cutoffs), begun, rounding)
    return grade.raw / weights


def _forgiven(item: AssignmentType, begun: tuple[Sequence, ...]) -> int:
    """Of few begun items none is dropped before more exist than are dropped."""
    count = sum(1 for s in begun if s.format == item.name and s.possible > 0)
    return min(item.drop_count, max(count - 1, 0))


def _with_share_of_rest(
    policy: GradingPolicy, sequences: tuple[Sequence, ...], rounding: Rounding, percent: int
) -> Grade:
    """The result if so many per cent of all that is open were still earned."""
    share = Fraction(percent, 100)
    reached = tuple(
        replace(sequence, items=tuple(_improved(item, share) for item in sequence.items))
        for sequence in sequences
    )
    counts = {
        item.name: sum(1 for s in sequences if s.format == item.name and s.possible > 0)
        for item in policy.types
    }
    promised = tuple(
        Sequence("", "", item.name, (Item("", "", share, Fraction(1), share),))
        for item in policy.types
        for _ in range(item.min_count - counts[item.name])
    )
    return course_grade(policy, (*reached, *promised), rounding)


def _improved(item: Item, share: Fraction) -> Item:
    return replace(item, earned=item.earned + (item.reachable - item.earned) * share)


def _needed(
    policy: GradingPolicy, sequences: tuple[Sequence, ...], rounding: Rounding
) -> int | None:
    """Better marks never lower a result, so the least passing share can be searched by halves."""
    if not _with_share_of_rest(policy, sequences, rounding, 100).passed:
        return None
    low, high = 0, 100
    while low < high:
        middle = (low + high) // 2
        if _with_share_of_rest(policy, sequences, rounding, middle).passed:
            high = middle
        else:
            low = middle + 1
    return low


def explained(grade: Grade) -> Json:
    """The whole account of a result, exact, as it is frozen with a final grade."""
    return {
        "rounding": grade.rounding.value,
        "raw": str(grade.raw),
        "share": str(grade.share),
        "letter": grade.letter,
        "passed": grade.passed,
        "pass_share": None if grade.pass_share is None else str(grade.pass_share),
        "types": [
            {
                "name": one.type.name,
                "weight": str(one.type.weight),
                "min_count": one.type.min_count,
                "drop_count": one.type.drop_count,
                "counted": one.counted,
                "share": str(one.share),
                "contribution": str(one.contribution),
                "lines": [_line_json(line) for line in one.lines],
            }
            for one in grade.types
        ],
    }


def _line_json(line: Line) -> Json:
    return {
        "key": line.key,
        "title": line.title,
        "earned": str(line.earned),
        "possible": str(line.possible),
        "share": str(line.share),
        "placeholder": line.placeholder,
        "dropped": line.dropped,
    }
