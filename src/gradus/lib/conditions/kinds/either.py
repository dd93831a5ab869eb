"""`any`: one child is enough; its state is the most of theirs."""

from dataclasses import dataclass
from typing import Self

from gradus.lib.conditions import tree
from gradus.lib.conditions.evidence import Facts
from gradus.lib.conditions.kinds.at_least import judge_at_least
from gradus.lib.conditions.reading import Reader


@dataclass(frozen=True, slots=True)
class Any:
    """One child must be met."""

    children: tuple[tree.Condition, ...]
    clause: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """From a list of conditions, at least one."""
        items = reader.items()
        if not items:
            raise reader.fault("Nothing can meet an empty choice.", "Add a condition.")
        return cls(tuple(item.condition() for item in items), reader.clause)

    def judge(self, facts: Facts) -> tree.Judgement:
        """The most of the children."""
        children = tuple(child.judge(facts) for child in self.children)
        return judge_at_least(1, children, self.clause, "any")
