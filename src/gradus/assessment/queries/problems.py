"""Problems as one learner finds them: placed in the course, with limits, tries and marks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from gradus.assessment.models import Submission
from gradus.assessment.rules.attempts import Limits, Standing
from gradus.catalog.models import ContentVersion
from gradus.catalog.queries.courses import course_of
from gradus.catalog.queries.prepared import Prepared
from gradus.courseware.course import Block, Course
from gradus.courseware.load import load_problem
from gradus.courseware.problems.base import Mode
from gradus.courseware.problems.problem import Problem
from gradus.courseware.seeds import Dice, seed_of
from gradus.enrollment.models import Enrollment

_SEED_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A problem in its course, with the seed and mode that hold for one learner."""

    problem: Problem
    block: Block
    unit_key: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem and what the learner has done at it; `latest` is their newest submission."""

    placed: Placed
    standing: Standing = field(default_factory=Standing)
    latest: Submission | None = None


def problem_for(enrollment: Enrollment, key: str) -> Placed:
    """The problem of this key in the learner's content version (DoesNotExist if there is none)."""
    course = course_of(enrollment.content)
    block = course.blocks.get(key)
    if block is None or block.kind != "problem":
        raise ContentVersion.DoesNotExist
    return placed(enrollment, course, block)


def placed(enrollment: Enrollment, course: Course, block: Block) -> Placed:
    """Fill in what depends on the learner: seed, mode, dates; `ContentFault` for slips."""
    unit = course.unit_of(block)
    if unit is None:
        raise ContentVersion.DoesNotExist
    seed, mode = seed_for(enrollment, course, block), Mode(enrollment.run.marking)
    problem = load_problem(course, block.key, seed=seed, mode=mode)
    return Placed(problem, block, unit.key, _limits(enrollment, block))


def seed_for(enrollment: Enrollment, course: Course, block: Block) -> int:
    """The learner's seed. Where the author wants new dice each time it is fixed per learner."""
    digest = sha256(f"{enrollment.uuid} {block.key}".encode()).digest()
    return seed_of(
        rerandomize=block.settings.rerandomize,
        user_id=enrollment.learner_id,
        usage_key=course.usage_key(block),
        dice=Dice(int.from_bytes(digest[:_SEED_BYTES])),
    )


def is_dated(enrollment: Enrollment) -> bool:
    """Dates that authors wrote bind in a dated run; a self-paced one ignores them."""
    return enrollment.run.starts_at is not None


def _limits(enrollment: Enrollment, block: Block) -> Limits:
    settings, dated = block.settings, is_dated(enrollment)
    return Limits(
        allowed=settings.max_attempts,
        opens=settings.opens_at if dated else None,
        due=settings.due if dated else None,
        grace=settings.grace if dated else timedelta(),
        wait_seconds=settings.wait_seconds,
        showanswer=settings.showanswer,
        show_after=settings.attempts_before_showanswer,
        show_correctness=settings.show_correctness,
    )


def shown_problems(enrollment: Enrollment, blocks: Iterable[Placed]) -> Mapping[str, Shown]:
    """What the learner has done at these problems, in one query."""
    wanted = {one.problem.key: one for one in blocks}
    newest = {row.problem_key: row for row in newest_of([enrollment], wanted)} if wanted else {}
    return {key: shown(one, newest.get(key)) for key, one in wanted.items()}


def shown(placed: Placed, newest: Submission | None) -> Shown:
    """The problem after this submission and those before it."""
    return Shown(placed, standing_of(newest), newest)


def standing_of(newest: Submission | None) -> Standing:
    """What the law of attempts needs to know of the submissions."""
    if newest is None:
        return Standing()
    return Standing(
        used=newest.attempt,
        full_marks=newest.earned >= newest.possible,
        last_at=newest.submitted_at,
    )


def newest_to(enrollment: Enrollment, key: str) -> Submission | None:
    """The learner's newest submission to a problem."""
    rows = _NEWEST.rows(enrollment.pk, key)
    return rows[0] if rows else None


_NEWEST = Prepared(
    lambda enrollment, key: (
        Submission.objects.filter(enrollment_id=enrollment, problem_key=key)
        .defer("answers", "feedback")
        .order_by("-attempt")[:1]
    ),
    int,
    str,
)


def sent_before(enrollment: Enrollment, token: UUID) -> bool:
    """Whether the form with this token has been taken."""
    return Submission.objects.filter(enrollment=enrollment, token=token).exists()


def newest_of(
    enrollments: Collection[Enrollment], keys: Collection[str] | None = None
) -> "QuerySet[Submission]":
    """The newest submission of each of these learners to each problem (of these keys)."""
    rows = newest_rows().filter(enrollment__in=enrollments)
    return rows if keys is None else rows.filter(problem_key__in=keys)


def newest_rows() -> "QuerySet[Submission]":
    """Everybody's newest submission to each problem."""
    same = Submission.objects.filter(
        enrollment=OuterRef("enrollment"), problem_key=OuterRef("problem_key")
    )
    newest = Subquery(same.order_by("-attempt").values("attempt")[:1])
    return Submission.objects.filter(attempt=newest)
