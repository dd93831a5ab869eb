"""The dashboard's next step, and a progress page that explains every number."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from gradus.accounts.models import User
from gradus.assessment.actions import conclude
from gradus.catalog.models import CourseRun
from gradus.courseware.problems.base import Answers
from gradus.enrollment.models import Enrollment
from gradus.enrollment.queries import enrollment_of
from tests.assessment.test_submit import RIGHT, answer
from tests.support.courses import a_course_run, enrolled
from tests.support.rows import DAY, NOW
from tests.web.learn.test_answering import said

SignIn = Callable[[User], Client]


@pytest.fixture
def run(db: None, tmp_path: Path) -> CourseRun:  # noqa: ARG001 - opens the database
    return a_course_run(tmp_path)


@pytest.fixture
def place(ada: User, run: CourseRun) -> Enrollment:
    return enrollment_of(ada, enrolled(ada, run).uuid)


def answered(place: Enrollment, *keys: str) -> Enrollment:
    for key in keys:
        answer(place, key, RIGHT[key])
    return place


def test_who_is_in_no_course_is_shown_the_way(ada: User, sign_in: SignIn) -> None:
    page = sign_in(ada).get("/learn/")
    assert "You are in no course yet." in said(page)
    assert b'href="/decide/"' in page.content


def test_a_new_course_is_started_at_its_beginning(
    ada: User, sign_in: SignIn, place: Enrollment
) -> None:
    page = sign_in(ada).get("/learn/")
    assert "New Next: Capital. 0 of 5 questions answered" in said(page)
    assert f'href="/learn/{place.uuid}/">Start</a>' in page.content.decode()


def test_the_next_question_is_one_click_away(
    ada: User, sign_in: SignIn, place: Enrollment
) -> None:
    answered(place, "capital", "primes")
    page = sign_in(ada).get("/learn/")
    assert "In progress Next: Type. 2 of 5 questions answered" in said(page)
    assert f'href="/learn/{place.uuid}/second/">Continue</a>' in page.content.decode()


def test_a_recorded_pass_leads_to_the_credential(
    ada: User, sign_in: SignIn, place: Enrollment
) -> None:
    answered(place, *RIGHT)
    assert "The result is being recorded." in said(sign_in(ada).get("/learn/"))
    conclude(enrollment_id=place.pk, now=NOW)
    assert "Passed with 100 %, recorded on" in said(sign_in(ada).get("/learn/"))


def test_a_pass_on_the_free_track_is_offered_to_count(
    ben: User, sign_in: SignIn, run: CourseRun
) -> None:
    answered(enrolled(ben, run, verified=False), *RIGHT)
    words = said(sign_in(ben).get("/learn/"))
    assert "You reached the pass mark. Pay for it to count toward the credential." in words
    CourseRun.objects.update(pay_by=NOW.replace(year=2020))
    assert "paying has closed: it does not count" in said(sign_in(ben).get("/learn/"))


def test_a_run_before_its_start_and_after_its_end_says_when(
    ada: User, sign_in: SignIn, place: Enrollment, run: CourseRun
) -> None:
    CourseRun.objects.filter(pk=run.pk).update(starts_at=NOW.replace(year=2090))
    assert "Not started Starts on" in said(sign_in(ada).get("/learn/"))
    CourseRun.objects.filter(pk=run.pk).update(starts_at=None, ends_at=NOW.replace(year=2020))
    assert "This run ended on" in said(sign_in(ada).get("/learn/"))
    assert place.run_id == run.pk


def test_when_all_is_answered_without_a_pass_the_progress_is_shown(
    ada: User, sign_in: SignIn, place: Enrollment
) -> None:
    wrong: dict[str, Answers] = {
        "capital": {"capital_2_1": "choice_1"},
        "primes": {"primes_2_1": ("choice_1",)},
        "type": {"type_2_1": "float"},
        "half": {"half_2_1": "7"},
        "name": {"name_2_1": "Ben"},
    }
    for key, given in wrong.items():
        answer(place, key, given)
    words = said(sign_in(ada).get("/learn/"))
    assert "Every question is answered; the result is" in words


@pytest.mark.parametrize("count", [1, 3])
def test_the_dashboard_takes_five_queries(
    ada: User,
    sign_in: SignIn,
    tmp_path: Path,
    count: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    for number in range(count):
        answered(enrolled(ada, a_course_run(tmp_path, f"T{number}")), "capital")
    browser = sign_in(ada)
    browser.get("/learn/")
    with django_assert_num_queries(5):  # type: ignore[attr-defined]  # a context manager
        page = browser.get("/learn/")
    assert page.content.count(b'class="card"') == count


def test_progress_explains_every_number(ada: User, sign_in: SignIn, place: Enrollment) -> None:
    answer(place, "capital", RIGHT["capital"], now=NOW - DAY)
    answered(place, "half")
    words = said(sign_in(ada).get(f"/learn/{place.uuid}/progress/"))
    assert "Can still be passed" in words
    assert "100 % so far" in words
    assert "43.33 % if you stop now" in words
    assert "100 % still reachable" in words
    assert "0.4 × 33.33 % + 0.6 × 50 % = 43.33 %." in words
    assert "Homework: 33.33 %, counts 40 % of the result" in words
    assert "It adds 30 % to the result." in words
    assert "Capital 1 of 1 full marks" in words
    assert "Primes 0 of 1 not answered yet" in words
    assert "How your result grew with your answers" in words


def test_progress_before_the_first_answer(ada: User, sign_in: SignIn, place: Enrollment) -> None:
    words = said(sign_in(ada).get(f"/learn/{place.uuid}/progress/"))
    assert "– so far Nothing is begun yet." in words
    assert "To pass you need about 60 % of the points that are still open." in words


def test_progress_takes_five_queries(
    ada: User,
    sign_in: SignIn,
    place: Enrollment,
    django_assert_num_queries: Callable[..., object],
) -> None:
    answered(place, *RIGHT)
    browser = sign_in(ada)
    browser.get(f"/learn/{place.uuid}/progress/")
    with django_assert_num_queries(5):  # type: ignore[attr-defined]  # a context manager
        browser.get(f"/learn/{place.uuid}/progress/")
