"""The cases shipped with an agreement: learners, days, and what must come out.

Source: the agreement format, "test vectors": an agreement cannot go live unless they pass.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gradus.lib.conditions.evidence import (
    Attempt,
    Enrolment,
    Facts,
    Held,
    Opportunity,
)
from gradus.lib.conditions.grades import Grade
from gradus.lib.conditions.reading import Path, Reader
from gradus.lib.terms import Json, spoken
from gradus.pathways.rules.agreement import Agreement
from gradus.pathways.rules.credit import Evaluation, Situation, Use, evaluate
from gradus.pathways.rules.degree import Degree
from gradus.pathways.rules.statements import read_statement, stated


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation of one case that did not come out."""

    case: str
    path: Path
    what: str
    expected: str
    found: str


def differences(data: Json, agreement: Agreement, degree: Degree) -> Iterator[Difference]:
    """Everything in the agreement's own cases that comes out differently."""
    reader = Reader(data)
    for case in reader.at("vectors").items() if reader.has("vectors") else []:
        found = evaluate(agreement, degree, situation(reader, case))
        for name in _names(case.at("expect")):
            place = case.at("expect").at(name)
            yield from _compare(case.at("name").text(), name, place, found)


def situation(document: Reader, case: Reader) -> Situation:
    """The learner of a case, with the case's changes; `without` drops parts of the learner."""
    sources = [case]
    if case.has("learner"):
        sources = [document.at("learners").at(case.at("learner").text()), case]
    day = case.at("request_on").day()
    dropped = _texts(case, "without")
    closed = [name for source in sources for name in _texts(source, "closed")]
    results = [
        _attempt(item)
        for source in sources
        for item in _list(source, "results")
        if source is case or item.at("course").text() not in dropped
    ]
    facts = Facts(
        on=day,
        request_on=day,
        attempts=tuple(results),
        credentials=tuple(_held(item) for s in sources for item in _list(s, "credentials")),
        statements={
            name: read_statement(source.at("statements").at(name).data)
            for source in sources
            for name in _names_in(source, "statements")
            if source is case or name not in dropped
        },
        decisions={
            name: source.at("decisions").at(name).flag()
            for source in sources
            for name in _names_in(source, "decisions")
        },
        enrolments=tuple(
            Enrolment(item.at("org").text(), item.at("degree").text())
            for source in sources
            for item in _list(source, "enrolments")
        ),
        opportunities={name: Opportunity(open=False) for name in closed},
    )
    return Situation(
        facts,
        tuple(_use(item) for source in sources for item in _list(source, "ledger")),
        next(
            (s.at("other_transfer").number() for s in sources if s.has("other_transfer")),
            Fraction(0),
        ),
        {held.credential: held.courses for held in facts.credentials},
    )


def _attempt(item: Reader) -> Attempt:
    scheme = item.at("scheme").text()
    grade = item.at("grade")
    numeric = isinstance(stated(grade.data), Fraction)
    return Attempt(
        item.at("course").text(),
        Grade(scheme, grade.number() if numeric else grade.text()),
        item.at("on").day(),
        identity=item.at("identity").text() if item.has("identity") else "id_checked",
        supervision=item.at("supervision").text() if item.has("supervision") else "remote",
        level=item.at("level").text() if item.has("level") else "graduate",
        tags=frozenset(_texts(item, "tags")),
        credits=item.at("credits").number() if item.has("credits") else Fraction(0),
    )


def _held(item: Reader) -> Held:
    return Held(item.at("credential").text(), item.at("on").day(), _texts(item, "courses"))


def _use(item: Reader) -> Use:
    return Use(
        item.at("achievement").text(),
        item.at("purpose").text(),
        item.at("agreement").text(),
        item.at("credits").number(),
        item.at("on").day(),
        recorded=not item.has("recorded") or item.at("recorded").flag(),
    )


def _compare(case: str, name: str, place: Reader, found: Evaluation) -> Iterator[Difference]:
    if isinstance(place.data, Mapping):
        for line in _names(place):
            yield from _same(
                case, f"{name} of {line}", place.at(line), _of_line(name, line, found)
            )
    else:
        yield from _same(case, name, place, _of_all(name, found))


def _same(case: str, what: str, place: Reader, found: str) -> Iterator[Difference]:
    expected = str(place.data)
    if expected != found:
        yield Difference(case, place.path, what, expected, found)


def _of_all(name: str, found: Evaluation) -> str:
    answers: Mapping[str, str] = {
        "eligibility": found.eligibility.state.value,
        "accepted": spoken(found.accepted),
        "counts": spoken(found.counts),
        "at_most": spoken(found.at_most),
        "saved": str(found.saved.money),
        "terms": str(found.saved.terms),
        "next_change_on": str(found.next_change_on),
    }
    return answers.get(name, "an expectation that is not known")


def _of_line(name: str, line: str, found: Evaluation) -> str:
    judged = {r.award.id: r.judgement for r in found.lines}
    judged |= {r.waiver.id: r.judgement for r in found.waivers}
    if line not in judged:
        return "no such line"
    judgement = judged[line]
    answers: Mapping[str, str] = {
        "states": judgement.state.value,
        "valid_through": str(judgement.valid_through),
        "cites": ", ".join(judgement.used),
        "clause": judgement.clause,
        "credits": next((spoken(r.accepted) for r in found.lines if r.award.id == line), "0"),
    }
    return answers.get(name, "an expectation that is not known")


def _names(reader: Reader) -> list[str]:
    return list(reader.data) if isinstance(reader.data, Mapping) else []


def _names_in(reader: Reader, part: str) -> list[str]:
    return _names(reader.at(part)) if reader.has(part) else []


def _list(reader: Reader, part: str) -> list[Reader]:
    return reader.at(part).items() if reader.has(part) else []


def _texts(reader: Reader, part: str) -> tuple[str, ...]:
    return reader.at(part).texts() if reader.has(part) else ()
