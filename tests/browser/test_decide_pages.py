"""The door *decide* in a browser: no barriers, narrow and wide, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import barriers, sideways
from tests.support.server import Server

PROGRAM = "/decide/decisions-with-data/"
PAGES = ("/", "/decide/", "/decide/?q=zebra&hours=7", PROGRAM, f"{PROGRAM}roi/")


def compute(page: Page, server: Server, salary: str) -> None:
    page.goto(f"{server.url}{PROGRAM}roi/")
    page.get_by_label("Your pay now").fill(salary)
    page.get_by_role("button", name="Compute").click()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_barriers_on_a_phone_or_in_a_wide_window(
    demo: Server, phone: Page, desktop: Page, path: str
) -> None:
    for page in (phone, desktop):
        page.goto(demo.url + path)
        assert sideways(page) == 0
        assert barriers(page) == []
    desktop.emulate_media(color_scheme="dark")
    desktop.goto(demo.url + path)
    assert barriers(desktop) == []


def test_the_answer_has_no_barriers_and_is_readable_on_a_phone(demo: Server, phone: Page) -> None:
    compute(phone, demo, "85,000")
    expect(phone.get_by_role("heading", name="The program pays if it raises")).to_be_visible()
    assert sideways(phone) == 0
    assert barriers(phone) == []
    sizes = phone.locator(".drawn text").evaluate_all(
        "all => all.map(text => text.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 10
    edges = phone.locator(".drawn text").evaluate_all(
        "all => all.map(text => text.getBoundingClientRect().right)"
    )
    assert max(edges) <= 320


def test_pay_never_stands_in_the_address(demo: Server, desktop: Page) -> None:
    compute(desktop, demo, "85000")
    expect(desktop).to_have_title(
        "Your answer: What would Deciding with Data have to be worth? · Gradus"
    )
    assert "85000" not in desktop.url
    expect(desktop.get_by_label("Your pay now")).to_have_value("85000")


def test_everything_works_without_scripts(demo: Server, without_scripts: Page) -> None:
    page = without_scripts
    page.goto(f"{demo.url}/decide/")
    page.get_by_label("Words").fill("probability")
    page.get_by_role("button", name="Search", exact=True).last.click()
    expect(page.get_by_role("status")).to_have_text("1 program")
    page.get_by_role("link", name="Deciding with Data").click()
    page.get_by_role("link", name="What would it have to be worth?").click()
    page.get_by_label("Your pay now").fill("85000")
    page.get_by_role("button", name="Compute").click()
    expect(page.get_by_role("heading", name="What would change this")).to_be_visible()
    page.get_by_label("Your pay now").fill("much")
    page.get_by_role("button", name="Compute").click()
    expect(page.get_by_role("alert")).to_contain_text("Write digits only")
    expect(page.get_by_label("Your pay now")).to_have_value("much")


def test_a_filter_swaps_the_list_keeps_the_focus_and_changes_the_address(
    demo: Server, desktop: Page
) -> None:
    desktop.goto(f"{demo.url}/decide/")
    desktop.get_by_text("Filters", exact=True).click()
    desktop.get_by_label("Pace").focus()
    desktop.get_by_label("Pace").select_option("dated")
    expect(desktop.get_by_role("heading", name="No program fits all of this")).to_be_visible()
    expect(desktop.get_by_role("status")).to_have_text("0 of 1 program")
    expect(desktop.get_by_label("Pace")).to_be_focused()
    assert "pace=dated" in desktop.url
    desktop.reload()
    expect(desktop.get_by_role("status")).to_have_text("0 of 1 program")
    desktop.go_back()
    expect(desktop.get_by_role("link", name="Deciding with Data")).to_be_visible()
