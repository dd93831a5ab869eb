"""Which attempt counts."""

from fractions import Fraction

import pytest

from gradus.assessment.rules.marks import counting

TRIES = (Fraction(1, 2), Fraction(1), Fraction(0), Fraction(0))


@pytest.mark.parametrize(
    ("method", "points"),
    [
        ("last_score", Fraction(0)),
        ("first_score", Fraction(1, 2)),
        ("highest_score", Fraction(1)),
        ("average_score", Fraction(38, 100)),
        ("", Fraction(0)),
    ],
)
def test_the_method_of_the_author_says_which_attempt_counts(method: str, points: Fraction) -> None:
    assert counting(method, TRIES) == points
