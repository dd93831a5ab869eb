"""The grading policy as authored: assignment types with weights, and cut-offs.

Read from `grading_policy.json`; numbers are taken as the decimals they were written as. What is
wrong with a policy does not stop a course from loading: it is told, and must be settled before a
graded run opens. Law: OLX grading policy files; Gradus' authoring checks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from gradus.lib.terms import Json

_FULL: Final = Fraction(1)
_DEFAULT_CUTOFF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class AssignmentType:
    """Graded sequences of one `format`; `min_count` promises, `drop_count` forgives."""

    name: str
    short: str
    min_count: int
    drop_count: int
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Cutoff:
    """From which share on a letter is given."""

    letter: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class GradingPolicy:
    """Types in the authors' order, cut-offs from the highest to the lowest."""

    types: tuple[AssignmentType, ...] = ()
    cutoffs: tuple[Cutoff, ...] = ()

    @property
    def pass_share(self) -> Fraction | None:
        """The lowest cut-off that is not zero; None if there is no way to pass."""
        return min((cutoff.share for cutoff in self.cutoffs if cutoff.share > 0), default=None)


def policy_of(raw: Json) -> tuple[GradingPolicy, tuple[str, ...]]:
    """The policy in a `grading_policy.json`, and what is wrong with it, in words."""
    faults: list[str] = []
    if not isinstance(raw, Mapping):
        return GradingPolicy(), ("There is no grading policy: nothing counts towards a grade.",)
    items = raw.get("GRADER")
    if not isinstance(items, Sequence) or isinstance(items, str):
        items = ()
        faults.append("GRADER is not a list: nothing counts towards a grade.")
    types = tuple(_type(item, faults) for item in items if isinstance(item, Mapping))
    policy = GradingPolicy(types, _cutoffs(raw.get("GRADE_CUTOFFS"), faults))
    return policy, (*faults, *_doubts(policy))


def check_policy(policy: GradingPolicy, existing: Mapping[str, int]) -> tuple[str, ...]:
    """Why this policy cannot stand over a course with so many graded sequences of each format."""
    wrong = []
    for item in policy.types:
        promised = max(item.min_count, existing.get(item.name, 0))
        if item.drop_count >= promised and item.weight > 0:
            wrong.append(
                f"“{item.name}” drops {item.drop_count} of {promised}: it would be worth nothing."
            )
    return tuple(wrong)


def doubts_about(policy: GradingPolicy, existing: Mapping[str, int]) -> tuple[str, ...]:
    """What must be confirmed with a reason before a graded run opens."""
    names = {item.name for item in policy.types}
    unknown = [
        f"“{name}” is graded but not in the policy." for name in existing if name not in names
    ]
    empty = [f"“{name}” has a weight but no sequence." for name in names if name not in existing]
    return (*_doubts(policy), *sorted(unknown), *sorted(empty))


def _doubts(policy: GradingPolicy) -> tuple[str, ...]:
    doubts = []
    total = sum((item.weight for item in policy.types), Fraction(0))
    if policy.types and total != _FULL:
        doubts.append(f"The weights add up to {_shown(total)}, not to 1.")
    if any(item.weight < 0 for item in policy.types):
        doubts.append("A weight is negative.")
    names = [item.name for item in policy.types]
    doubts += [
        f"“{name}” appears twice." for name in sorted({n for n in names if names.count(n) > 1})
    ]
    return tuple(doubts)


def _type(item: Mapping[str, Json], faults: list[str]) -> AssignmentType:
    name = str(item.get("type") or item.get("name") or "")
    if not name:
        faults.append("An assignment type has no name.")
    return AssignmentType(
        name=name,
        short=str(item.get("short_label") or ""),
        min_count=_count(item.get("min_count", 1 if "name" in item else 0), name, faults),
        drop_count=_count(item.get("drop_count", 0), name, faults),
        weight=_share(item.get("weight", 0), f"the weight of “{name}”", faults),
    )


def _count(value: Json, name: str, faults: list[str]) -> int:
    number = _share(value, f"a count of “{name}”", faults)
    if number < 0 or number.denominator != 1:
        faults.append(f"A count of “{name}” is {_shown(number)}; taken as 0.")
        return 0
    return int(number)


def _share(value: Json, what: str, faults: list[str]) -> Fraction:
    """A number as the decimal it was written as."""
    try:
        return Fraction(str(value).strip())
    except (ValueError, ZeroDivisionError):
        faults.append(f"{what} is “{value}”, not a number; taken as 0.")
        return Fraction(0)


def _cutoffs(raw: Json, faults: list[str]) -> tuple[Cutoff, ...]:
    if not isinstance(raw, Mapping) or not raw:
        faults.append("There are no cut-offs; passing is taken as 50 %.")
        return (Cutoff("Pass", _DEFAULT_CUTOFF),)
    cutoffs = [Cutoff(str(k), _share(v, f"the cut-off “{k}”", faults)) for k, v in raw.items()]
    if any(not 0 <= cutoff.share <= 1 for cutoff in cutoffs):
        faults.append("A cut-off is not between 0 and 1.")
    return tuple(sorted(cutoffs, key=lambda cutoff: cutoff.share, reverse=True))


def _shown(number: Fraction) -> str:
    return str(float(number)) if number.denominator != 1 else str(number.numerator)
