"""`all`: every child; its state is the least of theirs."""

from dataclasses import dataclass
from typing import Self

from gradus.lib.conditions import tree
from gradus.lib.conditions.evidence import Facts
from gradus.lib.conditions.reading import Reader
from gradus.lib.terms import Sentence, State


def judge_all(children: tuple[tree.Judgement, ...], clause: str = "") -> tree.Judgement:
    """The conjunction of what was judged."""
    state = tree.worst(children)
    met = state is State.MET
    decisive = [child for child in children if child.state is state]
    return tree.Judgement(
        state,
        Sentence.of("{parts}", parts=tuple(child.reason for child in decisive)),
        clause=clause,
        op="all",
        basis=tree.weakest(children) if met else None,
        used=tree.evidence(children),
        missing=() if state is State.FAILED else tree.needs(children),
        valid_through=tree.lasting(children, len(children)) if met else None,
        changes=tree.changes(children),
        children=children,
    )


@dataclass(frozen=True, slots=True)
class All:
    """Every child must be met."""

    children: tuple[tree.Condition, ...]
    clause: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """From a list of conditions."""
        return cls(tuple(item.condition() for item in reader.items()), reader.clause)

    def judge(self, facts: Facts) -> tree.Judgement:
        """The least of the children."""
        return judge_all(tuple(child.judge(facts) for child in self.children), self.clause)
