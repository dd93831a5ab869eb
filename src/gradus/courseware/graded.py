"""Which problems of a course count, where they stand and for how much; read once per version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Final

from gradus.courseware.course import Block, Course
from gradus.courseware.faults import ContentFault
from gradus.courseware.grading import GradingPolicy, policy_of
from gradus.courseware.load import load_problem
from gradus.courseware.problems.base import NOTHING, Mode
from gradus.courseware.seeds import FIXED_SEED

COURSES: Final = 32
UNTITLED: Final = "Question"
LAST: Final = frozenset({"last", "last_score"})


@dataclass(frozen=True, slots=True)
class CountedProblem:
    """A problem that can be answered: `maximum` before, `possible` after weighting."""

    key: str
    unit_key: str
    title: str
    maximum: Fraction
    possible: Fraction
    scale: Fraction
    allowed: int | None
    due: datetime | None
    grace: timedelta
    method: str
    graded: bool


@dataclass(frozen=True, slots=True)
class CountedSequence:
    """A sequence that holds problems; it counts if `graded`, under its `format`."""

    key: str
    title: str
    format: str
    graded: bool
    problems: tuple[CountedProblem, ...]


@dataclass(frozen=True)
class GradedCourse:
    """A course as its grades see it."""

    title: str
    policy: GradingPolicy
    sequences: tuple[CountedSequence, ...]
    problems: Mapping[str, CountedProblem] = field(default_factory=dict)

    @cached_property
    def last_counts(self) -> bool:
        """Everywhere the last attempt is the one that counts."""
        return all(one.method in LAST for one in self.problems.values())


def graded_course(course: Course, mode: Mode) -> GradedCourse:
    """The problems of a course by sequence, in reading order, and its policy."""
    return _graded(_Key(course.sha256, mode), _Held(course))


@dataclass(frozen=True, slots=True)
class _Key:
    sha256: str
    mode: Mode


class _Held:
    """Rides along in the cache's key without being compared: the hash names the course."""

    def __init__(self, course: Course) -> None:
        self.course = course

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)


@lru_cache(maxsize=COURSES)
def _graded(key: _Key, held: _Held) -> GradedCourse:
    course = held.course
    policy, _ = policy_of(course.grading)
    by_sequence: dict[str, list[CountedProblem]] = {}
    for block in course.problems:
        counted = _counted(course, block, key.mode)
        if counted is not None:
            by_sequence.setdefault(course.sequence_of(block).key, []).append(counted)
    sequences = tuple(
        CountedSequence(
            key=sequence.key,
            title=sequence.title,
            format=sequence.settings.format,
            graded=sequence.settings.graded,
            problems=tuple(by_sequence[sequence.key]),
        )
        for sequence in course.sequences
        if sequence.key in by_sequence
    )
    problems = {problem.key: problem for one in sequences for problem in one.problems}
    return GradedCourse(course.title, policy, sequences, problems)


def _counted(course: Course, block: Block, mode: Mode) -> CountedProblem | None:
    """None for what cannot be answered: it leaves the maximum."""
    unit = course.unit_of(block)
    try:
        problem = load_problem(course, block.key, seed=FIXED_SEED, mode=mode)
    except ContentFault:
        return None
    if unit is None or problem.maximum == NOTHING:
        return None
    settings = block.settings
    return CountedProblem(
        key=block.key,
        unit_key=unit.key,
        title=block.title or UNTITLED,
        maximum=problem.maximum,
        possible=problem.possible,
        scale=problem.possible / problem.maximum,
        allowed=settings.max_attempts,
        due=settings.due,
        grace=settings.grace,
        method=settings.grading_method,
        graded=settings.graded,
    )
