"""`at_least n`: the n-th best child decides; `any` is `at_least 1`."""

from dataclasses import dataclass
from typing import Self

from gradus.lib.conditions import tree
from gradus.lib.conditions.evidence import Facts
from gradus.lib.conditions.reading import Reader
from gradus.lib.terms import Sentence, State


def judge_at_least(
    n: int, children: tuple[tree.Judgement, ...], clause: str = "", op: str = "at_least"
) -> tree.Judgement:
    """The n-th best of what was judged."""
    state = tree.nth_best(children, n)
    chosen = tree.nearest(children, n)
    met = tuple(child for child in children if child.state is State.MET)
    done = state is State.MET
    return tree.Judgement(
        state,
        _reason(n, len(children), len(met), chosen),
        clause=clause,
        op=op,
        basis=tree.weakest(chosen) if done else None,
        used=tree.evidence(chosen),
        missing=() if state is State.FAILED else tree.needs(chosen),
        valid_through=tree.lasting(met, n) if done else None,
        changes=tree.changes(children),
        children=children,
    )


def _reason(n: int, offered: int, met: int, chosen: tuple[tree.Judgement, ...]) -> Sentence:
    parts = tuple(child.reason for child in chosen)
    if n == 1:
        return Sentence.of("{parts}", parts=parts)
    return Sentence.of(
        "{met} of the {n} needed, {offered} to choose from: {parts}",
        met=min(met, n),
        n=n,
        offered=offered,
        parts=parts,
    )


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number of the children must be met, any of them."""

    n: int
    children: tuple[tree.Condition, ...]
    clause: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """From `n` and `of`; more than there are children is an error of the author."""
        n, children = reader.at("n").whole(), reader.at("of").items()
        if not 1 <= n <= len(children):
            raise reader.at("n").fault(
                f"{n} of {len(children)} can never be met.", "Correct n or add conditions."
            )
        return cls(n, tuple(item.condition() for item in children), reader.clause)

    def judge(self, facts: Facts) -> tree.Judgement:
        """The n-th best child."""
        children = tuple(child.judge(facts) for child in self.children)
        return judge_at_least(self.n, children, self.clause)
