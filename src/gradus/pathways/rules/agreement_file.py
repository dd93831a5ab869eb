"""From checked data to an agreement; what a schema cannot say is refused here, with its place.

Source: the format gradus.agreement/1: every clause is cited and every citation has its clause,
lines are named once and point to slots of the degree, caps speak of lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from gradus.lib.conditions.grades import Conversion, Mark, Scheme
from gradus.lib.conditions.reading import Cycle, Path, Reader, Window
from gradus.lib.conditions.registry import read_condition
from gradus.lib.money import Money
from gradus.lib.terms import Json
from gradus.pathways.rules.agreement import (
    Admission,
    Agreement,
    Award,
    Limit,
    Question,
    Sharing,
    Signature,
    Waiver,
)
from gradus.pathways.rules.degree import Degree

LEAVES = frozenset({"has", "absent", "average", "fact", "decision", "window"})


def read_agreement(data: Json, degree: Degree) -> Agreement:
    """The agreement in checked data; `Unreadable` says where it makes no sense."""
    reader = _context(data)
    _check_clauses(reader)
    agreement = _read(reader)
    _check_lines(reader, agreement, degree)
    return agreement


def courses_cited(data: Json) -> Iterator[tuple[Path, str]]:
    """Every course (or credential) that the data names, with its place."""
    for path, _, value in _walk(data, (), ""):
        match path:
            case (*_, "has", "course" | "credential") if isinstance(value, str):
                yield path, value
            case (*_, "consumes", int()) | (*_, "of", "courses", int()) if isinstance(value, str):
                yield path, value


def _context(data: Json) -> Reader:
    """The document with its schemes, windows and definitions at hand."""
    plain = Reader(data, condition_of=read_condition)
    schemes = {
        name: _scheme(plain.at("grading_schemes").at(name), name)
        for name in _names(plain, "grading_schemes")
    }
    conversions = tuple(_conversion(item, schemes) for item in _list(plain, "conversions"))
    definitions = {
        name: dict(_mapping(plain.at("definitions").at(name)))
        for name in _names(plain, "definitions")
    }
    labels = {question.name: question.text for question in _questions(plain)}
    labels[plain.at("sending").at("program").text()] = "the program credential"
    labels |= {
        name: plain.at("decisions").at(name).at("en").text() for name in _names(plain, "decisions")
    }
    return Reader(
        data,
        condition_of=read_condition,
        schemes=schemes,
        conversions=conversions,
        windows={
            name: _window(plain.at("windows").at(name), name) for name in _names(plain, "windows")
        },
        definitions=definitions,
        labels=labels,
    )


def _read(reader: Reader) -> Agreement:
    effective, sending = reader.at("effective"), reader.at("sending")
    receiving, document = reader.at("receiving"), reader.at("document")
    residency = reader.at("residency") if reader.has("residency") else None
    fees = reader.at("fees") if reader.has("fees") else None
    return Agreement(
        id=reader.at("id").text(),
        version=reader.at("version").text(),
        status=reader.at("status").text(),
        program=sending.at("program").text(),
        sending=sending.at("org").text(),
        receiving=receiving.at("org").text(),
        degree=receiving.at("degree").text(),
        effective_from=effective.at("from").day(),
        effective_to=effective.at("to").day(),
        review_by=reader.at("review_by").day(),
        teach_out_until=reader.at("teach_out_until").day()
        if reader.has("teach_out_until")
        else None,
        signatures=tuple(_signature(item) for item in reader.at("signatories").items()),
        document_url=document.at("url").text(),
        document_sha256=document.at("sha256").text(),
        percent_scheme=next((s.id for s in reader.schemes.values() if not s.letters), ""),
        clauses={c: reader.at("clauses").at(c).at("en").text() for c in _names(reader, "clauses")},
        questions=_questions(reader),
        admission=_admission(reader.at("admission")),
        windows=reader.windows,
        eligibility=reader.at("eligibility").condition(),
        awards=tuple(_award(item, reader) for item in reader.at("awards").items()),
        waivers=tuple(_waiver(item) for item in _list(reader, "waivers")),
        limits=tuple(_limit(item) for item in _list(reader, "caps")),
        min_credits_here=_number(residency, "min_credits_here"),
        min_on_campus=int(_number(residency, "min_on_campus_courses")),
        residency_clause=residency.at("clause").text() if residency else "",
        sharing=tuple(_sharing(item) for item in _list(reader, "sharing")),
        fee=_fee(fees) if fees else None,
        fee_clause=fees.at("clause").text() if fees else "",
        decision_days=reader.at("decision_within").at("working_days").whole(),
        appeal_days=reader.at("appeal_within").at("days").whole(),
    )


def _names(reader: Reader, part: str) -> list[str]:
    return list(_mapping(reader.at(part))) if reader.has(part) else []


def _list(reader: Reader, part: str) -> list[Reader]:
    return reader.at(part).items() if reader.has(part) else []


def _mapping(reader: Reader) -> Mapping[str, Json]:
    if not isinstance(reader.data, Mapping):
        raise reader.fault("Names with values belong here.", "Write “name: value” lines.")
    return reader.data


def _number(reader: Reader | None, part: str) -> Fraction:
    return reader.at(part).number() if reader and reader.has(part) else Fraction(0)


def _scheme(reader: Reader, name: str) -> Scheme:
    letters = reader.at("letters").texts() if reader.has("letters") else ()
    passing: Mark | None = None
    if reader.has("pass"):
        passing = reader.at("pass").text() if letters else reader.at("pass").number()
    return Scheme(name, letters, passing)


def _conversion(reader: Reader, schemes: Mapping[str, Scheme]) -> Conversion:
    for end in ("from", "to"):
        if reader.at(end).text() not in schemes:
            raise reader.at(end).fault("This scheme is not defined.", "Define it or correct it.")
    letters = schemes[reader.at("to").text()].letters
    bands = tuple(
        (band.at(0).number(), band.at(1).text() if letters else band.at(1).number())
        for band in reader.at("bands").items()
    )
    clause = reader.at("clause").text()
    return Conversion(reader.at("from").text(), reader.at("to").text(), bands, clause)


def _window(reader: Reader, name: str) -> Window:
    cycles = tuple(
        Cycle(item.at("opens").day(), item.at("closes").day())
        for item in reader.at("cycles").items()
    )
    for cycle, item in zip(cycles, reader.at("cycles").items(), strict=True):
        if cycle.closes < cycle.opens:
            raise item.fault("This period closes before it opens.", "Correct the dates.")
    further = reader.has("further_cycles") and reader.at("further_cycles").text() == "expected"
    return Window(name, cycles, further)


def _questions(reader: Reader) -> tuple[Question, ...]:
    questions = []
    for name in _names(reader, "facts"):
        place = reader.at("facts").at(name)
        dated = place.has("dated") and place.at("dated").flag()
        choices = tuple(
            (choice, place.at("choices").at(choice).at("en").text())
            for choice in _names(place, "choices")
        )
        questions.append(
            Question(name, place.at("en").text(), place.at("kind").text(), choices, dated)
        )
    return tuple(questions)


def _signature(reader: Reader) -> Signature:
    return Signature(
        reader.at("org").text(),
        reader.at("name").text(),
        reader.at("role").text(),
        reader.at("signed").day(),
    )


def _admission(reader: Reader) -> Admission:
    clause = reader.at("clause").text()
    condition = None
    if reader.has("when"):
        condition = replace(reader.at("when"), clause=clause).condition()
    return Admission(reader.at("mode").text(), clause, condition)


def _award(reader: Reader, document: Reader) -> Award:
    clause = reader.at("clause").text()
    defaults = document.at("award_defaults") if document.has("award_defaults") else None
    source = reader if reader.has("credits") or defaults is None else defaults
    return Award(
        id=reader.at("id").text(),
        mode=reader.at("mode").text(),
        clause=clause,
        credits=source.at("credits").number(),
        equivalent=reader.at("equivalent").text() if reader.has("equivalent") else "",
        consumes=reader.at("consumes").texts(),
        counts_toward=reader.at("counts_toward").texts() if reader.has("counts_toward") else (),
        block=reader.has("block") and reader.at("block").flag(),
        when=replace(reader.at("when"), clause=clause).condition(),
    )


def _waiver(reader: Reader) -> Waiver:
    clause = reader.at("clause").text()
    return Waiver(
        reader.at("id").text(),
        reader.at("waives").text(),
        clause,
        replace(reader.at("when"), clause=clause).condition(),
    )


def _limit(reader: Reader) -> Limit:
    step = reader.at("step").number() if reader.has("step") else None
    if step is None and reader.has("round"):
        step = Fraction(1)
    sizes = tuple(
        (pair.at(0).number(), pair.at(1).number()) for pair in _list(reader, "by_degree_size")
    )
    return Limit(
        id=reader.at("id").text(),
        clause=reader.at("clause").text(),
        fraction=reader.at("fraction").number() if reader.has("fraction") else None,
        max_credits=reader.at("max_credits").number() if reader.has("max_credits") else None,
        by_degree_size=tuple(sorted(sizes)),
        lines=frozenset(reader.at("lines").texts()) if reader.has("lines") else None,
        shared="other_transfer" in [item.text() for item in _list(reader, "shared_with")],
        step=step,
    )


def _sharing(reader: Reader) -> Sharing:
    allowed = reader.has("allowed") and reader.at("allowed").flag()
    most = None if allowed else _number(reader, "max_credits")
    return Sharing(frozenset(reader.at("between").texts()), most, reader.at("clause").text())


def _fee(reader: Reader) -> Money:
    return Money.of(reader.at("per_line").text(), reader.at("currency").text())


def _walk(data: Json, path: Path, clause: str) -> Iterator[tuple[Path, str, Json]]:
    """Every value with its path and the clause it stands in."""
    if isinstance(data, Mapping):
        own = data.get("clause", clause)
        clause = own if isinstance(own, str) else clause
        for name, value in data.items():
            if name not in {"vectors", "learners"}:
                yield (*path, name), clause, value
                yield from _walk(value, (*path, name), clause)
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for index, value in enumerate(data):
            yield (*path, index), clause, value
            yield from _walk(value, (*path, index), clause)


def _check_clauses(reader: Reader) -> None:
    """Every leaf cites an existing clause, and no clause is idle."""
    known = set(_names(reader, "clauses"))
    cited: set[str] = set()
    for path, clause, value in _walk(reader.data, (), ""):
        place = replace(reader, path=path)
        if path[-1] == "clause" and isinstance(value, str):
            cited.add(value)
            if value not in known:
                raise place.fault(f"There is no clause {value}.", "Add its signed text.")
        elif path[-1] in LEAVES and "eligibility" in path and not clause:
            raise place.fault("This condition cites no clause.", "Add “clause: …” beside it.")
    for name in sorted(known - cited):
        raise replace(reader, path=("clauses", name)).fault(
            f"Nothing cites clause {name}.", "Cite it where it is carried out, or remove it."
        )


def _check_lines(reader: Reader, agreement: Agreement, degree: Degree) -> None:
    receiving = reader.at("receiving")
    if (agreement.degree, receiving.at("catalog").text()) != (degree.id, degree.catalog):
        raise receiving.fault(
            f"The degree beside it is {degree.id}, catalogue {degree.catalog}.", "Name that one."
        )
    slots = {place.id for place in degree.places}
    seen: set[str] = set()
    for item, award in zip(reader.at("awards").items(), agreement.awards, strict=True):
        if award.id in seen:
            raise item.at("id").fault(f"Line {award.id} stands twice.", "Name it differently.")
        seen.add(award.id)
        for index, slot in enumerate(award.counts_toward):
            if slot not in slots:
                known = ", ".join(sorted(slots))
                raise (
                    item.at("counts_toward")
                    .at(index)
                    .fault(f"The degree has no slot {slot}.", f"Its slots: {known}.")
                )
    for item, limit in zip(_list(reader, "caps"), agreement.limits, strict=True):
        if limit.lines and not limit.lines <= seen:
            strange = ", ".join(sorted(limit.lines - seen))
            raise item.at("lines").fault(f"There is no line {strange}.", "Correct the cap.")
