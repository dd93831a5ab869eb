"""Publish what program directors wrote: institutions, programs with their courses and prices."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from gradus.catalog.models import (
    Course,
    CourseRun,
    Institution,
    Price,
    Program,
    ProgramCourse,
    ProgramVersion,
)
from gradus.catalog.rules.program import CourseEntry, ProgramDocument, Run, program_of
from gradus.catalog.rules.program_checks import program_faults
from gradus.catalog.rules.search import folded_leaves
from gradus.lib.canonical_json import sha256
from gradus.lib.documents import Document, Path, read_document
from gradus.lib.faults import Faulty
from gradus.lib.money import Money
from gradus.lib.terms import Json


@transaction.atomic
def publish_institutions(*, text: str, source: str) -> tuple[Institution, ...]:
    """Add institutions, or bring them up to date; `source` is the file's name in faults."""
    document = read_document(text, schema=_schema("institutions"), file=source)
    data = cast("Mapping[str, list[dict[str, Any]]]", document.data)
    return tuple(
        Institution.objects.update_or_create(
            slug=each["slug"], defaults={k: v for k, v in each.items() if k != "slug"}
        )[0]
        for each in data["institutions"]
    )


@transaction.atomic
def publish_program(*, text: str, source: str, now: datetime) -> ProgramVersion:
    """Offer the program in `text` as its newest version; the same content twice is one version.

    Raises `Faulty` with every fault of the file. Learners already pinned keep their version.
    """
    document = read_document(text, schema=_schema("program"), file=source)
    if faults := program_faults(document):
        raise Faulty(sorted(faults))
    written = program_of(document.data)
    institutions = _institutions(document, written)
    program, _ = Program.objects.select_for_update().get_or_create(
        slug=written.slug, defaults={"institution": institutions[written.institution]}
    )
    digest = sha256(document.data)
    newest = program.versions.order_by("-number").first()
    if newest is None or newest.sha256 != digest:
        _check_new(document, program, digest)
        newest = _version(program, written, document.data, digest, newest, now)
    for position, entry in enumerate(written.courses):
        course = _course(entry, institutions)
        ProgramCourse.objects.get_or_create(
            version=newest, course=course, defaults={"position": position}
        )
        for run in entry.runs:
            _run(run, course, entry.price, now)
    return newest


def _schema(name: str) -> Mapping[str, Json]:
    path = settings.CONTENT_DIR / "schemas" / f"{name}.schema.json"
    return cast("Mapping[str, Json]", json.loads(path.read_text(encoding="utf-8")))


def _institutions(document: Document, written: ProgramDocument) -> dict[str, Institution]:
    """The institutions that the program names, by slug."""
    places: dict[str, Path] = {written.institution: ("institution",)}
    for index, slug in enumerate(written.partners):
        places.setdefault(slug, ("partners", index))
    for index, course in enumerate(written.courses):
        places.setdefault(course.institution, ("courses", index, "institution"))
    known = {each.slug: each for each in Institution.objects.filter(slug__in=places)}
    remedy = "Correct the slug, or load institutions.yaml with it first."
    faults = [
        document.fault(path, f"There is no institution {slug!r}.", remedy)
        for slug, path in places.items()
        if slug not in known
    ]
    if faults:
        raise Faulty(sorted(faults))
    return known


def _check_new(document: Document, program: Program, digest: str) -> None:
    """A withdrawn version cannot come back under its old number."""
    old = program.versions.filter(sha256=digest).first()
    if old is not None:
        what = f"This is word for word version {old.number}, which newer versions replaced."
        remedy = "Change a word, for example in the summary, to publish it as a new version."
        raise Faulty([document.fault(("slug",), what, remedy)])


def _version(
    program: Program,
    written: ProgramDocument,
    data: Json,
    digest: str,
    newest: ProgramVersion | None,
    now: datetime,
) -> ProgramVersion:
    return ProgramVersion.objects.create(
        program=program,
        number=newest.number + 1 if newest else 1,
        sha256=digest,
        title=written.title,
        summary=written.summary,
        field=written.field,
        level=written.level,
        language=written.language,
        pace=written.pace,
        hours_low=written.hours_low,
        hours_high=written.hours_high,
        search_text=folded_leaves(data),
        document=data,
        published_at=now,
    )


def _course(entry: CourseEntry, institutions: Mapping[str, Institution]) -> Course:
    course, _ = Course.objects.update_or_create(
        key=entry.key,
        defaults={
            "institution": institutions[entry.institution],
            "number": entry.number,
            "title": entry.title,
        },
    )
    return course


def _run(run: Run, course: Course, price: Money | None, now: datetime) -> None:
    row, _ = CourseRun.objects.update_or_create(
        key=run.key,
        defaults={
            "course": course,
            "enrol_opens_at": run.enrol_opens,
            "enrol_closes_at": run.enrol_closes,
            "starts_at": run.starts,
            "ends_at": run.ends,
            "pay_by": run.pay_by,
            "refund_days": run.refund_days,
            "marking": run.marking,
            "audit_graded": run.audit_graded,
        },
    )
    if price is None:
        return
    today = Price.objects.filter(run=row, valid_from__lte=now).order_by("-valid_from").first()
    if today is None or (today.amount, today.currency) != (price.minor, price.currency):
        Price.objects.create(run=row, amount=price.minor, currency=price.currency, valid_from=now)
