"""Home, catalogue and program: what they say, what they cost, and whom they are kept for."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gradus.accounts.models import User
from gradus.catalog.models import CourseRun, Price
from gradus.enrollment.actions import enroll
from gradus.web.parts.anonymous import SHELF
from tests.support.programs import a_program, an_agreement, teach
from tests.support.rows import NOW

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[3] / "src" / "gradus" / "web" / "templates" / "decide"
PROGRAM = "/decide/decisions-with-data/"


def page(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def three_programs() -> None:
    a_program()
    a_program("logistique", title="Décider en logistique", field="Operations", language="fr")
    a_program("bayes", title="Bayes at Work")


@pytest.mark.parametrize("path", ["/", "/decide/"])
def test_home_and_catalogue_speak_without_any_program(client: Client, path: str) -> None:
    assert "There is no program here yet" in page(client, path)


def test_the_home_page_names_the_four_doors_and_a_next_step(client: Client) -> None:
    a_program()
    html = page(client, "/")
    assert all(f">{door}</a></h3>" in html for door in ("Decide", "Learn", "Prove", "Advance"))
    assert "Find a program" in html
    assert "Deciding with Data" in html


def test_a_card_says_who_how_long_how_much_and_that_it_is_invented(client: Client) -> None:
    a_program()
    html = page(client, "/decide/")
    assert "Harborview University" in html
    assert "fictitious" in html
    assert "1,250 USD, paid course by course" in html
    assert '<span id="count" role="status">1 program</span>' in html


def test_search_and_filters_narrow_the_catalogue_by_address_alone(client: Client) -> None:
    three_programs()
    html = page(client, "/decide/?q=logistique&language=fr")
    assert "1 of 3 programs" in html
    assert "Décider en logistique" in html
    assert "Bayes at Work" not in html
    assert "<details open>" in html


def test_an_empty_result_offers_the_way_back(client: Client) -> None:
    a_program()
    html = page(client, "/decide/?q=zebra")
    assert "No program fits all of this" in html
    assert "Show all programs" in html


@pytest.mark.parametrize("query", ["price=cheap", "hours=7", "level=phd", "price=-1", "q=%00"])
def test_a_filter_that_makes_no_sense_is_told_and_hides_nothing(
    client: Client, query: str
) -> None:
    a_program()
    html = page(client, f"/decide/?{query}")
    assert "Deciding with Data" in html
    assert 'class="error"' in html


def test_htmx_gets_the_list_alone_at_the_same_address(client: Client) -> None:
    three_programs()
    html = page(client, "/decide/?q=logistique", hx_request="true", hx_target="results")
    assert "<html" not in html
    assert "Décider en logistique" in html
    assert 'hx-swap-oob="innerHTML:#count">1 of 3 programs' in html
    assert "<html" in page(client, "/decide/?q=logistique")


def test_the_catalogue_costs_the_same_for_one_and_three(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_program()
    with django_assert_num_queries(6):
        page(client, "/decide/")
    SHELF.clear()
    a_program("logistique", title="Décider")
    a_program("bayes", title="Bayes")
    with django_assert_num_queries(6):
        page(client, "/decide/")


def test_a_stranger_gets_the_kept_page_for_one_query_and_no_cookie(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_program()
    first = client.get("/decide/")
    with django_assert_num_queries(1):
        second = client.get("/decide/")
    assert second.content == first.content
    assert dict(second.cookies) == {}
    assert "Cookie" in second["Vary"]
    assert "HX-Request" in second["Vary"]


def test_a_new_version_shows_at_once(client: Client) -> None:
    a_program()
    page(client, "/decide/")
    a_program(title="Deciding Anew")
    assert "Deciding Anew" in page(client, "/decide/")


def test_somebody_signed_in_never_sees_a_kept_page(
    client: Client, ada: User, sign_in: Callable[[User], Client]
) -> None:
    a_program()
    assert "Sign in" in page(client, "/decide/")
    assert ">Ada<" in page(sign_in(ada), "/decide/")
    assert ">Ada<" not in page(client, "/decide/")


def test_a_program_page_says_what_who_order_hours_price_and_outcomes(client: Client) -> None:
    a_program()
    html = page(client, PROGRAM)
    for words in (
        "Whom it is for, and whom not",
        "Probability for Decisions",
        "What completes it",
        "All 5 courses cost 1,250 USD together",
        "250 USD buys: a verified place in Probability for Decisions",
        "MIT supply chain as an example",
        "grade A",
        "2015",
        "Harborview University",
        "Pass Probability for Decisions on a verified place",
        "Enrolment is not open yet",
    ):
        assert words in html, words


def test_the_primary_action_begins_with_the_first_open_course(client: Client) -> None:
    a_program()
    run = CourseRun.objects.get(course__number="DD1")
    teach(run)
    html = page(client, PROGRAM)
    assert f'<a class="button" href="/learn/runs/{run.uuid}/enrol/">Begin with Probability' in html


def test_who_has_begun_goes_on_instead(ada: User, sign_in: Callable[[User], Client]) -> None:
    a_program()
    run = CourseRun.objects.get(course__number="DD1")
    teach(run)
    place = enroll(learner=ada, run=run, now=NOW)
    html = page(sign_in(ada), PROGRAM)
    assert f'<a class="button" href="/learn/{place.uuid}/">Go on with Probability' in html


def test_a_program_page_has_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    three_programs()
    with django_assert_num_queries(6):
        page(client, PROGRAM)
    with django_assert_num_queries(1):
        page(client, PROGRAM)


def test_a_program_names_the_degrees_that_count_it(client: Client) -> None:
    a_program()
    assert "no agreement published" in page(client, "/decide/")
    assert "No agreement with a university is published" in page(client, PROGRAM)
    SHELF.clear()
    an_agreement()
    assert "MSc Applied Data Science, Northgate University" in page(client, "/decide/")
    assert '<a class="cover" href="/advance/northgate' in page(client, PROGRAM)
    assert "1 program<" in page(client, "/decide/?credit=on")


def test_a_filter_by_credit_hides_programs_without_an_agreement(client: Client) -> None:
    a_program()
    assert "No program fits all of this" in page(client, "/decide/?credit=on")


def test_a_free_program_says_so(client: Client) -> None:
    a_program()
    Price.objects.all().delete()
    html = page(client, PROGRAM)
    assert "free of charge" in html
    assert "buys:" not in html


def test_an_unknown_program_is_not_there(client: Client) -> None:
    assert client.get("/decide/nowhere/").status_code == 404
    assert client.get("/decide/nowhere/roi/").status_code == 404


def test_no_template_of_this_door_states_a_figure_of_its_own() -> None:
    bare = re.compile(r"\d[\d.,]*\s*(%(?!\})|USD|EUR|percent)")
    texts = {path.name: path.read_text("utf-8") for path in TEMPLATES.glob("*.html")}
    assert {name: bare.findall(text) for name, text in texts.items() if bare.search(text)} == {}
    assert len(texts) > 5
