"""The gradebook as lines of a sheet."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from gradus.assessment.queries.gradebook import GradebookRow
from gradus.enrollment.queries import track_of

HEADER: Final = ("name", "email", "track", "enrolled_at")


def csv_rows(rows: Sequence[GradebookRow]) -> Iterator[tuple[str, ...]]:
    """A header, then one line a learner; shares of one as decimals, empty where nothing counts."""
    parts = [part.name for part in rows[0].parts] if rows else []
    yield (*HEADER, *parts, "course", "passed", "final_grade")
    for row in rows:
        learner = row.enrollment.learner
        yield (
            learner.name,
            learner.email,
            track_of(row.enrollment).value,
            row.enrollment.enrolled_at.isoformat(),
            *(_decimal(part.share) for part in row.parts),
            _decimal(row.share),
            "yes" if row.passed else "no",
            str(row.final.percent) if row.final else "",
        )


def _decimal(share: Fraction | None) -> str:
    return "" if share is None else f"{float(share):.6f}".rstrip("0").rstrip(".")
