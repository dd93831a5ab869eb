"""A learner's grades, computed from the submissions on reading."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from django.db.models import QuerySet

from gradus.accounts.models import User
from gradus.assessment.models import FinalGrade, Submission
from gradus.assessment.queries.problems import is_dated, newest_of, newest_rows
from gradus.assessment.rules.grading import (
    Grade,
    Outlook,
    Rounding,
    Sequence,
    course_grade,
    outlook,
)
from gradus.assessment.rules.marks import Attempt, by_problem, graded_sequences
from gradus.catalog.queries.courses import course_of
from gradus.catalog.queries.prepared import Prepared
from gradus.courseware.graded import CountedProblem, GradedCourse, graded_course
from gradus.courseware.problems.base import Mode
from gradus.enrollment.models import Enrollment
from gradus.enrollment.queries import enrollments_of

_COLUMNS = ("enrollment_id", "problem_key", "attempt", "earned", "submitted_at")


@dataclass(frozen=True)
class Progress:
    """Where a learner stands in a run: marks, grade, and what comes next.

    `attempts` are all of them, or the newest at each problem where only those are needed.
    """

    enrollment: Enrollment
    course: GradedCourse
    attempts: tuple[Attempt, ...]
    sequences: tuple[Sequence, ...]
    final: FinalGrade | None
    now: datetime

    @property
    def rounding(self) -> Rounding:
        return Rounding(self.enrollment.run.rounding)

    @cached_property
    def grade(self) -> Grade:
        """The official result of today."""
        return course_grade(self.course.policy, self.sequences, self.rounding)

    @cached_property
    def outlook(self) -> Outlook:
        """So far, if you stop now, still reachable."""
        return outlook(self.course.policy, self.sequences, self.rounding)

    @cached_property
    def answered(self) -> frozenset[str]:
        """Keys of the problems with at least one submission."""
        return frozenset(attempt.problem_key for attempt in self.attempts)

    @property
    def next_problem(self) -> CountedProblem | None:
        """The first problem in reading order without an answer."""
        answered = self.answered
        unanswered = (one for key, one in self.course.problems.items() if key not in answered)
        return next(unanswered, None)

    def grade_after(self, count: int) -> Grade:
        """The official result after the first so many submissions."""
        sequences = _sequences(self.enrollment, self.course, self.attempts[:count], self.now)
        return course_grade(self.course.policy, sequences, self.rounding)


def progress_of(enrollment: Enrollment, now: datetime) -> Progress:
    """Where this learner stands, with all attempts, in two queries."""
    return _progress_of([enrollment], _attempts([enrollment]), now)[0]


def progress_of_user(user: User, now: datetime) -> tuple[Progress, ...]:
    """Where this person stands in each run they are in, newest first, in three queries."""
    enrollments = enrollments_of(user)
    if all(_course_of(enrollment).last_counts for enrollment in enrollments):
        finals = {row.enrollment_id: row for row in _FINALS.rows(user.pk)}
        return _progress_with(enrollments, _NEWEST.rows(user.pk), finals, now)
    return _progress_of(enrollments, _attempts(enrollments), now)


def progress_of_all(enrollments: list[Enrollment], now: datetime) -> tuple[Progress, ...]:
    """Where these learners stand, in their order, in two queries."""
    if all(_course_of(enrollment).last_counts for enrollment in enrollments):
        rows = newest_of(enrollments)
    else:
        rows = _attempts(enrollments)
    return _progress_of(enrollments, rows, now)


def _progress_of(
    enrollments: list[Enrollment], rows: "QuerySet[Submission]", now: datetime
) -> tuple[Progress, ...]:
    return _progress_with(enrollments, rows.only(*_COLUMNS), newest_finals(enrollments), now)


def _progress_with(
    enrollments: list[Enrollment],
    rows: Iterable[Submission],
    finals: Mapping[int, FinalGrade],
    now: datetime,
) -> tuple[Progress, ...]:
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    for row in rows:
        attempts[row.enrollment_id].append(
            Attempt(row.problem_key, row.attempt, Fraction(row.earned), row.submitted_at)
        )
    return tuple(
        _progress(enrollment, tuple(attempts[enrollment.pk]), finals.get(enrollment.pk), now)
        for enrollment in enrollments
    )


def newest_finals(enrollments: Iterable[Enrollment]) -> Mapping[int, FinalGrade]:
    """The newest final grade of each enrolment that has one."""
    rows = FinalGrade.objects.filter(enrollment__in=list(enrollments)).order_by("version")
    return {row.enrollment_id: row for row in rows}


def _progress(
    enrollment: Enrollment, attempts: tuple[Attempt, ...], final: FinalGrade | None, now: datetime
) -> Progress:
    course = _course_of(enrollment)
    sequences = _sequences(enrollment, course, attempts, now)
    return Progress(enrollment, course, attempts, sequences, final, now)


def _sequences(
    enrollment: Enrollment, course: GradedCourse, attempts: Iterable[Attempt], now: datetime
) -> tuple[Sequence, ...]:
    marks = by_problem(attempts)
    return graded_sequences(course.sequences, marks, dated=is_dated(enrollment), now=now)


def _course_of(enrollment: Enrollment) -> GradedCourse:
    return graded_course(course_of(enrollment.content), Mode(enrollment.run.marking))


def _attempts(enrollments: list[Enrollment]) -> "QuerySet[Submission]":
    rows = Submission.objects.filter(enrollment__in=enrollments)
    return rows.order_by("submitted_at", "pk")


_NEWEST = Prepared(
    lambda user: newest_rows().filter(enrollment__learner_id=user).only(*_COLUMNS), int
)
_FINALS = Prepared(
    lambda user: (
        FinalGrade.objects.filter(enrollment__learner_id=user)
        .defer("explanation")
        .order_by("version")
    ),
    int,
)
