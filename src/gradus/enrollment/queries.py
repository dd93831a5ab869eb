"""Enrolments as their learner, or the run's staff, may see them."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from gradus.accounts.models import User
from gradus.catalog.models import CourseRun
from gradus.catalog.queries.prepared import Prepared
from gradus.enrollment.models import Enrollment as Enrollment  # noqa: PLC0414 - doors name it
from gradus.enrollment.models import ProgramPin, StaffRole, TrackChange
from gradus.enrollment.rules.tracks import Track
from gradus.enrollment.rules.windows import RunDates, check_enrol
from gradus.lib.refusal import Refused
from gradus.lib.terms import Json

TRACK_TODAY = Subquery(
    TrackChange.objects.filter(enrollment=OuterRef("pk")).order_by("-pk").values("track")[:1]
)


def with_track() -> "QuerySet[Enrollment]":
    """Enrolments that are not left, each with its run, content and `track` of today."""
    return (
        Enrollment.objects.alias(today=TRACK_TODAY)
        .exclude(today=Track.LEFT)
        .annotate(track=F("today"))
        .select_related("run__course", "content")
        .defer("content__report")
    )


def enrollment_of(user: User, uuid: UUID) -> Enrollment:
    """The learner's own enrolment; another's does not exist for them (DoesNotExist)."""
    for enrollment in _OWN.rows(uuid, user.pk):
        return enrollment
    raise Enrollment.DoesNotExist


def enrollment_in(user: User, run: CourseRun) -> Enrollment | None:
    """The learner's enrolment in a run, if they have not left it."""
    return with_track().filter(learner=user, run=run).first()


def enrollments_of(user: User) -> list[Enrollment]:
    """All the learner's enrolments, newest first."""
    return _ALL_OWN.rows(user.pk)


_OWN = Prepared(lambda uuid, user: with_track().filter(uuid=uuid, learner_id=user), UUID, int)
_ALL_OWN = Prepared(
    lambda user: with_track().filter(learner_id=user).order_by("-enrolled_at", "-pk"), int
)


def track_of(enrollment: Enrollment) -> Track:
    """The track of today, from the annotation of this module's queries or, without it, asked."""
    value = getattr(enrollment, "track", None) or _newest_track(enrollment)
    return Track(value)


def _newest_track(enrollment: Enrollment) -> str:
    return enrollment.changes.order_by("-pk").values_list("track", flat=True)[0]


def dates_of(run: CourseRun) -> RunDates:
    """The dates of a run in the form the rules of windows judge."""
    return RunDates(
        enrol_opens=run.enrol_opens_at,
        enrol_closes=run.enrol_closes_at,
        starts=run.starts_at,
        ends=run.ends_at,
        pay_by=run.pay_by,
    )


def refusal_to_enter(run: CourseRun, now: datetime) -> Refused | None:
    """Why nobody can enter the run now, or None when one can."""
    try:
        check_enrol(dates_of(run), run=run.course.title, now=now)
    except Refused as refusal:
        return refusal
    return None


def pins_of(user: User) -> "QuerySet[ProgramPin]":
    """The program versions (catalogue years) that judge this learner."""
    return ProgramPin.objects.filter(learner=user).select_related("version__program__institution")


def my_data(user: User) -> Json:
    """Everything kept here about a person's enrolments, for their own copy."""
    found = Enrollment.objects.filter(learner=user).select_related("run__course")
    return [
        {
            "enrollment": str(enrollment.uuid),
            "run": enrollment.run.key,
            "course": enrollment.run.course.title,
            "enrolled_at": enrollment.enrolled_at.isoformat(),
            "changes": [
                {
                    "track": change.track,
                    "reason": change.reason,
                    "changed_at": change.changed_at.isoformat(),
                }
                for change in enrollment.changes.all()
            ],
        }
        for enrollment in found.prefetch_related("changes").order_by("pk")
    ]


def taught_runs(user: User) -> "QuerySet[CourseRun]":
    """The runs in which this person is staff."""
    return (
        CourseRun.objects.filter(staff__user=user)
        .select_related("course")
        .distinct()
        .order_by("key")
    )


def taught_run(user: User, uuid: UUID) -> CourseRun:
    """A run in which this person is staff; any other does not exist for them."""
    return taught_runs(user).get(uuid=uuid)


def may_record(user: User, run: CourseRun) -> bool:
    """May this person record final grades in the run? Only its registrars may."""
    return StaffRole.objects.filter(user=user, run=run, role=StaffRole.Role.REGISTRAR).exists()


def learners_in(run: CourseRun, search: str = "") -> "QuerySet[Enrollment]":
    """The run's enrolments with their learners, by name, for its staff; erased people too.

    `search` keeps those whose name or address contains it.
    """
    found = with_track().filter(run=run).select_related("learner")
    if search:
        found = found.filter(
            Q(learner__name__icontains=search) | Q(learner__email__icontains=search)
        )
    return found.order_by("learner__name", "pk")
