"""Several answers at the same moment: attempts are never used twice, forms never counted twice."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

from gradus.assessment.actions import submit
from gradus.assessment.models import Submission
from gradus.assessment.queries.problems import problem_for
from gradus.enrollment.models import Enrollment
from gradus.lib.refusal import Refused
from tests.support.courses import a_course_run, enrolled
from tests.support.people import person
from tests.support.rows import NOW

WRONG = {"capital_2_1": "choice_1"}


@pytest.fixture
def place(transactional_db: None, tmp_path: Path) -> Enrollment:  # noqa: ARG001 - threads commit
    return enrolled(person("Ada"), a_course_run(tmp_path))


def at_once(
    place: Enrollment,
    tokens: list[UUID],
    key: str = "capital",
    answers: Mapping[str, str] = WRONG,
) -> list[bool]:
    """Send the forms of these tokens together; whether each was taken."""
    placed = problem_for(place, key)

    def send(token: UUID) -> bool:
        try:
            submit(enrollment=place, placed=placed, answers=answers, token=token, now=NOW)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(tokens)) as pool:
        return list(pool.map(send, tokens))


def test_eight_forms_at_once_use_three_of_three_attempts(place: Enrollment) -> None:
    taken = at_once(place, [uuid4() for _ in range(8)])
    attempts = Submission.objects.order_by("attempt").values_list("attempt", flat=True)
    assert (sum(taken), list(attempts)) == (3, [1, 2, 3])


def test_one_form_sent_eight_times_at_once_is_one_submission(place: Enrollment) -> None:
    assert at_once(place, [uuid4()] * 8) == [True] * 8
    assert Submission.objects.count() == 1


def test_sixteen_forms_at_once_to_a_question_without_limit_are_all_taken_or_refused(
    place: Enrollment,
) -> None:
    taken = at_once(place, [uuid4() for _ in range(16)], "name", {"name_2_1": "Bea"})
    attempts = Submission.objects.order_by("attempt").values_list("attempt", flat=True)
    assert list(attempts) == list(range(1, sum(taken) + 1))
