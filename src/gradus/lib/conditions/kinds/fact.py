"""`fact`: what only the learner can state (a degree, a language test, a master's already held).

Not known: can still be met ("declare it"). False and hard: cannot be met. False and soft: can
still be met. A statement is taken as such until the partner has seen the document.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Self

from gradus.lib.conditions.dates import after, anniversary
from gradus.lib.conditions.evidence import Facts, Statement
from gradus.lib.conditions.reading import Reader
from gradus.lib.conditions.tree import Basis, Judgement, Margin, Missing
from gradus.lib.terms import Sentence, State, Value


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement and what it must say: `wanted`, at least `least`, or one of `one_of`."""

    name: str
    label: str
    wanted: bool | None = None
    least: Fraction | None = None
    one_of: tuple[str, ...] = ()
    hard: bool = False
    max_years: int | None = None
    clause: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """From {name, is | at_least | any_of, hard, max_age}."""
        name = reader.at("name").text()
        tests = [test for test in ("is", "at_least", "any_of") if reader.has(test)]
        if len(tests) != 1:
            raise reader.fault("A fact is tested in one way.", "Write is, at_least or any_of.")
        return cls(
            name,
            reader.labels.get(name, name.replace("_", " ")),
            wanted=reader.at("is").flag() if reader.has("is") else None,
            least=reader.at("at_least").number() if reader.has("at_least") else None,
            one_of=reader.at("any_of").texts() if reader.has("any_of") else (),
            hard=reader.inside_not or (reader.has("hard") and reader.at("hard").flag()),
            max_years=(
                reader.at("max_age").at("years").whole() if reader.has("max_age") else None
            ),
            clause=reader.clause,
        )

    def judge(self, facts: Facts) -> Judgement:
        """How the statement stands."""
        statement = facts.statements.get(self.name)
        if statement is None:
            return self._unknown()
        until = self._until(statement)
        changes = frozenset([after(until)] if until and until >= facts.request_on else [])
        fresh = self.max_years is None or (until is not None and facts.request_on <= until)
        if self._says(statement) and fresh:
            return self._met(statement, until, changes)
        return self._not_met(statement, until if self._says(statement) else None)

    def _says(self, statement: Statement) -> bool:
        value = statement.value
        if self.least is not None:
            return isinstance(value, Fraction) and value >= self.least
        if self.one_of:
            held = value if isinstance(value, tuple) else (value,)
            return any(one in self.one_of for one in held)
        return value is self.wanted

    def _until(self, statement: Statement) -> date | None:
        if self.max_years is None or statement.on is None:
            return None
        return anniversary(statement.on, self.max_years)

    def _unknown(self) -> Judgement:
        sentence = Sentence.of("Tell us: {label}", label=self.label)
        return Judgement(
            State.PENDING,
            Sentence.of("{label}: not declared yet", label=self.label),
            clause=self.clause,
            op="fact",
            missing=(Missing("declare", self.name, sentence),),
        )

    def _met(
        self, statement: Statement, until: date | None, changes: frozenset[date]
    ) -> Judgement:
        words = (
            "{label}: {value} (proved)"
            if statement.proved
            else "{label}: {value} (your statement; proof will be asked for)"
        )
        return Judgement(
            State.MET,
            Sentence.of(words, label=self.label, value=_said(statement)),
            clause=self.clause,
            op="fact",
            basis=Basis.RECORDED if statement.proved else Basis.DECLARED,
            margin=self._margin(statement),
            valid_through=until,
            changes=changes,
        )

    def _not_met(self, statement: Statement, expired: date | None) -> Judgement:
        words = "{label}: {value}" if statement.proved else "{label}: {value} (your statement)"
        if self.max_years is not None and statement.on is None:
            words = "{label}: {value}, the day of the result is not stated"
        elif expired:
            words = "{label}: {value}, counted until {expired}"
        sentence = Sentence.of("Needed: {label}, {need}", label=self.label, need=self._need())
        return Judgement(
            State.FAILED if self.hard else State.PENDING,
            Sentence.of(words, label=self.label, value=_said(statement), expired=expired or ""),
            clause=self.clause,
            op="fact",
            basis=Basis.RECORDED if statement.proved else Basis.DECLARED,
            margin=self._margin(statement),
            missing=() if self.hard else (Missing("declare", self.name, sentence),),
        )

    def _margin(self, statement: Statement) -> Margin | None:
        if self.least is None or not isinstance(statement.value, Fraction):
            return None
        return Margin(statement.value - self.least, "points")

    def _need(self) -> Value:
        if self.least is not None:
            return Sentence.of("{least} or more", least=self.least)
        return self.one_of or Sentence("yes" if self.wanted else "no")


def _said(statement: Statement) -> Value:
    if isinstance(statement.value, bool):
        return Sentence("yes" if statement.value else "no")
    return statement.value or Sentence("none")
