"""Answers are taken and results recorded; rows are added, never changed."""

import logging
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from gradus.accounts.models import User
from gradus.assessment.models import FinalGrade, Submission
from gradus.assessment.queries.problems import (
    Placed,
    Shown,
    newest_to,
    sent_before,
    shown,
    standing_of,
)
from gradus.assessment.queries.progress import Progress, newest_finals, progress_of
from gradus.assessment.rules.attempts import check_attempt
from gradus.assessment.rules.grading import Grade, explained
from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import Answers, Mark
from gradus.enrollment.models import Enrollment
from gradus.enrollment.queries import dates_of, track_of, with_track
from gradus.enrollment.rules.tracks import Track
from gradus.enrollment.rules.windows import check_work
from gradus.lib.later import later
from gradus.lib.refusal import Refused, words
from gradus.lib.rounding import down

log = logging.getLogger(__name__)
TIMES: Final = 20
"""How often one learner's answers may collide; each collision is another answer's success."""
PLACES: Final = 6
NOT_HERE = words("This question cannot be answered on this platform; it does not count.")
NOTHING_ANSWERED = words("Nothing is answered yet. No attempt was used.")
FAULTY = words(
    "This question has a mistake of its author and could not be marked. No attempt was used."
)
VERIFIED_ONLY = words("In this run only learners with a verified place are marked.")
PASSED = words("passed")
GREW = words("the result grew")


def submit(
    *, enrollment: Enrollment, placed: Placed, answers: Answers, token: UUID, now: datetime
) -> Shown:
    """Mark an answer and keep it; the same form sent again gives the same row.

    Raises `Refused` when no answer may be given and `InvalidInput` when one cannot be read:
    then nothing is stored and no attempt is used. Two answers at once cannot use one attempt:
    the database refuses the second, which looks again.
    """
    for _ in range(TIMES - 1):
        try:
            return _submit(enrollment, placed, answers, token, now)
        except (IntegrityError, Refused) as reason:
            if sent_before(enrollment, token):
                return shown(placed, newest_to(enrollment, placed.problem.key))
            if isinstance(reason, Refused):
                raise
    return _submit(enrollment, placed, answers, token, now)


@transaction.atomic
def conclude(*, enrollment_id: int, now: datetime) -> FinalGrade | None:
    """Record a verified learner's result when it passes, and again each time it has grown."""
    enrollment = with_track().select_for_update(of=("self",)).filter(pk=enrollment_id).first()
    if enrollment is None or track_of(enrollment) is not Track.VERIFIED:
        return None
    progress = progress_of(enrollment, now)
    grade, final = progress.grade, progress.final
    if not grade.passed or (final is not None and _percent(grade.share) <= final.percent):
        return None
    return _record(progress, reason=GREW if final else PASSED, recorded_by=None, now=now)


@transaction.atomic
def record_final_grade(
    *, enrollment: Enrollment, recorded_by: User, reason: str, now: datetime
) -> FinalGrade:
    """Record today's result with its explanation, by a person who says why."""
    progress = progress_of(enrollment, now)
    return _record(progress, reason=reason, recorded_by=recorded_by, now=now)


def _submit(
    enrollment: Enrollment, placed: Placed, answers: Answers, token: UUID, now: datetime
) -> Shown:
    """Look, mark, add.

    Writers queue for the database, so only adding holds it. Had another attempt come between
    looking and adding, the constraints refuse this one.
    """
    newest = newest_to(enrollment, placed.problem.key)
    if newest is not None and newest.token == token:
        return shown(placed, newest)
    _check_may_answer(enrollment, placed, now)
    check_attempt(placed.limits, standing_of(newest), now=now)
    mark = _marked(placed, answers)
    row = _row(enrollment, placed, answers, mark)
    row.token, row.submitted_at = token, now
    row.attempt = newest.attempt + 1 if newest else 1
    with transaction.atomic():
        row.save(force_insert=True)
        if _may_pass(enrollment, placed, newest, mark):
            later("assessment.conclude", enrollment.pk)
    return shown(placed, row)


def _row(enrollment: Enrollment, placed: Placed, answers: Answers, mark: Mark) -> Submission:
    """The answer with its mark and everything the mark depended on, not yet kept."""
    return Submission(
        enrollment=enrollment,
        content=enrollment.content,
        problem_key=placed.problem.key,
        seed=placed.problem.seed,
        marking=placed.problem.mode.value,
        answers=dict(answers),
        earned=_decimal(mark.earned),
        possible=_decimal(mark.possible),
        feedback=mark.to_json(),
    )


def _marked(placed: Placed, answers: Answers) -> Mark:
    """Mark; a slip of the author is not charged to the learner."""
    fields = placed.problem.inputs
    if all(field.kind != "checkbox" and not answers.get(field.id) for field in fields):
        raise Refused("nothing_answered", NOTHING_ANSWERED)
    try:
        return placed.problem.mark(answers)
    except ContentFault as fault:
        log.exception("problem %s cannot be marked", placed.problem.key)
        raise Refused("content_fault", FAULTY) from fault


def _check_may_answer(enrollment: Enrollment, placed: Placed, now: datetime) -> None:
    run = enrollment.run
    check_work(dates_of(run), run=run.course.title, now=now)
    if not placed.problem.answerable:
        raise Refused("not_answerable", NOT_HERE)
    if not run.audit_graded and track_of(enrollment) is not Track.VERIFIED:
        raise Refused("verified_only", VERIFIED_ONLY)


def _may_pass(
    enrollment: Enrollment, placed: Placed, newest: Submission | None, mark: Mark
) -> bool:
    """Only a graded answer better than the last can lift a verified learner's result."""
    before = Fraction(newest.earned) if newest else Fraction(0)
    better = placed.block.settings.graded and mark.earned > before
    return better and track_of(enrollment) is Track.VERIFIED


def _record(
    progress: Progress, *, reason: str, recorded_by: User | None, now: datetime
) -> FinalGrade:
    enrollment, grade = progress.enrollment, progress.grade
    before = newest_finals([enrollment]).get(enrollment.pk)
    recorded = FinalGrade.objects.create(
        enrollment=enrollment,
        version=before.version + 1 if before else 1,
        content=enrollment.content,
        percent=_percent(grade.share),
        pass_percent=_percent(_pass_share(grade)),
        passed=grade.passed,
        letter=grade.letter,
        explanation=explained(grade),
        reason=reason,
        recorded_by=recorded_by,
        recorded_at=now,
    )
    if grade.passed:
        later("credentials.consider", enrollment.learner_id)
    return recorded


def _pass_share(grade: Grade) -> Fraction:
    return Fraction(1) if grade.pass_share is None else grade.pass_share


def _percent(share: Fraction) -> Decimal:
    """Points of a hundred, cut off: a record never says more than was reached."""
    return _decimal(down(share * 100, PLACES))


def _decimal(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-PLACES))
