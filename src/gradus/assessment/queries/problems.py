"""Problems as one learner finds them: placed in the course, with limits, tries and marks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from hashlib import sha256
from typing import Final

from gradus.assessment.models import Submission
from gradus.assessment.rules.attempts import Limits, Standing
from gradus.catalog.models import ContentVersion
from gradus.catalog.queries.courses import course_of
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
    rows = Submission.objects.filter(enrollment=enrollment, problem_key__in=wanted).order_by(
        "attempt"
    )
    by_key: dict[str, list[Submission]] = {}
    for row in rows if wanted else ():
        by_key.setdefault(row.problem_key, []).append(row)
    return {key: shown(one, by_key.get(key, [])) for key, one in wanted.items()}


def shown(placed: Placed, rows: list[Submission]) -> Shown:
    """The problem after these submissions, first to last."""
    latest = rows[-1] if rows else None
    return Shown(placed, standing_of(rows), latest)


def standing_of(rows: list[Submission]) -> Standing:
    """What the law of attempts needs to know of the submissions."""
    if not rows:
        return Standing()
    return Standing(
        used=rows[-1].attempt,
        full_marks=any(row.earned >= row.possible for row in rows),
        last_at=rows[-1].submitted_at,
    )


def submissions_to(enrollment: Enrollment, key: str) -> list[Submission]:
    """The learner's submissions to a problem, first to last."""
    return list(
        Submission.objects.filter(enrollment=enrollment, problem_key=key).order_by("attempt")
    )


def points(value: object) -> Fraction:
    """A stored number of points, exactly."""
    return Fraction(str(value))
