"""`not`: met turns into cannot be met and back; what is open or with a person stays so.

Only over statements and decisions: over a course not yet taken it would promise too much; there
`absent` serves. Statements inside are hard: a "no" is a "no".
"""

from dataclasses import dataclass, replace
from typing import Self

from gradus.lib.conditions import tree
from gradus.lib.conditions.evidence import Facts
from gradus.lib.conditions.reading import Reader
from gradus.lib.terms import State

TURNED = {State.MET: State.FAILED, State.FAILED: State.MET}


@dataclass(frozen=True, slots=True)
class Not:
    """The child must not be met."""

    child: tree.Condition
    clause: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """From one condition."""
        return cls(replace(reader, inside_not=True).condition(), reader.clause)

    def judge(self, facts: Facts) -> tree.Judgement:
        """The child, turned."""
        child = self.child.judge(facts)
        state = TURNED.get(child.state, child.state)
        return tree.Judgement(
            state,
            child.reason,
            clause=self.clause,
            op="not",
            basis=child.basis,
            missing=child.missing if state is State.PENDING else (),
            changes=child.changes,
            children=(child,),
        )
