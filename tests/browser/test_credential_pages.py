"""Tara's credential in a real browser: seen, checked, printed, and judged from outside."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.credentials import samples
from tests.support.browser import barriers, sideways
from tests.support.server import Server

PASSWORD = "a-step-at-a-time"  # noqa: S105 - the demonstration's public password


def sign_in(page: Page, demo: Server) -> None:
    page.goto(f"{demo.url}/account/auth/login/?next=/prove/")
    page.fill("input[name=login]", "tara@demo.gradus.example")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.wait_for_url("**/prove/")


def open_credential(page: Page, demo: Server) -> str:
    sign_in(page, demo)
    page.locator(".card a.cover").first.click()
    expect(page.locator(".certificate .holder")).to_be_visible()
    return page.url


@pytest.fixture(scope="module")
def body(demo: Server) -> Iterator[str]:
    """The signed file as its holder downloads it."""
    with httpx.Client(base_url=demo.url, follow_redirects=True) as client:
        form = client.get("/account/auth/login/").text
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', form)
        assert token is not None
        fields = {
            "csrfmiddlewaretoken": token[1],
            "login": "tara@demo.gradus.example",
            "password": PASSWORD,
        }
        client.post("/account/auth/login/", data=fields, headers={"Referer": demo.url})
        found = re.search(r"/credentials/[0-9a-f-]{36}", client.get("/prove/").text)
        assert found is not None
        yield client.get(f"{found[0]}.json").text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_a_holder_are_accessible(desktop: Page, demo: Server, scheme: str) -> None:
    desktop.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
    sign_in(desktop, demo)
    assert barriers(desktop) == []
    desktop.locator(".card a.cover").first.click()
    assert barriers(desktop) == []


def test_on_a_phone_nothing_scrolls_sideways(phone: Page, demo: Server) -> None:
    open_credential(phone, demo)
    assert sideways(phone) == 0
    assert barriers(phone) == []
    phone.goto(f"{demo.url}/verify/")
    assert sideways(phone) == 0
    assert barriers(phone) == []


def test_anybody_can_check_it_without_scripts(
    without_scripts: Page, demo: Server, body: str
) -> None:
    without_scripts.goto(f"{demo.url}/verify/")
    without_scripts.fill("textarea", body)
    without_scripts.get_by_role("button", name="Check it").click()
    expect(without_scripts.locator("#verdict")).to_have_text("Valid")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_changed_credential_is_told_apart_and_the_verdict_is_accessible(
    desktop: Page, demo: Server, body: str, scheme: str
) -> None:
    desktop.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
    desktop.goto(f"{demo.url}/verify/")
    desktop.fill("textarea", body.replace("Tara", "Sara"))
    desktop.get_by_role("button", name="Check it").click()
    expect(desktop.locator("#verdict")).to_have_text("Not valid")
    expect(desktop.locator(".verdict")).to_contain_text("changed after signing")
    assert barriers(desktop) == []


def test_the_certificate_prints_on_one_sheet_with_its_results_on_the_next(
    desktop: Page, demo: Server
) -> None:
    open_credential(desktop, demo)
    pages = desktop.pdf(format="A4").count(b"/Type /Page\n")
    assert pages == 2


def test_the_independent_verifier_reads_it_from_the_running_demonstration(
    demo: Server, body: str, tmp_path: Path
) -> None:
    mapped = ("--map", f"https://credentials.gradus.example={demo.url}")
    (tmp_path / "credential.json").write_text(body)
    (tmp_path / "changed.json").write_text(body.replace("Tara", "Sara"))
    assert samples.independent(tmp_path / "credential.json", *mapped) == "VALID"
    assert samples.independent(tmp_path / "changed.json", *mapped) == "INVALID"
