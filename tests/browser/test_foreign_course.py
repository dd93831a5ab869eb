"""The Open edX demo course, loaded as it is: every page opens, and a question is answered."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import sideways
from tests.support.server import Server

NAME = "Open edX Demo Course"
PAGES = 58


@pytest.fixture(scope="module")
def entrance(demo: Server, shared: Path) -> str:
    """Where learners enter the loaded course."""
    source = shared / "data" / "courses" / "openedx-demo-course.tar.gz"
    if not source.exists():
        pytest.skip(f"{source} is not on this machine")
    said = demo.run("load", str(source))
    assert f"Loaded: {NAME}" in said
    assert demo.run("load", str(source)).startswith(f"Nothing changed: {NAME}")
    found = re.search(r"/learn/runs/\S+/enrol/", said)
    assert found is not None
    return found[0]


def enter(page: Page, demo: Server, entrance: str, name: str) -> None:
    """Sign up, enter the course free of charge, stand on its outline."""
    page.goto(f"{demo.url}/account/auth/signup/?next={entrance}")
    page.get_by_label(re.compile("name", re.IGNORECASE)).first.fill(name)
    page.get_by_label(re.compile("e-mail", re.IGNORECASE)).first.fill(f"{name}@example.org")
    page.get_by_label(re.compile("password", re.IGNORECASE)).first.fill("a-long-way-up")
    page.get_by_role("main").get_by_role("button").first.click()
    page.get_by_role("button", name="Start free of charge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


def opens_every_page(page: Page) -> None:
    here = re.escape(page.url)
    links = page.eval_on_selector_all("main a[href]", "all => all.map((a) => a.href)")
    units = [link for link in dict.fromkeys(links) if re.fullmatch(rf"{here}\w+/", link)]
    units = [link for link in units if not link.endswith("/progress/")]
    assert len(units) == PAGES
    for unit in units:
        answer = page.goto(unit)
        assert answer is not None
        assert answer.status == 200
        assert page.locator("h1").count() == 1
        assert sideways(page) == 0, unit


def test_every_page_opens_on_a_phone(phone: Page, demo: Server, entrance: str) -> None:
    enter(phone, demo, entrance, "phoebe")
    opens_every_page(phone)


def test_every_page_opens_on_a_desktop_and_a_question_is_answered(
    desktop: Page, demo: Server, entrance: str
) -> None:
    enter(desktop, demo, entrance, "desmond")
    outline = desktop.url
    opens_every_page(desktop)
    desktop.goto(outline)
    desktop.get_by_role("link", name="Single-Select Multiple Choice Problems").click()
    problem = desktop.locator("article.problem").first
    problem.get_by_role("radio").first.check()
    problem.get_by_role("button", name="Check").click()
    expect(problem.get_by_role("status")).to_contain_text("saved")
    desktop.goto(outline)
    expect(desktop.get_by_role("main")).to_contain_text("1 of 2 answered")
