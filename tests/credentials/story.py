"""Ada finishes a small program: rows for tests that need an award."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from gradus.accounts.models import User
from gradus.assessment.models import FinalGrade
from gradus.catalog.models import CourseRun, Program, ProgramVersion
from gradus.credentials.actions.issue import consider
from gradus.credentials.models import Credential
from gradus.enrollment.actions import upgrade
from gradus.enrollment.models import ProgramPin
from gradus.jobs.models import Job
from gradus.jobs.registry import OUTSIDE
from tests.support.rows import a_run, an_institution

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ORIGIN = "https://credentials.gradus.example"


def course_part(number: str) -> dict[str, object]:
    """A course of the program document."""
    return {
        "number": number,
        "org": "Harborview",
        "institution": "harborview",
        "title": f"Course {number}",
        "summary": "A course.",
        "weeks": 4,
        "hours": {"p10": 10, "median": 20, "p90": 30, "basis": "estimate", "as_of": "2026-01-01"},
        "outcomes": ["Weigh chances"],
        "runs": [],
    }


def a_program(*courses: str, version: int = 1) -> ProgramVersion:
    """A published program that needs every course on a verified place."""
    institution = an_institution()
    program, _ = Program.objects.get_or_create(
        slug="decisions-with-data", defaults={"institution": institution}
    )
    document = {
        "slug": "decisions-with-data",
        "fictitious": True,
        "institution": "harborview",
        "title": "Deciding with Data",
        "summary": "Short courses on decisions.",
        "field": "Data and decisions",
        "level": "both",
        "language": "en",
        "pace": "self_paced",
        "hours_per_week": {"low": 5, "high": 8},
        "audience": [],
        "outcomes": ["Weigh chances", "Read samples"],
        "credential": {"title": "Deciding with Data", "criteria": "Pass **all** courses."},
        "courses": [course_part(number) for number in courses],
        "requirement": {"all_of": [{"course": c, "verified": True} for c in courses]},
    }
    return ProgramVersion.objects.create(
        program=program,
        number=version,
        sha256=f"{version:064d}",
        title="Deciding with Data",
        summary="Short courses on decisions.",
        field="Data and decisions",
        level="both",
        language="en",
        pace="self_paced",
        hours_low=5,
        hours_high=8,
        search_text="",
        document=document,
        published_at=NOW - 100 * DAY,
    )


def pinned(learner: User, version: ProgramVersion) -> ProgramPin:
    """The learner's catalogue year."""
    pin, _ = ProgramPin.objects.get_or_create(
        learner=learner,
        program=version.program,
        defaults={"version": version, "pinned_at": NOW - 90 * DAY},
    )
    return pin


def passed(learner: User, run: CourseRun, percent: str = "87.5") -> FinalGrade:
    """A final grade on a verified place."""
    enrollment = upgrade(learner=learner, run=run, reason="order paid", now=NOW - 90 * DAY)
    return FinalGrade.objects.create(
        enrollment=enrollment,
        version=enrollment.final_grades.count() + 1,
        content=enrollment.content,
        percent=Decimal(percent),
        pass_percent=Decimal(60),
        passed=Decimal(percent) >= 60,
        explanation={},
        reason="course completed",
        recorded_at=NOW - DAY,
    )


def completed(learner: User) -> Credential:
    """A learner who has passed both courses and been awarded the credential, not yet signed."""
    version = ProgramVersion.objects.first() or a_program("DD1", "DD2")
    pinned(learner, version)
    for number, percent in (("DD1", "87.5"), ("DD2", "91")):
        run = CourseRun.objects.filter(course__number=number).first() or a_run(number)
        passed(learner, run, percent)
    return consider(learner_id=learner.pk, now=NOW)[0]


def signed(learner: User, now: datetime = NOW) -> Credential:
    """The same, with the background work done."""
    credential = completed(learner)
    for job in Job.objects.filter(name="credentials.sign", done_at=None):
        OUTSIDE[job.name](*job.args, now=now)
    return Credential.objects.get(pk=credential.pk)
