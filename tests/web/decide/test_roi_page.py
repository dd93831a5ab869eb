"""The return-on-investment page: pay is posted, never stored, and the answer is in words."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gradus.catalog.models import Price
from gradus.web.parts.anonymous import SHELF
from tests.support.programs import a_program

pytestmark = pytest.mark.django_db
ROI = "/decide/decisions-with-data/roi/"
TYPED = {
    "salary": "85000",
    "choice": "program",
    "horizon": "10",
    "discount": "3",
    "growth": "1",
    "tax": "30",
    "hour_value": "35",
    "work_hours": "2080",
    "hours_factor": "100",
    "fade": "3",
    "lag": "0.5",
    "stops_at": "35",
    "completion": "30",
    "completion_course": "70",
}
N = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def program() -> None:
    a_program()


def answer(client: Client, **typed: str) -> str:
    response = client.post(ROI, TYPED | typed)
    assert response.status_code == 200
    return response.content.decode()


def test_the_form_shows_every_default_with_its_ground(client: Client) -> None:
    html = client.get(ROI).content.decode()
    assert "What would it have to be worth?" in html
    assert 'name="discount" value="3"' in html
    assert "Our assumption. Reviewed on" in html
    assert "E06, short certificate 2025" in html
    assert "answer-" not in html


def test_every_default_of_the_test_is_the_one_on_the_page(client: Client) -> None:
    html = client.get(ROI).content.decode()
    shown = set(TYPED) - {"salary", "choice"}
    assert [key for key in shown if f'name="{key}" value="{TYPED[key]}"' not in html] == []


def test_the_headline_is_the_break_even_raise_with_the_risk_below(client: Client) -> None:
    html = answer(client)
    assert (
        f"The program pays if it raises your pay by at least 0.3{N}% in money alone, "
        f"or 0.3{N}% if your hours count too."
    ) in html
    assert "Counting that 30 of 100 finish, the raise would have to be" in html
    assert f"measured averages lie between 1.8{N}% and 14{N}%" in html
    assert f"With a raise of 3.8{N}%, the money is back in year 2" in html


def test_the_answer_is_not_kept_by_anybody_and_tells_no_other_site(client: Client) -> None:
    response = client.post(ROI, TYPED)
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert "85000" not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]
    assert dict(response.cookies) == {}
    assert len(SHELF._pages) == 0


def test_a_salary_in_the_address_is_ignored(client: Client) -> None:
    html = client.get(f"{ROI}?salary=85000").content.decode()
    assert "The program pays if" not in html
    assert "85000" not in html


def test_one_course_first_has_its_own_price_hours_and_no_borrowed_raise(client: Client) -> None:
    html = answer(client, choice="course")
    assert f"The one course pays if it raises your pay by at least less than 0.1{N}%" not in html
    assert "The one course pays if it raises your pay by less than" in html
    assert f"With a raise of less than 0.1{N}%" in html


def test_doing_nothing_is_answered_too(client: Client) -> None:
    html = answer(client, choice="nothing")
    assert "Doing nothing costs nothing, and your pay stays on its path." in html
    assert "What would change this" not in html
    assert "Your choices, in the same rows" in html


def test_a_career_changer_sees_landed_and_not_landed_apart(client: Client) -> None:
    html = answer(client, wage="95,000")
    assert "If you land that job:" in html
    assert "Nobody publishes how many land it" in html
    assert "It evens out if your chance" in html
    assert "that job pays no more than yours" in answer(client, wage="50000")


def test_a_raise_of_ones_own_is_drawn(client: Client) -> None:
    assert f"With a raise of 0{N}%, the money does not come back within 10 years" in answer(
        client, **{"raise": "0"}
    )


def test_help_from_the_employer_lowers_the_price(client: Client) -> None:
    assert f"by at least 0{N}% in money alone" in answer(client, aid="5250")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"salary": ""}, "Write a number here; the answer cannot be computed without it."),
        ({"salary": "a lot"}, "Write digits only, with a point for decimals"),
        ({"salary": "85.000,00"}, "Write digits only, with a point for decimals"),
        ({"salary": "0"}, "Write a number from 1 to 100000000."),
        ({"tax": "120"}, "Write a number from 0 to 95."),
        ({"horizon": "0"}, "Write a number from 1 to 60."),
        ({"discount": "NaN"}, "Write digits only"),
        ({"choice": "lottery"}, "Choose one of the three."),
        ({"horizon": "2.5"}, "decimal place"),
    ],
)
def test_what_cannot_be_computed_is_said_and_what_was_typed_stays(
    client: Client, typed: dict[str, str], words: str
) -> None:
    response = client.post(ROI, TYPED | typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Nothing was computed yet" in html
    assert words in html
    assert all(
        f'value="{value}"' in html for value in typed.values() if value and value != "lottery"
    )
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("salary", ["85,000", "85 000", f"85{N}000", "85000.00"])
def test_pay_is_read_as_people_write_it(client: Client, salary: str) -> None:
    assert f"0.3{N}% in money alone" in answer(client, salary=salary)


def test_a_raise_that_cannot_come_in_time_is_said(client: Client) -> None:
    html = answer(client, horizon="1", lag="1")
    assert "It cannot pay back within 1 years, whatever the raise." not in html
    assert "It cannot pay back within 1 year, whatever the raise." in html


def test_study_longer_than_the_years_looked_at_is_refused_beside_the_form(client: Client) -> None:
    a_program("slow", title="Slow", weeks="104")
    response = client.post("/decide/slow/roi/", TYPED | {"horizon": "2"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Study of 2 years does not end within 2 years." in html
    assert 'name="salary" value="85000"' in html


def test_a_free_program_needs_no_raise_for_money(client: Client) -> None:
    Price.objects.all().delete()
    assert f"by at least 0{N}% in money alone" in answer(client)


def test_an_answer_costs_the_queries_of_one_program(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_program("logistique", title="Décider")
    a_program("bayes", title="Bayes")
    with django_assert_num_queries(4):
        answer(client)


def test_every_figure_in_the_text_stands_in_a_table_too(client: Client) -> None:
    html = answer(client)
    for caption in (
        "Running total against doing nothing, in USD",
        "The raise you would need, beside raises that were measured",
        "Year by year, in USD",
        "The program, one course first, and nothing",
        "One thing at a time, everything else as you wrote it",
    ):
        assert caption in html, caption
