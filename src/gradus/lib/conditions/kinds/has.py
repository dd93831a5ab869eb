"""`has`: a result of a course (or of any course with a tag), or a credential, is on the record.

Met if an eligible one exists; it can still be met if something open could produce one (the unknown
counts as open); else it cannot. A grade that no signed conversion compares needs a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Self

from gradus.lib.conditions.dates import after, anniversary
from gradus.lib.conditions.demands import Demand, Finding, findings
from gradus.lib.conditions.evidence import Attempt, Facts, Held
from gradus.lib.conditions.reading import Reader
from gradus.lib.conditions.tree import Basis, Judgement, Margin, Missing
from gradus.lib.terms import Sentence, State


@dataclass(frozen=True, slots=True)
class Has:
    """What must be on the record: exactly one of `course`, `tag`, `credential`."""

    demand: Demand
    course: str = ""
    tag: str = ""
    credential: str = ""
    label: str = ""
    """What a credential is called in a sentence."""
    clause: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """From {course | tag | credential} with what is demanded of it."""
        kinds = [kind for kind in ("course", "tag", "credential") if reader.has(kind)]
        if len(kinds) != 1:
            raise reader.fault("One thing is asked at a time.", "Write course, tag or credential.")
        names = {kind: reader.at(kind).text() for kind in kinds}
        name = names.get("credential", "")
        label = reader.labels.get(name, f"the credential {name}")
        return cls(read_demand(reader), label=label, clause=reader.clause, **names)

    @property
    def what(self) -> str:
        """The course, tag or credential."""
        return self.course or self.tag or self.credential

    def judge(self, facts: Facts) -> Judgement:
        """Whether it is there."""
        if self.credential:
            return self._credential(facts)
        attempts = [a for a in facts.attempts if a.course == self.course or self.tag in a.tags]
        found = findings(self.demand, attempts, facts.request_on)
        changes = _changes(self.demand.max_years, attempts, facts.request_on)
        eligible = [finding for finding in found if finding.eligible]
        if eligible:
            return self._met(eligible, found, changes, facts)
        if any(finding.unsigned and not finding.faults for finding in found):
            return self._unsigned(found, changes)
        return self._not_met(found, changes, facts)

    def _met(
        self,
        eligible: Sequence[Finding],
        found: Sequence[Finding],
        changes: frozenset[date],
        facts: Facts,
    ) -> Judgement:
        cited = eligible[0]
        ends = [finding.until for finding in eligible]
        hidden = [f for f in found if not f.eligible and _higher(f, cited)]
        credit = cited.attempt.credits or facts.course_credits.get(cited.attempt.course)
        return Judgement(
            State.MET,
            _cited(cited.attempt, hidden),
            clause=self.clause,
            op="has",
            basis=Basis.RECORDED,
            margin=_margin(cited),
            used=(cited.attempt.name,),
            valid_through=max((end for end in ends if end), default=None),
            changes=changes,
            credits=credit or self._credits(facts),
        )

    def _unsigned(self, found: Sequence[Finding], changes: frozenset[date]) -> Judgement:
        finding = next(f for f in found if f.unsigned and not f.faults)
        grade = finding.attempt.grade
        reason = Sentence.of(
            "{course} {grade} is a grade of {scheme}: no signed clause converts it",
            course=finding.attempt.course,
            grade=grade.value,
            scheme=grade.scheme,
        )
        return Judgement(State.DISCRETION, reason, clause=self.clause, op="has", changes=changes)

    def _not_met(
        self, found: Sequence[Finding], changes: frozenset[date], facts: Facts
    ) -> Judgement:
        opportunity = facts.opportunity(self.what)
        words = _missed(found[0]) if found else Sentence.of("{what}: no result", what=self.what)
        return Judgement(
            State.PENDING if opportunity.open else State.FAILED,
            words if opportunity.open else Sentence.of("{words}; no longer offered", words=words),
            clause=self.clause,
            op="has",
            margin=_margin(found[0]) if found else None,
            missing=(self._missing(facts, again=bool(found)),) if opportunity.open else (),
            changes=changes,
            credits=self._credits(facts),
        )

    def _missing(self, facts: Facts, *, again: bool) -> Missing:
        start = facts.opportunity(self.what).next_on
        verb = Sentence("again" if again else "")
        words = "Take {what} {again}: {wants}" if again else "Take {what}: {wants}"
        if start:
            words += " (next start {start})"
        sentence = Sentence.of(
            words, what=self.what, again=verb, wants=self.demand.wants(), start=start or ""
        )
        return Missing("take", self.what, sentence)

    def _credits(self, facts: Facts) -> Fraction:
        return facts.course_credits.get(self.what, Fraction(0))

    def _credential(self, facts: Facts) -> Judgement:
        years = self.demand.max_years
        held = [h for h in facts.credentials if h.credential == self.what]
        alive = [h for h in held if h.on <= facts.request_on and _fresh(h, years, facts)]
        changes = frozenset(
            day for h in held for day in _days(h.on, years) if day > facts.request_on
        )
        if alive:
            cited = max(alive, key=lambda h: (h.on, h.name))
            return Judgement(
                State.MET,
                Sentence.of("{label} of {on}", label=self.label, on=cited.on),
                clause=self.clause,
                op="has",
                basis=Basis.RECORDED,
                used=(cited.name,),
                valid_through=anniversary(cited.on, years) if years is not None else None,
                changes=changes,
            )
        return self._no_credential(changes, facts)

    def _no_credential(self, changes: frozenset[date], facts: Facts) -> Judgement:
        open_ = facts.opportunity(self.what).open
        sentence = Sentence.of("Earn {label}", label=self.label)
        return Judgement(
            State.PENDING if open_ else State.FAILED,
            Sentence.of("{label} is not on your record", label=self.label),
            clause=self.clause,
            op="has",
            missing=(Missing("take", self.what, sentence),) if open_ else (),
            changes=changes,
        )


def read_demand(reader: Reader) -> Demand:
    """The demand written in a `has`, over the definition that it uses."""
    if reader.has("use"):
        name = reader.at("use").text()
        if name not in reader.definitions:
            known = ", ".join(reader.definitions) or "none"
            raise reader.at("use").fault(f"No definition {name!r}.", f"Defined: {known}.")
        own = reader.data if isinstance(reader.data, dict) else {}
        reader = replace(reader, data={**reader.definitions[name], **own})
    return Demand(
        bar=reader.at("min_grade").bar() if reader.has("min_grade") else None,
        identity=reader.at("identity").text() if reader.has("identity") else "none",
        supervision=reader.at("supervision").text() if reader.has("supervision") else "none",
        level=reader.at("level").text() if reader.has("level") else "",
        max_years=reader.at("max_age").at("years").whole() if reader.has("max_age") else None,
    )


def _days(on: date, years: int | None) -> tuple[date, ...]:
    """The days on which a record begins and ceases to count."""
    return (on,) if years is None else (on, after(anniversary(on, years)))


def _changes(years: int | None, attempts: Sequence[Attempt], on: date) -> frozenset[date]:
    return frozenset(day for a in attempts for day in _days(a.on, years) if day > on)


def _fresh(held: Held, years: int | None, facts: Facts) -> bool:
    return years is None or facts.request_on <= anniversary(held.on, years)


def _higher(finding: Finding, cited: Finding) -> bool:
    if finding.margin is None or cited.margin is None:
        return False
    return finding.margin > cited.margin


def _cited(attempt: Attempt, hidden: Sequence[Finding]) -> Sentence:
    words = "{course} {grade} on {on}"
    if not hidden:
        return Sentence.of(words, course=attempt.course, grade=attempt.grade.value, on=attempt.on)
    other = hidden[0]
    return Sentence.of(
        words + " (the {other} of {then} does not count: {why})",
        course=attempt.course,
        grade=attempt.grade.value,
        on=attempt.on,
        other=other.attempt.grade.value,
        then=other.attempt.on,
        why=other.faults or (Sentence("no signed conversion"),),
    )


def _missed(finding: Finding) -> Sentence:
    attempt = finding.attempt
    return Sentence.of(
        "{course} {grade} on {on}: {why}",
        course=attempt.course,
        grade=attempt.grade.value,
        on=attempt.on,
        why=finding.faults,
    )


def _margin(finding: Finding) -> Margin | None:
    return None if finding.margin is None else Margin(finding.margin, "points")
