"""Enter a run, change track, leave; every step is a row that is added."""

from datetime import datetime

from django.db import transaction

from gradus.accounts.models import User
from gradus.catalog.models import CourseRun, ProgramVersion
from gradus.enrollment.models import Enrollment, ProgramPin, StaffRole, TrackChange
from gradus.enrollment.queries import dates_of, track_of
from gradus.enrollment.rules.tracks import Track
from gradus.enrollment.rules.windows import check_enrol
from gradus.lib.later import later


@transaction.atomic
def enroll(*, learner: User, run: CourseRun, now: datetime) -> Enrollment:
    """Give a free place (audit). Already in the run: the enrolment as it is, unchanged.

    Who left comes back on the track held before: a place once paid is not lost by leaving.
    Raises `Refused` when the run is not open for enrolment.
    """
    enrollment = _locked(learner, run)
    if enrollment is not None and track_of(enrollment) is not Track.LEFT:
        return enrollment
    check_enrol(dates_of(run), run=run.course.title, now=now)
    enrollment = enrollment or _new(learner, run, now)
    held = _held(enrollment)
    _change(enrollment, held, "enrolled", now)
    if held is Track.VERIFIED:
        later("assessment.conclude", enrollment.pk)
    return enrollment


@transaction.atomic
def upgrade(*, learner: User, run: CourseRun, reason: str, now: datetime) -> Enrollment:
    """Give the verified place that a right or a grant stands for, keeping all work.

    No dates are checked: who grants the right has checked them, and a payment taken in
    time must not lose its place because its notice came late.
    """
    enrollment = _locked(learner, run) or _new(learner, run, now)
    _change(enrollment, Track.VERIFIED, reason, now)
    _pin(learner, run, now)
    # Work done free of charge may already be a pass.
    later("assessment.conclude", enrollment.pk)
    return enrollment


@transaction.atomic
def downgrade(*, learner: User, run: CourseRun, reason: str, now: datetime) -> Enrollment:
    """Take the verified place back (a refund): on free of charge; who has left stays away."""
    enrollment = Enrollment.objects.select_for_update().get(learner=learner, run=run)
    left = track_of(enrollment) is Track.LEFT
    if _held(enrollment) is Track.VERIFIED:
        _change(enrollment, Track.AUDIT, reason, now)
        if left:
            _change(enrollment, Track.LEFT, "left", now)
    return enrollment


@transaction.atomic
def leave(*, enrollment: Enrollment, now: datetime) -> TrackChange:
    """Close the place. Work is kept and comes back on enrolling again."""
    return _change(enrollment, Track.LEFT, "left", now)


@transaction.atomic
def grant_role(*, user: User, run: CourseRun, role: str, now: datetime) -> StaffRole:
    """Make a person staff of a run, as one of `StaffRole.Role`; once."""
    granted, _ = StaffRole.objects.get_or_create(
        user=user, run=run, role=StaffRole.Role(role), defaults={"granted_at": now}
    )
    return granted


def _locked(learner: User, run: CourseRun) -> Enrollment | None:
    User.objects.select_for_update().get(pk=learner.pk)
    return Enrollment.objects.filter(learner=learner, run=run).first()


def _new(learner: User, run: CourseRun, now: datetime) -> Enrollment:
    if run.content is None:
        raise CourseRun.DoesNotExist
    return Enrollment.objects.create(
        learner=learner, run=run, content=run.content, enrolled_at=now
    )


def _held(enrollment: Enrollment) -> Track:
    """The track of today or, after leaving, the one before."""
    steps = enrollment.changes.exclude(track=Track.LEFT).order_by("-pk")
    return Track(steps.values_list("track", flat=True).first() or Track.AUDIT)


def _change(enrollment: Enrollment, track: Track, reason: str, now: datetime) -> TrackChange:
    newest = enrollment.changes.order_by("-pk").first()
    if newest is not None and newest.track == track:
        return newest
    return TrackChange.objects.create(
        enrollment=enrollment, track=track, reason=reason, changed_at=now
    )


def _pin(learner: User, run: CourseRun, now: datetime) -> None:
    """Pin the newest version of each program the course counts in, at the first verified place."""
    versions = (
        ProgramVersion.objects.filter(program_courses__course=run.course)
        .order_by("program_id", "-number")
        .distinct()
    )
    pinned = set(ProgramPin.objects.filter(learner=learner).values_list("program_id", flat=True))
    for version in versions:
        if version.program_id not in pinned:
            pinned.add(version.program_id)
            ProgramPin.objects.create(
                learner=learner, program_id=version.program_id, version=version, pinned_at=now
            )
