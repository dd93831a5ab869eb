import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from gradus.accounts.models import User
from gradus.catalog.actions.courses import import_course
from gradus.catalog.models import CourseRun
from gradus.enrollment.actions import enroll
from gradus.enrollment.models import StaffRole
from gradus.web.teach.sheet import harmless, sheet
from tests.support.people import person
from tests.support.rows import NOW

SignIn = Callable[[User], Client]
Counted = Callable[[int], object]
COURSE = Path(__file__).parents[3] / "content/courses/Harborview+DD1+2026"
pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> CourseRun:
    ours = import_course(source=COURSE, now=NOW).run
    ours.starts_at = NOW - timedelta(days=30)
    ours.enrol_opens_at = ours.enrol_closes_at = ours.ends_at = None
    ours.save()
    return ours


@pytest.fixture
def teacher(run: CourseRun) -> User:
    teaching = person("Tess")
    StaffRole.objects.create(
        user=teaching, run=run, role=StaffRole.Role.INSTRUCTOR, granted_at=NOW
    )
    return teaching


def test_a_learner_is_shown_with_zero_before_any_answer(
    run: CourseRun, teacher: User, ada: User, sign_in: SignIn
) -> None:
    enroll(learner=ada, run=run, now=NOW)
    page = sign_in(teacher).get(f"/teach/{run.uuid}/gradebook/").text
    assert "ada@example.org" in page
    assert "1 learner has reached" in " ".join(page.split()).replace("what ", "")
    assert "Not passed yet" in page


def test_a_gradebook_does_not_exist_for_people_who_are_not_staff_of_the_run(
    run: CourseRun, teacher: User, ada: User, sign_in: SignIn
) -> None:
    assert sign_in(ada).get(f"/teach/{run.uuid}/gradebook/").status_code == 404
    assert sign_in(ada).get(f"/teach/{run.uuid}/gradebook.csv").status_code == 404
    assert sign_in(teacher).get("/teach/").text.count("gradebook") == 1
    assert "You are not staff in any run" in sign_in(ada).get("/teach/").text


@pytest.mark.parametrize("count", [1, 3])
def test_one_learner_or_three_cost_the_same_questions(
    run: CourseRun,
    teacher: User,
    sign_in: SignIn,
    django_assert_num_queries: Counted,
    count: int,
) -> None:
    for name in ("Ada", "Ben", "Chen")[:count]:
        enroll(learner=person(name), run=run, now=NOW)
    client = sign_in(teacher)
    client.get(f"/teach/{run.uuid}/gradebook/")
    with django_assert_num_queries(7):  # type: ignore[attr-defined]  # a context manager
        client.get(f"/teach/{run.uuid}/gradebook/")


def test_search_finds_names_and_addresses_and_says_when_it_finds_none(
    run: CourseRun, teacher: User, sign_in: SignIn
) -> None:
    for name in ("Ada", "Ben"):
        enroll(learner=person(name), run=run, now=NOW)
    client = sign_in(teacher)
    found = client.get(f"/teach/{run.uuid}/gradebook/?q=BEN@").text
    assert ("ben@example.org" in found, "ada@example.org" in found) == (True, False)
    assert "No learner of this run has" in client.get(f"/teach/{run.uuid}/gradebook/?q=zz").text


def test_the_csv_holds_the_same_and_runs_nothing(
    run: CourseRun, teacher: User, ada: User, sign_in: SignIn
) -> None:
    ada.name = '=HYPERLINK("https://evil.example")'
    ada.save()
    enroll(learner=ada, run=run, now=NOW)
    answer = sign_in(teacher).get(f"/teach/{run.uuid}/gradebook.csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0][:4] == ["name", "email", "track", "enrolled_at"]
    assert lines[1][:3] == ['\'=HYPERLINK("https://evil.example")', "ada@example.org", "audit"]
    assert lines[1][-3:] == ["0", "no", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", " ="])
def test_no_cell_begins_as_a_formula(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert sheet([("Ada", "3.5")]) == "Ada,3.5\r\n"


@pytest.mark.parametrize("page", ["gradebook/", "gradebook.csv"])
def test_a_search_for_what_no_database_holds_finds_the_rest_of_it(
    run: CourseRun, teacher: User, ada: User, sign_in: SignIn, page: str
) -> None:
    enroll(learner=ada, run=run, now=NOW)
    answer = sign_in(teacher).get(f"/teach/{run.uuid}/{page}?q=ad%00a")
    assert answer.status_code == 200
    assert "ada@example.org" in answer.content.decode()
