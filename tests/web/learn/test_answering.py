"""Answering on pages: in place, as a page, refused in words, and never for somebody else."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from gradus.accounts.models import User
from gradus.assessment.models import Submission
from gradus.catalog.models import CourseRun
from gradus.enrollment.models import Enrollment
from tests.support.courses import a_course_run, enrolled
from tests.support.rows import NOW

SignIn = Callable[[User], Client]
PART = {"HX-Request": "true"}


@pytest.fixture
def run(db: None, tmp_path: Path) -> CourseRun:  # noqa: ARG001 - opens the database
    return a_course_run(tmp_path)


@pytest.fixture
def place(ada: User, run: CourseRun) -> Enrollment:
    return enrolled(ada, run)


@pytest.fixture
def browser_of_ada(ada: User, sign_in: SignIn, place: Enrollment) -> Client:  # noqa: ARG001 - enrolled
    return sign_in(ada)


def path(place: Enrollment, unit: str, key: str = "") -> str:
    return f"/learn/{place.uuid}/{unit}/" + (f"{key}/" if key else "")


def said(answer: object) -> str:
    """The words of a page, without markup."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())  # type: ignore[attr-defined]  # a response
    return " ".join(text.split())


def test_a_unit_shows_its_questions_with_their_attempts(
    browser_of_ada: Client, place: Enrollment
) -> None:
    words = said(browser_of_ada.get(path(place, "first")))
    assert "Capital of Italy?" in words
    assert "0 of 3 attempts used · 1 point" in words
    assert "Choose all that apply." in words
    assert "Hint (1 of 1)" in words
    assert "since 1871" not in words


def test_an_answer_in_place_brings_the_question_back_marked(
    browser_of_ada: Client, place: Enrollment
) -> None:
    answer = browser_of_ada.post(
        path(place, "first", "capital"),
        {"input_capital_2_1": "choice_1", "token": str(uuid4())},
        headers=PART,
    )
    assert answer.status_code == 200
    assert answer.content.startswith(b'<article class="problem" id="problem-capital"')
    words = said(answer)
    assert "Not right" in words
    assert "A large city, but no." in words
    assert "1 of 3 attempts used · 0 of 1 points" in words


def test_without_javascript_one_returns_to_the_page_where_the_mark_stands(
    browser_of_ada: Client, place: Enrollment
) -> None:
    answer = browser_of_ada.post(
        path(place, "first", "capital"), {"input_capital_2_1": "choice_0"}
    )
    assert answer.status_code == 302
    assert answer["Location"] == f"/learn/{place.uuid}/first/#problem-capital"
    words = said(browser_of_ada.get(path(place, "first")))
    assert "Right" in words
    assert "since 1871" in words


def test_several_boxes_are_taken_together(browser_of_ada: Client, place: Enrollment) -> None:
    browser_of_ada.post(
        path(place, "first", "primes"), {"input_primes_2_1[]": ["choice_0", "choice_2"]}
    )
    assert str(Submission.objects.get().earned) == "1.000000"


def test_a_form_sent_twice_counts_once(browser_of_ada: Client, place: Enrollment) -> None:
    form = {"input_capital_2_1": "choice_1", "token": str(uuid4())}
    for _ in range(2):
        browser_of_ada.post(path(place, "first", "capital"), form, headers=PART)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("extra", [None, PART])
def test_what_is_not_a_number_is_refused_and_stays_in_the_field(
    browser_of_ada: Client, place: Enrollment, extra: dict[str, str] | None
) -> None:
    answer = browser_of_ada.post(
        path(place, "third", "half"), {"input_half_2_1": "0,5"}, headers=extra
    )
    assert answer.status_code == 422
    assert "“0,5” has a comma" in said(answer)
    assert b'value="0,5"' in answer.content
    assert b'aria-invalid="true"' in answer.content
    assert "0 of 2 attempts used" in said(answer)
    assert Submission.objects.count() == 0


def test_after_the_last_attempt_the_refusal_keeps_what_was_typed(
    browser_of_ada: Client, place: Enrollment
) -> None:
    form = {"input_half_2_1": "7"}
    target = path(place, "third", "half")
    answer = [browser_of_ada.post(target, form, headers=PART) for _ in range(3)][-1]
    assert answer.status_code == 422
    assert "All 2 attempts at this question are used." in said(answer)
    assert Submission.objects.count() == 2


def test_an_ended_run_refuses_in_words(
    browser_of_ada: Client, place: Enrollment, run: CourseRun
) -> None:
    CourseRun.objects.filter(pk=run.pk).update(ends_at=NOW.replace(year=2020))
    answer = browser_of_ada.post(
        path(place, "first", "capital"), {"input_capital_2_1": "choice_0"}, headers=PART
    )
    assert answer.status_code == 422
    assert "ended on" in said(answer)
    assert Submission.objects.count() == 0


def test_a_question_that_cannot_be_answered_here_says_so(
    browser_of_ada: Client, place: Enrollment
) -> None:
    words = said(browser_of_ada.get(path(place, "second")))
    assert "Draw a circuit." in words
    assert "This question cannot be answered on this platform; it does not count." in words


@pytest.mark.parametrize(
    ("unit", "key"), [("first", "half"), ("first", "nothing"), ("nowhere", "capital")]
)
def test_a_question_that_is_not_there_is_404(
    browser_of_ada: Client, place: Enrollment, unit: str, key: str
) -> None:
    assert browser_of_ada.post(path(place, unit, key), {}).status_code == 404


@pytest.mark.parametrize("page", ["", "progress/", "first/", "first/capital/"])
def test_somebody_elses_place_does_not_exist(
    ben: User, sign_in: SignIn, place: Enrollment, page: str
) -> None:
    assert sign_in(ben).get(f"/learn/{place.uuid}/{page}").status_code == 404


def test_somebody_elses_place_takes_no_answer(
    ben: User, sign_in: SignIn, place: Enrollment
) -> None:
    answer = sign_in(ben).post(path(place, "first", "capital"), {"input_capital_2_1": "choice_0"})
    assert answer.status_code == 404
    assert Submission.objects.count() == 0


def test_a_question_has_a_page_of_its_own(browser_of_ada: Client, place: Enrollment) -> None:
    answer = browser_of_ada.get(path(place, "first", "capital"))
    assert answer.status_code == 200
    assert "Capital of Italy?" in said(answer)


def test_who_is_not_signed_in_goes_to_sign_in(client: Client, place: Enrollment) -> None:
    answer = client.post(path(place, "first", "capital"), {})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/auth/login/")


def test_an_answer_takes_five_queries(
    browser_of_ada: Client, place: Enrollment, django_assert_num_queries: Callable[..., object]
) -> None:
    """Session, person, place, newest attempt, the new row; the tests' savepoint is two more."""
    target = path(place, "second", "type")
    browser_of_ada.post(target, {"input_type_2_1": "int"}, headers=PART)
    with django_assert_num_queries(5 + 2):  # type: ignore[attr-defined]  # a context manager
        browser_of_ada.post(target, {"input_type_2_1": "int", "token": str(uuid4())}, headers=PART)


def test_hostile_forms_break_nothing(browser_of_ada: Client, place: Enrollment) -> None:
    for value in ("\0", "9^9^9^9", "(" * 3000, "<script>alert(1)</script>", "é" * 20_000):
        answer = browser_of_ada.post(path(place, "third", "half"), {"input_half_2_1": value})
        assert answer.status_code == 422
        assert b"<script>alert" not in answer.content
    browser_of_ada.post(path(place, "third", "name"), {"input_name_2_1": "A\0da"})
    assert Submission.objects.get().answers == {"name_2_1": "Ada"}
