import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.mail import EmailMessage
from django.test import Client, override_settings

from gradus.accounts.models import User
from gradus.management.demonstration.people import PASSWORD, PEOPLE
from gradus.web.account.data import ROOMS

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
NEW = {"name": "Zoë Łukasiewicz", "email": "zoe@example.org", "password1": "a-long-way-up"}


def test_signing_up_asks_three_things_and_keeps_the_name(client: Client) -> None:
    page = client.get("/account/auth/signup/").text
    assert [f'name="{name}"' in page for name in NEW] == [True, True, True]
    assert client.post("/account/auth/signup/", NEW).status_code == 302
    assert User.objects.get(email="zoe@example.org").name == "Zoë Łukasiewicz"


def test_an_error_stands_at_its_field_and_keeps_what_was_typed(client: Client) -> None:
    page = client.post("/account/auth/signup/", NEW | {"email": "zoe"}).text
    assert 'id="id_email_error"' in page
    assert 'value="Zoë Łukasiewicz"' in page


def test_sign_in_leads_back_to_the_page_asked_for(client: Client, ada: User) -> None:
    asked = client.get("/account/")
    assert asked["Location"] == "/account/auth/login/?next=/account/"
    told = {"login": ada.email, "password": "a-long-way-up"}
    assert client.post(asked["Location"], told)["Location"] == "/account/"


def test_a_part_asked_for_by_a_stranger_sends_the_whole_page_to_sign_in(client: Client) -> None:
    answer = client.get("/account/", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (
        204,
        "/account/auth/login/?next=/account/",
    )


def test_the_profile_is_changed_and_says_so(ada: User, sign_in: SignIn) -> None:
    client = sign_in(ada)
    told = {"name": "Ada King", "country": "gb", "time_zone": "Europe/London"}
    page = client.post("/account/", told, follow=True).text
    assert "Your profile is saved." in page
    ada.refresh_from_db()
    assert (ada.name, ada.country) == ("Ada King", "GB")


def test_a_wrong_country_is_refused_in_words(ada: User, sign_in: SignIn) -> None:
    told = {"name": "Ada", "country": "D3", "time_zone": "UTC"}
    answer = sign_in(ada).post("/account/", told)
    assert answer.status_code == 422
    assert "Write the two-letter code of the country" in answer.text


def test_my_data_is_a_file_of_my_own_and_of_nobody_else(
    ada: User, ben: User, sign_in: SignIn
) -> None:
    answer = sign_in(ada).get("/account/data.json")
    assert answer["Content-Disposition"] == 'attachment; filename="gradus-my-data.json"'
    assert answer.json()["account"]["email"] == "ada@example.org"
    assert ben.email not in answer.text


def test_erasing_is_confirmed_by_writing_the_address(ada: User, sign_in: SignIn) -> None:
    client = sign_in(ada)
    assert client.post("/account/erase/", {"email": "ben@example.org"}).status_code == 422
    assert User.objects.get(pk=ada.pk).is_active
    assert "Your account is erased" in client.post("/account/erase/", {"email": ada.email}).text
    assert not User.objects.get(pk=ada.pk).is_active
    assert client.get("/account/").status_code == 302


def test_the_design_page_touches_no_session(client: Client) -> None:
    answer = client.get("/design/")
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_an_unknown_page_says_so_in_our_words(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "This page does not exist" in answer.text


def test_a_forgotten_password_is_replaced_through_the_mail(
    client: Client, ada: User, mailoutbox: list[EmailMessage]
) -> None:
    answer = client.post("/account/auth/password/reset/", {"email": ada.email}, follow=True)
    assert "Look into your mail" in answer.text
    (mail,) = mailoutbox
    assert mail.subject.endswith("Choose a new password")
    link = re.search(r"http://testserver(/\S+)", str(mail.body))
    assert link is not None
    form = client.get(link[1], follow=True)
    assert "Choose a new password" in form.text
    told = {"password1": "another-long-way", "password2": "another-long-way"}
    done = client.post(form.redirect_chain[-1][0], told, follow=True)
    assert "Your password is changed" in done.text
    entered = {"login": ada.email, "password": told["password1"]}
    assert client.post("/account/auth/login/", entered).status_code == 302


def test_whether_an_address_has_an_account_is_told_only_in_the_mail(
    client: Client, ada: User, mailoutbox: list[EmailMessage]
) -> None:
    pages = [
        client.post("/account/auth/password/reset/", {"email": email}, follow=True).text
        for email in (ada.email, "nobody@example.org")
    ]
    assert pages[0] == pages[1]
    assert [mail.subject.split("] ")[-1] for mail in mailoutbox] == [
        "Choose a new password",
        "No account with this address",
    ]


def test_a_form_from_before_sign_in_is_explained(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    assert "too old to be sent" in client.post("/account/").text
    part = client.post("/account/", headers={"hx-request": "true"})
    assert (part.status_code, part["HX-Reswap"]) == (422, "afterbegin")


@override_settings(DEMO=True)
def test_the_demonstration_names_only_people_who_can_sign_in(client: Client) -> None:
    page = client.get("/account/auth/login/").text
    named = set(re.findall(r"[a-z]+@demo\.gradus\.example", page))
    assert len(named) == 6
    assert named <= {one.email for one in PEOPLE}
    assert f">{PASSWORD}</code>" in page


@override_settings(DEMO=False)
def test_elsewhere_nobody_is_offered_to_sign_in_as(client: Client) -> None:
    assert "demo.gradus.example" not in client.get("/account/auth/login/").text


def test_every_room_that_knows_people_tells_them_what_it_knows() -> None:
    knowing = {
        model.__module__.split(".")[1]
        for model in apps.get_app_config("gradus").get_models()
        for field in model._meta.fields
        if field.related_model is User
    }
    assert knowing | {"accounts"} == {"accounts" if r == "account" else r for r in ROOMS}
