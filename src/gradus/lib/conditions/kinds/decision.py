"""`decision`: a named office decides; open it needs a person, answered it is yes or no."""

from dataclasses import dataclass
from typing import Self

from gradus.lib.conditions.evidence import Facts
from gradus.lib.conditions.reading import Reader
from gradus.lib.conditions.tree import Basis, Judgement
from gradus.lib.terms import Sentence, State


@dataclass(frozen=True, slots=True)
class Decision:
    """Something only a person can say."""

    id: str
    by: str
    label: str
    clause: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """From {id, by}."""
        name = reader.at("id").text()
        label = reader.labels.get(name, name.replace("-", " ").replace("_", " "))
        return cls(name, reader.at("by").text(), label, reader.clause)

    def judge(self, facts: Facts) -> Judgement:
        """Whether it was decided, and how."""
        answer = facts.decisions.get(self.id)
        if answer is None:
            return self._judgement(State.DISCRETION, "{label}: a person at the partner decides")
        if answer:
            return self._judgement(State.MET, "{label}: decided, yes", Basis.DECIDED)
        return self._judgement(State.FAILED, "{label}: decided, no", Basis.DECIDED)

    def _judgement(self, state: State, template: str, basis: Basis | None = None) -> Judgement:
        reason = Sentence.of(template, label=self.label)
        return Judgement(state, reason, clause=self.clause, op="decision", basis=basis)
