"""Agreements as visitors read them, and what they say about a learner's record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from django.db.models import QuerySet

from gradus.accounts.models import User
from gradus.catalog.models import Institution, Program
from gradus.credentials.queries.held import academic_record
from gradus.credentials.rules.record import Record
from gradus.lib.conditions.evidence import Attempt, Facts, Held
from gradus.lib.conditions.grades import Grade
from gradus.lib.terms import Json, spoken
from gradus.pathways.models import Agreement as AgreementRow
from gradus.pathways.models import AgreementVersion, CreditEvaluation, DeclaredFact
from gradus.pathways.rules.agreement import Agreement
from gradus.pathways.rules.agreement_file import read_agreement
from gradus.pathways.rules.credit import Evaluation, Situation, evaluate
from gradus.pathways.rules.degree import Degree
from gradus.pathways.rules.editions import Edition, binding
from gradus.pathways.rules.reach import reach
from gradus.pathways.rules.statements import read_statement

OPEN: Final = frozenset({"in_force", "teach_out"})
READ: Final[dict[str, "Law"]] = {}


@dataclass(frozen=True, slots=True)
class Law:
    """An edition read: the agreement, the degree, the most it can bring."""

    agreement: Agreement
    degree: Degree
    most: Fraction


@dataclass(frozen=True, slots=True)
class Pathway:
    """An edition of an agreement with everything its page shows."""

    version: AgreementVersion
    law: Agreement
    degree: Degree
    most: Fraction

    @property
    def slug(self) -> str:
        """The agreement's name in addresses."""
        return self.version.agreement.slug

    @property
    def partner(self) -> Institution:
        """The receiving university."""
        return self.version.agreement.partner

    @property
    def program(self) -> Program:
        """The sending program."""
        return self.version.agreement.program

    @property
    def fictitious(self) -> bool:
        """Whether the partner is invented; the page then says so."""
        return self.partner.fictitious


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands before an agreement today."""

    pathway: Pathway
    evaluation: Evaluation
    stated: Mapping[str, Json]
    """What the learner last stated."""


@dataclass(frozen=True, slots=True)
class AgreementSummary:
    """An agreement in a line, for a program's page."""

    slug: str
    program_slug: str
    partner: str
    fictitious: bool
    degree: str
    credits: Fraction
    degree_credits: Fraction
    effective_to: date
    words: str


def agreements_in_force(today: date) -> tuple[AgreementSummary, ...]:
    """Every agreement that takes new learners today; one query."""
    return tuple(_summary(each) for each in _in_force(_versions(), Record(), today))


def pathways_of(program: Program, today: date) -> tuple[AgreementSummary, ...]:
    """The agreements of one program in force today."""
    rows = _versions().filter(agreement__program=program)
    return tuple(_summary(each) for each in _in_force(rows, Record(), today))


def pathways_open(now: datetime) -> tuple[Pathway, ...]:
    """Every agreement in force, for visitors."""
    return tuple(_in_force(_versions(), Record(), now.date()))


def pathway_of(user: User | None, slug: str, now: datetime) -> Pathway:
    """The edition that binds this person (for a visitor: the one in force); DoesNotExist if none.

    The first passed course pins a learner.
    """
    rows = _versions().filter(agreement__slug=slug)
    record = academic_record(user) if user else Record()
    return _bound(rows, record, now.date())


def standings_of(user: User, now: datetime) -> tuple[Standing, ...]:
    """What the record counts for under every agreement in force, most credits first."""
    record, facts = academic_record(user), declared(user)
    found = _in_force(_versions(), record, now.date())
    standings = [_standing(each, record, facts, now.date()) for each in found]
    return tuple(sorted(standings, key=lambda s: (-s.evaluation.counts, s.pathway.slug)))


def standing_of(user: User, slug: str, now: datetime) -> Standing:
    """What the record counts for under one agreement."""
    record, facts = academic_record(user), declared(user)
    rows = _versions().filter(agreement__slug=slug)
    pathway = _bound(rows, record, now.date())
    return _standing(pathway, record, facts, now.date())


def situation_of(user: User, pathway: Pathway, now: datetime) -> Situation:
    """The learner's record and statements as an agreement sees them."""
    return _situation(pathway, academic_record(user), declared(user), now.date())


def declared(user: User) -> Mapping[str, Json]:
    """What the learner last stated, by name; what was taken back is not stated."""
    rows = DeclaredFact.objects.filter(learner=user).order_by("declared_at", "pk")
    newest = {row.name: row.value for row in rows}
    return {name: value for name, value in newest.items() if value != ""}


def evaluations_of(user: User, slug: str) -> Sequence[CreditEvaluation]:
    """The evaluations the learner kept, newest first."""
    return list(
        CreditEvaluation.objects.filter(learner=user, version__agreement__slug=slug)
        .select_related("version")
        .order_by("-evaluated_at", "-pk")[:10]
    )


def my_data(user: User) -> Json:
    """Everything this room keeps about a person, for their own copy."""
    facts = DeclaredFact.objects.filter(learner=user).order_by("pk")
    kept = CreditEvaluation.objects.filter(learner=user).select_related("version__agreement")
    return {
        "declared_facts": [
            {"name": f.name, "value": f.value, "declared_at": f.declared_at.isoformat()}
            for f in facts
        ],
        "credit_evaluations": [
            {
                "uuid": str(row.uuid),
                "agreement": row.version.agreement.slug,
                "version": row.version.label,
                "record": row.record,
                "record_sha256": row.record_sha256,
                "result": row.result,
                "evaluated_at": row.evaluated_at.isoformat(),
            }
            for row in kept.order_by("pk")
        ],
    }


def _versions() -> "QuerySet[AgreementVersion]":
    return AgreementVersion.objects.select_related(
        "agreement__program__institution", "agreement__partner"
    ).order_by("agreement__slug", "effective_from", "pk")


def _in_force(rows: Iterable[AgreementVersion], record: Record, today: date) -> list[Pathway]:
    """For each agreement the edition that binds, if it is open."""
    by_agreement: dict[int, list[AgreementVersion]] = {}
    for row in rows:
        by_agreement.setdefault(row.agreement_id, []).append(row)
    chosen = (_choose(editions, record, today) for editions in by_agreement.values())
    found = [_read(row) for row in chosen if row is not None]
    return [each for each in found if each.law.status in OPEN]


def _bound(rows: "QuerySet[AgreementVersion]", record: Record, today: date) -> Pathway:
    row = _choose(list(rows), record, today)
    if row is None:
        raise AgreementRow.DoesNotExist
    return _read(row)


def _choose(
    rows: Sequence[AgreementVersion], record: Record, today: date
) -> AgreementVersion | None:
    editions = {Edition(row.label, row.effective_from, row.effective_to): row for row in rows}
    sender = rows[0].agreement.program.institution.slug if rows else ""
    found = binding(editions, _pinned_on(record, sender), today)
    return editions[found] if found else None


def _read(row: AgreementVersion) -> Pathway:
    law = _law(row)
    return Pathway(row, law.agreement, law.degree, law.most)


def _law(row: AgreementVersion) -> Law:
    """The edition read, once in a process: a published edition never changes."""
    known = READ.get(row.sha256)
    if known is None:
        degree = Degree.read(row.degree)
        agreement = read_agreement(row.document, degree)
        known = READ[row.sha256] = Law(agreement, degree, reach(agreement, degree))
    return known


def _standing(
    pathway: Pathway, record: Record, facts: Mapping[str, Json], today: date
) -> Standing:
    situation = _situation(pathway, record, facts, today)
    return Standing(pathway, evaluate(pathway.law, pathway.degree, situation), facts)


def _situation(
    pathway: Pathway, record: Record, facts: Mapping[str, Json], today: date
) -> Situation:
    return Situation(
        Facts(
            on=today,
            request_on=today,
            attempts=tuple(
                Attempt(
                    course.course,
                    Grade(pathway.law.percent_scheme, course.grade),
                    course.on,
                    identity="id_checked" if course.verified else "none",
                    level="graduate",
                    key=f"{course.course} {course.uuid}",
                )
                for course in record.courses
                if course.passed and course.org == pathway.law.sending
            ),
            credentials=tuple(
                Held(held.program, held.on, held.courses, key=f"{held.program} {held.uuid}")
                for held in record.credentials
            ),
            statements={name: read_statement(value) for name, value in facts.items()},
        ),
        encloses={held.program: held.courses for held in record.credentials},
    )


def _pinned_on(record: Record, sender: str) -> date | None:
    """The day of the first course passed at the sending university."""
    passed = (course.on for course in record.courses if course.passed and course.org == sender)
    return min(passed, default=None)


def _summary(pathway: Pathway) -> AgreementSummary:
    degree, law = pathway.degree, pathway.law
    return AgreementSummary(
        slug=pathway.slug,
        program_slug=pathway.program.slug,
        partner=pathway.partner.name,
        fictitious=pathway.fictitious,
        degree=degree.title,
        credits=pathway.most,
        degree_credits=degree.credits,
        effective_to=law.effective_to,
        words=(
            f"Up to {spoken(pathway.most)} of the degree's {spoken(degree.credits)} credits, "
            f"under {len(law.clauses)} signed clauses. {pathway.partner.name} decides on "
            "admission and credit."
        ),
    )
