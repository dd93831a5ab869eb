"""Final grades of a person, and all that is kept of their work."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Subquery

from gradus.accounts.models import User
from gradus.assessment.models import FinalGrade, Submission
from gradus.catalog.models import CourseRun
from gradus.enrollment.models import TrackChange
from gradus.enrollment.rules.tracks import Track
from gradus.lib.terms import Json

TRACK = Subquery(
    TrackChange.objects.filter(enrollment=OuterRef("enrollment"))
    .exclude(track=Track.LEFT)
    .order_by("-pk")
    .values("track")[:1]
)


@dataclass(frozen=True, slots=True)
class FinalResult:
    """The newest final grade of an enrolment; percentages in points of a hundred."""

    enrollment_uuid: UUID
    course: str
    course_key: str
    title: str
    institution: str
    percent: Decimal
    pass_percent: Decimal
    passed: bool
    verified: bool
    started_at: datetime
    recorded_at: datetime


def has_final_grade(user: User, run: CourseRun) -> bool:
    """Whether a final grade of this learner in this run is on record."""
    return FinalGrade.objects.filter(enrollment__learner=user, enrollment__run=run).exists()


def final_results(learner: User) -> tuple[FinalResult, ...]:
    """All final course results of a person, each in its newest version, oldest first."""
    grades = (
        FinalGrade.objects.filter(enrollment__learner=learner)
        .annotate(track=TRACK)
        .select_related("enrollment__run__course__institution")
        .order_by("enrollment", "version")
    )
    newest = {grade.enrollment_id: grade for grade in grades}
    return tuple(sorted(map(_result, newest.values()), key=lambda result: result.recorded_at))


def _result(grade: FinalGrade) -> FinalResult:
    course = grade.enrollment.run.course
    return FinalResult(
        enrollment_uuid=grade.enrollment.uuid,
        course=course.number,
        course_key=course.key,
        title=course.title,
        institution=course.institution.slug if course.institution else "",
        percent=grade.percent,
        pass_percent=grade.pass_percent,
        passed=grade.passed,
        verified=getattr(grade, "track", "") == Track.VERIFIED,
        started_at=grade.enrollment.enrolled_at,
        recorded_at=grade.recorded_at,
    )


def my_data(user: User) -> Json:
    """Everything this person answered and what it came to, as plain data."""
    submissions = Submission.objects.filter(enrollment__learner=user).order_by("pk")
    finals = FinalGrade.objects.filter(enrollment__learner=user).order_by("pk")
    return {
        "submissions": [
            {
                "uuid": str(row.uuid),
                "problem": row.problem_key,
                "attempt": row.attempt,
                "answers": row.answers,
                "earned": str(row.earned),
                "possible": str(row.possible),
                "submitted_at": row.submitted_at.isoformat(),
            }
            for row in submissions
        ],
        "final_grades": [
            {
                "version": row.version,
                "percent": str(row.percent),
                "passed": row.passed,
                "recorded_at": row.recorded_at.isoformat(),
                "explanation": row.explanation,
            }
            for row in finals
        ],
    }
