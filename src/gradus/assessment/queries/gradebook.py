"""The grades of many learners of one run, for its staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from gradus.assessment.models import FinalGrade
from gradus.assessment.queries.progress import Progress, progress_of_all
from gradus.assessment.rules.grading import TypeGrade
from gradus.enrollment.models import Enrollment


@dataclass(frozen=True, slots=True)
class GradebookPart:
    """An assignment type; `share` is None before anything of it is begun."""

    name: str
    share: Fraction | None
    weight: Fraction


@dataclass(frozen=True, slots=True)
class GradebookRow:
    """A learner's line; `share` is the official result if they stop now."""

    enrollment: Enrollment
    share: Fraction
    passed: bool
    parts: tuple[GradebookPart, ...]
    final: FinalGrade | None


def gradebook(enrollments: Sequence[Enrollment], now: datetime) -> tuple[GradebookRow, ...]:
    """Lines in the order given, in two queries; who asks has been checked by the run's lookup."""
    return tuple(_row(progress) for progress in progress_of_all(list(enrollments), now))


def _row(progress: Progress) -> GradebookRow:
    grade = progress.grade
    return GradebookRow(
        enrollment=progress.enrollment,
        share=grade.share,
        passed=grade.passed,
        parts=tuple(_part(one) for one in grade.types),
        final=progress.final,
    )


def _part(one: TypeGrade) -> GradebookPart:
    begun = any(line.begun for line in one.lines)
    return GradebookPart(one.type.name, one.share if begun else None, one.type.weight)
