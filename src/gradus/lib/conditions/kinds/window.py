"""`window`: inside a period it is met; before a later one it can still be met.

A next period that is expected but not published is "not yet published", never impossible.
"""

from dataclasses import dataclass
from typing import Self

from gradus.lib.conditions import reading
from gradus.lib.conditions.dates import after
from gradus.lib.conditions.evidence import Facts
from gradus.lib.conditions.tree import Judgement, Missing
from gradus.lib.terms import Sentence, State


@dataclass(frozen=True, slots=True)
class Window:
    """A request must be sent inside one of the periods."""

    window: reading.Window
    clause: str = ""

    @classmethod
    def read(cls, reader: reading.Reader) -> Self:
        """From the name of a defined window."""
        name = reader.text()
        if name not in reader.windows:
            known = ", ".join(reader.windows) or "none"
            raise reader.fault(f"No window {name!r} is defined.", f"Defined: {known}.")
        return cls(reader.windows[name], reader.clause)

    def judge(self, facts: Facts) -> Judgement:
        """Whether the request date lies in a period."""
        day = facts.request_on
        cycles = sorted(self.window.cycles, key=lambda cycle: cycle.opens)
        for cycle in cycles:
            if cycle.opens <= day <= cycle.closes:
                return self._open(cycle)
        for cycle in cycles:
            if day < cycle.opens:
                return self._later(cycle)
        return self._after_all()

    def _open(self, cycle: reading.Cycle) -> Judgement:
        return Judgement(
            State.MET,
            Sentence.of("open until {closes}", closes=cycle.closes),
            clause=self.clause,
            op="window",
            valid_through=cycle.closes,
            changes=frozenset([after(cycle.closes)]),
        )

    def _later(self, cycle: reading.Cycle) -> Judgement:
        sentence = Sentence.of(
            "Send the request between {opens} and {closes}", opens=cycle.opens, closes=cycle.closes
        )
        return Judgement(
            State.PENDING,
            Sentence.of("closed now, opens {opens}", opens=cycle.opens),
            clause=self.clause,
            op="window",
            missing=(Missing("wait", self.window.name, sentence, cycle.closes),),
            changes=frozenset([cycle.opens]),
        )

    def _after_all(self) -> Judgement:
        last = max((cycle.closes for cycle in self.window.cycles), default=None)
        if not self.window.further:
            reason = (
                Sentence.of("the last period closed on {last}", last=last)
                if last
                else Sentence("no period is planned")
            )
            return Judgement(State.FAILED, reason, clause=self.clause, op="window")
        unpublished = Sentence("the next period is not yet published")
        missing = Missing("wait", self.window.name, Sentence("Wait for the next period"))
        return Judgement(
            State.PENDING, unpublished, clause=self.clause, op="window", missing=(missing,)
        )
