"""`credits_at_least x`: the credits of what is met, then of what needs a person, then of the open.

The least group that reaches x gives the state.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Self

from gradus.lib.conditions import tree
from gradus.lib.conditions.evidence import Facts
from gradus.lib.conditions.reading import Reader
from gradus.lib.terms import Sentence, State

DESCENDING = (State.MET, State.DISCRETION, State.PENDING)


@dataclass(frozen=True, slots=True)
class CreditsAtLeast:
    """A sum of credits over distinct results."""

    credits: Fraction
    children: tuple[tree.Condition, ...]
    clause: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """From `credits` and `of`."""
        children = tuple(item.condition() for item in reader.at("of").items())
        return cls(reader.at("credits").number(), children, reader.clause)

    def judge(self, facts: Facts) -> tree.Judgement:
        """The state of the least group of children that reaches the sum."""
        children = tuple(child.judge(facts) for child in self.children)
        have = _sum(children, State.MET)
        state = next((s for s in DESCENDING if _sum(children, s) >= self.credits), State.FAILED)
        counted = [child for child in children if child.state is State.MET]
        rest = [child for child in children if child.state is not State.MET]
        return tree.Judgement(
            state,
            Sentence.of("{have} of {need} credits", have=have, need=self.credits),
            clause=self.clause,
            op="credits_at_least",
            basis=tree.weakest(counted) if state is State.MET else None,
            margin=tree.Margin(have - self.credits, "credits"),
            used=tree.evidence(counted),
            missing=tree.needs(rest) if state is State.PENDING else (),
            valid_through=self._lasting(counted) if state is State.MET else None,
            changes=tree.changes(children),
            credits=have,
            children=children,
        )

    def _lasting(self, met: list[tree.Judgement]) -> date | None:
        left = sum((child.credits for child in met), Fraction(0))
        ending = (child for child in met if child.valid_through)
        for child in sorted(ending, key=lambda c: c.valid_through or date.max):
            left -= child.credits
            if left < self.credits:
                return child.valid_through
        return None


def _sum(children: tuple[tree.Judgement, ...], least: State) -> Fraction:
    """The credits of the children at `least` or better; each result once."""
    seen: set[tuple[str, ...]] = set()
    total = Fraction(0)
    for child in children:
        if child.state >= least and (not child.used or child.used not in seen):
            seen.add(child.used)
            total += child.credits
    return total
