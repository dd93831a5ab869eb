"""`absent`: met until a record of the kind exists, then it cannot be met any more."""

from dataclasses import dataclass
from typing import Self

from gradus.lib.conditions.evidence import Facts
from gradus.lib.conditions.reading import Reader
from gradus.lib.conditions.tree import Basis, Judgement
from gradus.lib.terms import Sentence, State


@dataclass(frozen=True, slots=True)
class Absent:
    """No enrolment, credential or course result of the named kind."""

    kind: str
    org: str = ""
    name: str = ""
    clause: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """From {enrolment: {org, degree}}, {credential: id} or {course: key}."""
        if reader.has("enrolment"):
            place = reader.at("enrolment")
            return cls(
                "enrolment", place.at("org").text(), place.at("degree").text(), reader.clause
            )
        kind = "credential" if reader.has("credential") else "course"
        return cls(kind, "", reader.at(kind).text(), reader.clause)

    def judge(self, facts: Facts) -> Judgement:
        """Whether nothing of the kind is on the record."""
        found = self._found(facts)
        reason = (
            Sentence.of("Your record shows {what}.", what=self.name or self.org)
            if found
            else Sentence("Nothing of this kind is on your record.")
        )
        return Judgement(
            State.FAILED if found else State.MET,
            reason,
            clause=self.clause,
            op="absent",
            basis=Basis.RECORDED,
        )

    def _found(self, facts: Facts) -> bool:
        if self.kind == "enrolment":
            return any(
                enrolment.org == self.org and self.name in {"any", enrolment.degree}
                for enrolment in facts.enrolments
            )
        if self.kind == "credential":
            return any(held.credential == self.name for held in facts.credentials)
        return any(attempt.course == self.name for attempt in facts.attempts)
