"""Publish agreements, keep what learners state, keep an evaluation."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.db import transaction

from gradus.accounts.models import User
from gradus.catalog.models import Institution, Program
from gradus.lib.canonical_json import sha256
from gradus.lib.conditions.reading import Unreadable
from gradus.lib.documents import Document, read_document
from gradus.lib.faults import Fault, Faulty
from gradus.lib.refusal import Refused, words
from gradus.lib.terms import Json
from gradus.pathways.models import (
    Agreement,
    AgreementVersion,
    CreditEvaluation,
    DeclaredFact,
)
from gradus.pathways.queries import pathway_of, situation_of
from gradus.pathways.rules import agreement as law
from gradus.pathways.rules.agreement_file import courses_cited, read_agreement
from gradus.pathways.rules.credit import evaluate
from gradus.pathways.rules.degree import Degree
from gradus.pathways.rules.plain import plain, told
from gradus.pathways.rules.statements import read_statement
from gradus.pathways.rules.vectors import differences

PUBLISHED = frozenset({"in_force", "suspended", "superseded", "teach_out", "ended"})


def check_degree(*, text: str, source: str) -> Degree:
    """The degree in `text`; `Faulty` says where it is wrong. It is stored with its agreement."""
    document = read_document(text, schema=_schema("degree"), file=source)
    try:
        return Degree.read(document.data)
    except Unreadable as wrong:
        raise Faulty([document.fault(wrong.path, wrong.what, wrong.remedy)]) from None


@transaction.atomic
def publish_agreement(
    *, text: str, source: str, degree_text: str, degree_source: str, now: datetime
) -> AgreementVersion:
    """Put an agreement with its degree in force; the same words twice are one version.

    Raises `Faulty` with file, line and remedy: form, clauses, unknown courses, signatures, and
    every case of its own that comes out differently.
    """
    degree = check_degree(text=degree_text, source=degree_source)
    degree_data = read_document(degree_text, schema=_schema("degree"), file=degree_source).data
    document = read_document(text, schema=_schema("agreement"), file=source)
    try:
        read = read_agreement(document.data, degree)
    except Unreadable as wrong:
        raise Faulty([document.fault(wrong.path, wrong.what, wrong.remedy)]) from None
    program, partner = _parties(document, read)
    faults = [
        *_unknown_courses(document, program),
        *_unsigned(document, read, now.date()),
        *_wrong_cases(document, read, degree),
    ]
    if faults:
        raise Faulty(sorted(faults))
    row, _ = Agreement.objects.get_or_create(
        slug=read.id, defaults={"program": program, "partner": partner}
    )
    return _edition(document, row, read, degree_data, now)


@transaction.atomic
def declare_facts(
    *, learner: User, statements: Mapping[str, Json], now: datetime
) -> tuple[DeclaredFact, ...]:
    """Keep what a learner states about themself; the newest counts, what is unchanged is not kept.

    A value is true or false (as text), a number as text, a list of words, or {value, on} where
    the day of a test matters; an empty text takes the statement back.
    """
    known = {
        fact.name: fact.value
        for fact in DeclaredFact.objects.filter(learner=learner).order_by("declared_at", "pk")
    }
    changed = {name: value for name, value in statements.items() if known.get(name, "") != value}
    for value in changed.values():
        read_statement(value)
    return tuple(
        DeclaredFact.objects.create(learner=learner, name=name, value=value, declared_at=now)
        for name, value in changed.items()
    )


@transaction.atomic
def evaluate_credit(*, learner: User, agreement: str, now: datetime) -> CreditEvaluation:
    """Keep what the agreement says about the learner's record today, with both pinned."""
    pathway = pathway_of(learner, agreement, now)
    if pathway.law.status not in {"in_force", "teach_out"}:
        raise Refused(
            "agreement_not_in_force",
            words("This agreement is not in force now, so nothing can be evaluated under it."),
        )
    situation = situation_of(learner, pathway, now)
    record = plain(situation)
    return CreditEvaluation.objects.create(
        learner=learner,
        version=pathway.version,
        record=record,
        record_sha256=sha256(record),
        result=told(evaluate(pathway.law, pathway.degree, situation)),
        evaluated_at=now,
    )


def _schema(name: str) -> Mapping[str, Json]:
    path = settings.CONTENT_DIR / "schemas" / f"{name}.schema.json"
    return cast("Mapping[str, Json]", json.loads(path.read_text(encoding="utf-8")))


def _parties(document: Document, read: law.Agreement) -> tuple[Program, Institution]:
    """The program and the partner that the agreement names."""
    program = Program.objects.filter(slug=read.program).select_related("institution").first()
    partner = Institution.objects.filter(slug=read.receiving).first()
    faults = []
    if program is None:
        what, remedy = f"There is no program {read.program!r}.", "Load its program.yaml first."
        faults.append(document.fault(("sending", "program"), what, remedy))
    elif program.institution.slug != read.sending:
        what = f"{read.program} is a program of {program.institution.slug}, not {read.sending}."
        faults.append(document.fault(("sending", "org"), what, "Correct the sender."))
    if partner is None:
        what = f"There is no institution {read.receiving!r}."
        remedy = "Correct the slug, or load institutions.yaml with it first."
        faults.append(document.fault(("receiving", "org"), what, remedy))
    if program is None or partner is None or faults:
        raise Faulty(sorted(faults))
    return program, partner


def _unknown_courses(document: Document, program: Program) -> Iterator[Fault]:
    """Only courses of the program, and its own credential, can be cited."""
    newest = program.versions.order_by("-number").first()
    courses: Sequence[str] = (
        list(newest.program_courses.values_list("course__number", flat=True)) if newest else []
    )
    for path, name in courses_cited(document.data):
        if name not in {*courses, program.slug}:
            remedy = f"It has {', '.join(courses)}; its credential is {program.slug}."
            what = f"The program {program.slug} has no course {name!r}."
            yield document.fault(path, what, remedy)


def _unsigned(document: Document, read: law.Agreement, today: date) -> Iterator[Fault]:
    """What keeps an agreement from being in force."""
    if read.status not in PUBLISHED:
        what = f"An agreement that is {read.status} is not published."
        yield document.fault(("status",), what, "Write in_force when both sides have signed.")
    signed = {signature.org for signature in read.signatures}
    for side in (read.sending, read.receiving):
        if side not in signed:
            what = f"Nobody signed for {side}."
            yield document.fault(("signatories",), what, "Add the person who signed.")
    if read.status == "in_force" and read.review_by <= today:
        what = f"The review was due on {read.review_by}."
        yield document.fault(("review_by",), what, "Review it, and write the next date.")


def _wrong_cases(document: Document, read: law.Agreement, degree: Degree) -> Iterator[Fault]:
    """Its own cases that come out differently."""
    for wrong in differences(document.data, read, degree):
        what = (
            f"Case “{wrong.case}”: {wrong.what} should be {wrong.expected}, but is {wrong.found}."
        )
        yield document.fault(wrong.path, what, "Correct the rule, or the case.")


def _edition(
    document: Document, row: Agreement, read: law.Agreement, degree: Json, now: datetime
) -> AgreementVersion:
    digest = sha256({"agreement": document.data, "degree": degree})
    known = row.versions.filter(label=read.version).first()
    if known is not None and known.sha256 != digest:
        what = f"Edition {read.version} is published already, in other words."
        remedy = "Published editions never change: give this one a new version."
        raise Faulty([document.fault(("version",), what, remedy)])
    return known or AgreementVersion.objects.create(
        agreement=row,
        label=read.version,
        sha256=digest,
        effective_from=read.effective_from,
        effective_to=read.effective_to,
        document=document.data,
        degree=degree,
        published_at=now,
    )
