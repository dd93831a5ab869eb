"""The door *advance* in a browser: clauses for everybody, questions without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import barriers, sideways
from tests.support.server import Server

PASSWORD = "a-step-at-a-time"  # noqa: S105 - printed by the demonstration
NORTHGATE = "/advance/northgate/"


def sign_in(page: Page, server: Server, who: str) -> None:
    page.goto(f"{server.url}/account/auth/login/")
    page.get_by_label("E-mail address").fill(f"{who}@demo.gradus.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/learn/")


@pytest.mark.parametrize("path", ["/advance/", NORTHGATE, "/advance/southport/"])
def test_a_visitor_reads_without_barriers_on_a_phone_and_in_a_wide_window(
    demo: Server, phone: Page, desktop: Page, path: str
) -> None:
    for page in (phone, desktop):
        page.goto(demo.url + path)
        assert sideways(page) == 0
        assert barriers(page) == []
    desktop.emulate_media(color_scheme="dark")
    desktop.goto(demo.url + path)
    assert barriers(desktop) == []


@pytest.mark.parametrize("path", ["/advance/", NORTHGATE, "/advance/southport/"])
def test_a_graduate_reads_without_barriers_on_a_phone_light_and_dark(
    demo: Server, phone: Page, path: str
) -> None:
    sign_in(phone, demo, "tara")
    phone.goto(demo.url + path)
    assert sideways(phone) == 0
    assert barriers(phone) == []
    phone.emulate_media(color_scheme="dark")
    phone.goto(demo.url + path)
    assert barriers(phone) == []
    sizes = phone.locator(".drawn text").evaluate_all(
        "all => all.map(text => text.getBoundingClientRect().right)"
    )
    assert max(sizes) <= 320


def test_without_scripts_answers_change_what_stands_on_the_page(
    demo: Server, without_scripts: Page
) -> None:
    page = without_scripts
    sign_in(page, demo, "nina")
    page.goto(demo.url + NORTHGATE)
    clause = page.get_by_role("listitem").filter(has_text="2.2 The applicant holds a bachelor")
    expect(clause).to_contain_text("not declared yet")
    degree = page.get_by_role("group", name="I hold a bachelor's degree")
    degree.get_by_label("Yes").check()
    page.get_by_label(re.compile("My IELTS result")).first.fill("seven")
    page.get_by_role("button", name="Keep my answers").click()
    expect(page.get_by_role("alert")).to_contain_text("not kept yet")
    expect(degree.get_by_label("Yes")).to_be_checked()
    page.get_by_label(re.compile("My IELTS result")).first.fill("7.5")
    page.get_by_role("button", name="Keep my answers").click()
    expect(clause).to_contain_text("yes (your statement; proof will be asked for)")
    page.get_by_role("button", name="Keep today's evaluation").click()
    expect(page.get_by_text("0 credits counted, 12 at most")).to_be_visible()
    assert page.url.endswith(f"{NORTHGATE}#kept")


def test_printed_the_agreement_hands_over_its_clauses_and_no_forms(
    demo: Server, desktop: Page
) -> None:
    sign_in(desktop, demo, "tara")
    desktop.goto(demo.url + NORTHGATE)
    desktop.emulate_media(media="print")
    assert not desktop.get_by_role("button", name="Keep my answers").is_visible()
    assert desktop.get_by_text("Northgate decides within 20 working days.").is_visible()
