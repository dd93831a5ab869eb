"""Import a course: its files under their own hash, and the rows that name them."""

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import Final

from django.conf import settings
from django.db import transaction

from gradus.catalog.models import ContentVersion, CourseRun, Institution
from gradus.catalog.models import Course as CourseRow
from gradus.catalog.queries.courses import course_of, folder_of
from gradus.courseware.changes import Changes, changes_between
from gradus.courseware.course import Course
from gradus.courseware.load import load_course
from gradus.courseware.olx import fields
from gradus.courseware.olx.archive import Tell, Unpacked, unpack
from gradus.courseware.olx.reader import read_course
from gradus.courseware.report import report_on
from gradus.lib.terms import Json

INCOMING: Final = ".incoming-"
STALE: Final = timedelta(days=1)
UNRELEASED: Final = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Imported:
    """The content version and its run; `new` and `replaced` say what this import changed."""

    content: ContentVersion
    run: CourseRun
    new: bool
    replaced: bool
    changes: Changes | None


def import_course(*, source: Path, now: datetime, tell: Tell = lambda _line: None) -> Imported:
    """Take in an OLX folder or archive; the same content twice is one version.

    Files are complete under their hash before a row names them, so an import that is cut off
    leaves nothing that anyone sees. Raises `Faulty` where the package cannot be used.
    """
    root: Path = settings.CONTENT_ROOT
    root.mkdir(parents=True, exist_ok=True)
    _sweep(root, now)
    with tempfile.TemporaryDirectory(dir=root, prefix=INCOMING) as folder:
        tell(f"Reading {source.name}")
        unpacked = unpack(source, Path(folder), tell=tell)
        megabytes = sum(file.size for file in unpacked.files) / 1_000_000
        tell(f"{len(unpacked.files):,} files, {megabytes:,.1f} MB")
        return _take_in(unpacked, now, tell)


def _sweep(root: Path, now: datetime) -> None:
    """Remove what imports that were cut off long ago left behind."""
    for folder in root.glob(f"{INCOMING}*"):
        if now - datetime.fromtimestamp(folder.stat().st_mtime, UTC) > STALE:
            rmtree(folder, ignore_errors=True)


def _take_in(unpacked: Unpacked, now: datetime, tell: Tell) -> Imported:
    sha256 = unpacked.sha256
    known = ContentVersion.objects.filter(sha256=sha256).first()
    if known is not None and folder_of(sha256).is_dir():
        return _connect(known, course_of(known), new=False, now=now)
    if not folder_of(sha256).exists():
        read_course(unpacked.root, sha256=sha256)  # refuses what is no course before it is kept
        _keep(unpacked.root, folder_of(sha256))
    course = load_course(folder_of(sha256), sha256)
    tell(f"Checking {len(course.blocks):,} blocks and trying every problem")
    report = report_on(course).to_json()
    with transaction.atomic():
        content, new = ContentVersion.objects.get_or_create(
            sha256=sha256,
            defaults={
                "course_key": course.key,
                "title": course.title[:200],
                "report": report,
                "loaded_at": now,
            },
        )
    return _connect(content, course, new=new, now=now)


def _keep(folder: Path, place: Path) -> None:
    """Move the complete files to their place; another import may have been quicker."""
    try:
        folder.rename(place)
    except OSError:
        if not place.is_dir():
            raise


@transaction.atomic
def _connect(content: ContentVersion, course: Course, *, new: bool, now: datetime) -> Imported:
    """Let the run of this key show the content; a run that programs have dated stays as it is."""
    run = CourseRun.objects.select_for_update().filter(key=course.key).first()
    if run is None:
        run = _new_run(course, now)
    old = run.content
    if old == content:
        return Imported(content, run, new=new, replaced=False, changes=None)
    run.content = content
    run.save(update_fields=["content"])
    _name(run.course, course)
    changes = changes_between(course_of(old), course) if old and _is_there(old) else None
    return Imported(content, run, new=new, replaced=True, changes=changes)


def _is_there(content: ContentVersion) -> bool:
    return folder_of(content.sha256).is_dir()


def _course_row(course: Course) -> CourseRow:
    row, _ = CourseRow.objects.get_or_create(
        key=f"{course.org}+{course.number}",
        defaults={
            "number": course.number[:60],
            "title": course.title[:200],
            "institution": Institution.objects.filter(slug=course.org.lower()).first(),
        },
    )
    return row


def _new_run(course: Course, now: datetime) -> CourseRun:
    """A run with the dates that the course itself states; without a start it is unreleased."""
    starts = _moment(course, "start") or UNRELEASED
    running = _is_self_paced(course) and starts <= now
    return CourseRun.objects.create(
        key=course.key,
        course=_course_row(course),
        enrol_opens_at=_moment(course, "enrollment_start"),
        enrol_closes_at=_moment(course, "enrollment_end"),
        starts_at=None if running else starts,
        ends_at=_moment(course, "end"),
    )


def _name(row: CourseRow, course: Course) -> None:
    """Courses are named by their content until a program names them."""
    if row.title != course.title and not row.program_courses.exists():
        row.title = course.title[:200]
        row.save(update_fields=["title"])


def _moment(course: Course, name: str) -> datetime | None:
    try:
        return fields.moment(course.root.value(name))
    except fields.Unreadable:
        return None


def _is_self_paced(course: Course) -> bool:
    raw: Json = course.root.value("self_paced")
    try:
        return bool(fields.boolean(raw))
    except fields.Unreadable:
        return False
