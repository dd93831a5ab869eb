"""What it counts for: the words, the states, the questions, whom a page shows what."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gradus.accounts.models import User
from gradus.catalog.models import CourseRun
from gradus.credentials.actions.issue import consider
from gradus.jobs.models import Job
from gradus.jobs.registry import OUTSIDE
from gradus.lib.terms import Json
from gradus.pathways.actions import declare_facts
from gradus.pathways.models import CreditEvaluation, DeclaredFact
from gradus.pathways.queries import declared
from tests.credentials.story import NOW, passed
from tests.support.agreements import agreement_text, an_agreement
from tests.support.programs import a_program, teach

pytestmark = pytest.mark.django_db
ANSWERS = {"bachelor": "true", "taught_in_english": "true", "holds_masters_in": ["none"]}
STATED: dict[str, Json] = {
    "bachelor": "true",
    "taught_in_english": "true",
    "holds_masters_in": [],
    "years_worked": "4",
}
NORTHGATE = "/advance/northgate/"
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def at_the_storys_time() -> object:
    """Both partners take requests on this day."""
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        yield clock


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def courses_passed(learner: User, **percent: str) -> None:
    for number, grade in percent.items():
        run = CourseRun.objects.get(course__number=number)
        if run.content_id is None:
            teach(run)
        passed(learner, run, grade)


def completed(learner: User) -> None:
    """All five courses, half a point short of 75 in DD3, and the credential signed."""
    courses_passed(learner, DD1="92", DD2="81", DD3="74.5", DD4="90", DDX="85")
    consider(learner_id=learner.pk, now=NOW)
    for job in Job.objects.filter(name="credentials.sign", done_at=None):
        OUTSIDE[job.name](*job.args, now=NOW)


def test_without_agreements_the_page_says_so(client: Client) -> None:
    assert "No agreement is in force" in page(client, "/advance/")


def test_a_visitor_reads_every_clause_without_an_account(client: Client) -> None:
    a_program()
    an_agreement("northgate")
    an_agreement("southport")
    home = page(client, "/advance/")
    assert "Up to 12 of 36 credits." in home
    assert "Up to 16 of 48 credits." in home
    assert home.count('<span class="chip">fictitious</span>') == 2
    html = page(client, NORTHGATE)
    assert "DD3 Learning from Data, with 75 percent or more" in html
    assert "Northgate decides within 20 working days." in html
    assert "5f0c7a1e93b64d2882f1c0e7a96d3b54471f8e2ac95d60b3e1874fa2093cd6b8" in html
    assert "Sign in to see where you stand" in html


def test_an_unknown_agreement_does_not_exist(client: Client, ada: User, sign_in: SignIn) -> None:
    page(client, "/advance/nowhere/", 404)
    page(sign_in(ada), "/advance/nowhere/", 404)


def test_two_courses_count_and_what_is_missing_is_said(ada: User, sign_in: SignIn) -> None:
    a_program()
    an_agreement()
    courses_passed(ada, DD1="88", DD2="78.5")
    declare_facts(learner=ada, statements=STATED, now=NOW)
    html = page(sign_in(ada), NORTHGATE)
    assert "6 of the degree&#x27;s 36 credits count by this estimate; 12 are within reach." in html
    assert "<strong>8,500 USD</strong> and 1 term" in html
    assert "6 credits × 1,450 USD less 2 × 100 USD in fees" in html
    assert "They would save 17,000 USD and 2 of 6 terms." in html
    assert "DD2 78.5 on 28 February 2027" in html
    assert "8.5 above the bar, counts through 28 February 2034" in html
    assert "Take DD3: 75 or more, identity checked, not over 7 years old." in html
    assert "before 31 July 2027" in html
    assert "your statement; proof will be asked for" in html
    assert "Estimate under agreement 2026-1, from your record of Monday 1 March 2027." in html


@pytest.mark.parametrize("word", ["guaranteed", "approved", "you will receive"])
def test_no_page_promises(word: str, ada: User, sign_in: SignIn) -> None:
    a_program()
    an_agreement()
    completed(ada)
    declare_facts(learner=ada, statements=STATED, now=NOW)
    for path in ("/advance/", NORTHGATE):
        assert word not in page(sign_in(ada), path).lower()


def test_every_state_stands_on_the_page_with_its_word(ada: User, sign_in: SignIn) -> None:
    a_program()
    an_agreement()
    completed(ada)
    declare_facts(learner=ada, statements={**STATED, "bachelor": "false"}, now=NOW)
    html = page(sign_in(ada), NORTHGATE)
    assert "Nothing counts toward this degree: a condition cannot be met." in html
    for word in ("Met", "Can still be met", "Needs a person", "Cannot be met"):
        assert f"</svg>{word}</span>" in html
    assert "0.5 short of 75" in html


def test_the_credential_counts_as_a_block_at_southport(ada: User, sign_in: SignIn) -> None:
    a_program()
    an_agreement("northgate")
    an_agreement("southport")
    completed(ada)
    declare_facts(learner=ada, statements=STATED, now=NOW)
    html = page(sign_in(ada), "/advance/")
    assert html.index("Online MBA") < html.index("MSc Applied Data Science")
    assert "16 of 48 credits" in html
    assert "<strong>15,680 USD</strong> and 2 terms" in html
    assert "9 of 36 credits" in html


def test_statements_are_kept_changed_and_taken_back(ada: User, sign_in: SignIn) -> None:
    a_program()
    an_agreement()
    client = sign_in(ada)
    answer = client.post(
        f"{NORTHGATE}declare/", {**ANSWERS, "ielts": "7.5", "ielts_on": "2026-05-01"}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{NORTHGATE}#eligibility")
    assert declared(ada) == {
        "bachelor": "true",
        "taught_in_english": "true",
        "holds_masters_in": [],
        "ielts": {"value": "7.5", "on": "2026-05-01"},
    }
    assert "Your statements are kept." in page(client, NORTHGATE)
    client.post(f"{NORTHGATE}declare/", {"bachelor": "", "holds_masters_in": ["analytics"]})
    assert declared(ada) == {"holds_masters_in": ["analytics"]}
    assert DeclaredFact.objects.count() == 8
    client.post(f"{NORTHGATE}declare/", {"bachelor": "", "holds_masters_in": ["analytics"]})
    assert DeclaredFact.objects.count() == 8


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ielts", "seven", "This is not a number. Write it like 7.5."),
        ("holds_masters_in", ["none", "analytics"], "Choose either none, or what applies."),
        ("bachelor", "perhaps", "Select a valid choice."),
    ],
)
def test_a_wrong_answer_is_refused_in_words_and_nothing_is_lost(
    name: str, value: str | list[str], words: str, ada: User, sign_in: SignIn
) -> None:
    a_program()
    an_agreement()
    sent = {"taught_in_english": "true", name: value}
    answer = sign_in(ada).post(f"{NORTHGATE}declare/", sent)
    html = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert words in html
    assert "Your statements are not kept yet" in html
    assert 'value="true" class' in html or "checked" in html
    assert DeclaredFact.objects.count() == 0


@pytest.mark.parametrize("ielts", ["1/0", "1e99999", "abc7", "\u0667", "-7", "7.5\n8", "77777"])
def test_what_only_contains_a_number_is_no_number(ielts: str, ada: User, sign_in: SignIn) -> None:
    a_program()
    an_agreement()
    answer = sign_in(ada).post(f"{NORTHGATE}declare/", {**ANSWERS, "ielts": ielts})
    assert answer.status_code == 422
    assert "This is not a number." in answer.text
    assert declared(ada) == {}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_calendar_of_ours_holds_is_refused(
    day: str, ada: User, sign_in: SignIn
) -> None:
    a_program()
    an_agreement()
    sent = {**ANSWERS, "ielts": "7.5", "ielts_on": day}
    answer = sign_in(ada).post(f"{NORTHGATE}declare/", sent)
    assert answer.status_code == 422
    assert "Write a day between 1950 and 2099." in answer.text
    assert declared(ada) == {}


def test_an_evaluation_is_kept_and_listed(ada: User, sign_in: SignIn) -> None:
    a_program()
    an_agreement()
    client = sign_in(ada)
    answer = client.post(f"{NORTHGATE}evaluate/")
    assert answer["Location"] == f"{NORTHGATE}#kept"
    kept = CreditEvaluation.objects.get()
    html = page(client, NORTHGATE)
    assert "0 credits counted, 12 at most, edition 2026-1" in html
    assert kept.record_sha256[:12] in html


def test_keeping_an_evaluation_of_a_suspended_agreement_is_refused_in_words(
    ada: User, sign_in: SignIn
) -> None:
    a_program()
    an_agreement(text=agreement_text("northgate").replace("status: in_force", "status: suspended"))
    answer = sign_in(ada).post(f"{NORTHGATE}evaluate/")
    assert answer.status_code == 422
    assert "This agreement is not in force now" in answer.content.decode()


def test_strangers_are_sent_to_sign_in_before_they_state_anything(client: Client) -> None:
    for verb in ("declare", "evaluate"):
        answer = client.post(f"{NORTHGATE}{verb}/")
        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


def test_ones_statements_never_show_on_anothers_page(
    ada: User, ben: User, sign_in: SignIn
) -> None:
    a_program()
    an_agreement()
    declare_facts(learner=ada, statements={"holds_masters_in": ["statistics"]}, now=NOW)
    assert "statistics (your statement" in page(sign_in(ada), NORTHGATE)
    assert "statistics (your statement" not in page(sign_in(ben), NORTHGATE)


def test_the_home_page_takes_the_same_queries_for_one_agreement_and_two(
    ada: User, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_program()
    client = sign_in(ada)
    an_agreement("northgate")
    with django_assert_num_queries(6):
        page(client, "/advance/")
    an_agreement("southport")
    with django_assert_num_queries(6):
        page(client, "/advance/")


def test_the_agreement_page_takes_the_same_queries_for_one_course_and_three(
    ada: User, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_program()
    an_agreement()
    client = sign_in(ada)
    courses_passed(ada, DD1="88")
    with django_assert_num_queries(7):
        page(client, NORTHGATE)
    courses_passed(ada, DD2="88", DD3="88")
    declare_facts(learner=ada, statements=STATED, now=NOW)
    with django_assert_num_queries(7):
        page(client, NORTHGATE)


def test_visitors_cost_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_program()
    an_agreement("northgate")
    an_agreement("southport")
    for path in ("/advance/", NORTHGATE):
        with django_assert_num_queries(1):
            page(client, path)
