"""Each type of page in the demonstration: accessible, narrow, light, dark, small and complete."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.browser import Guard, barriers, sideways
from tests.support.keyboard import walked
from tests.support.server import Server

KIB = 1024
HEAVIEST = 150 * KIB
PASSWORD = "a-step-at-a-time"  # noqa: S105 - printed by the demonstration
PROGRAM = "/decide/decisions-with-data/"
RUN = r"/learn/[0-9a-f-]{36}/"

# Page → who looks, where they begin, and the links they follow from there.
PAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "home": ("", "/", ()),
    "catalogue": ("", "/decide/", ()),
    "nothing found": ("", "/decide/?q=zzzz", ()),
    "program": ("", PROGRAM, ()),
    "worth": ("", f"{PROGRAM}roi/", ()),
    "sign in": ("", "/account/auth/login/", ()),
    "sign up": ("", "/account/auth/signup/", ()),
    "forgotten password": ("", "/account/auth/password/reset/", ()),
    "check a credential": ("", "/verify/", ()),
    "not found": ("", "/nowhere/", ()),
    "no course yet": ("nina", "/learn/", ()),
    "enrol": ("nina", PROGRAM, (r"/learn/runs/[^/]+/enrol/",)),
    "your courses": ("quentin", "/learn/", ()),
    "outline": ("quentin", "/learn/", (RUN,)),
    "unit": ("quentin", "/learn/", (RUN, RUN + r"expected/")),
    "progress": ("quentin", "/learn/", (RUN + "progress/",)),
    "orders": ("paula", "/learn/orders/", ()),
    "order": ("paula", "/learn/orders/", (r"/learn/orders/[0-9a-f-]+/",)),
    "no credential yet": ("quentin", "/prove/", ()),
    "credentials": ("tara", "/prove/", ()),
    "credential": ("tara", "/prove/", (r"/credentials/[0-9a-f-]+",)),
    "credit": ("wanda", "/advance/", ()),
    "agreement": ("wanda", "/advance/", (r"/advance/[^/]+/",)),
    "teaching": ("ines", "/teach/", ()),
    "gradebook": ("ines", "/teach/", (r"/teach/[0-9a-f-]+/gradebook/",)),
    "account": ("ines", "/account/", ()),
    "e-mail addresses": ("ines", "/account/auth/email/", ()),
    "erase": ("ines", "/account/erase/", ()),
    "sign out": ("ines", "/account/auth/logout/", ()),
}
Visit = Callable[[str], Page]
COOKIES: dict[str, object] = {}


def _cookies(context: BrowserContext, demo: Server, who: str) -> None:
    """Sign in once; later visitors of the same name bring that session along."""
    if who not in COOKIES:
        page = context.new_page()
        page.goto(f"{demo.url}/account/auth/login/")
        page.get_by_label("E-mail address").fill(f"{who}@demo.gradus.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/learn/")
        COOKIES[who] = context.cookies()
        page.close()
    context.add_cookies(COOKIES[who])  # type: ignore[arg-type]  # as the context gave them


def _address(context: BrowserContext, demo: Server, name: str) -> str:
    who, start, links = PAGES[name]
    if who:
        _cookies(context, demo, who)
    address = demo.url + start
    for link in links:
        page = context.new_page()
        page.goto(address)
        hrefs = page.eval_on_selector_all("main a[href]", "all => all.map((a) => a.href)")
        address = next(h for h in hrefs if re.fullmatch(re.escape(demo.url) + link, h))
        page.close()
    return address


@pytest.fixture
def context(browser: Browser, guard: Guard) -> BrowserContext:
    opened = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    opened.set_default_timeout(60_000)
    guard.watch(opened)
    return opened


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, context: BrowserContext, browser: Browser, demo: Server) -> None:
    address = _address(context, demo, name)
    page = context.new_page()
    page.goto(address)
    assert page.locator("h1").count() == 1
    assert page.title().endswith("· Gradus")
    assert page.locator("main a, main button, main input").count() > 0
    assert barriers(page) == []
    page.emulate_media(color_scheme="dark")
    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways(page) == 0
    page.emulate_media(media="print")
    assert not page.locator(".doors").is_visible()
    assert _weight(browser, context, address) <= HEAVIEST
    context.close()


def _weight(browser: Browser, known: BrowserContext, address: str) -> int:
    """Bytes over the line when a stranger's browser, with an empty cache, opens the page."""
    with browser.new_context() as cold:
        cold.add_cookies(known.cookies())  # type: ignore[arg-type]
        page = cold.new_page()
        sizes: list[float] = []
        line = cold.new_cdp_session(page)
        line.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
        line.send("Network.enable")
        page.goto(address, wait_until="networkidle")
        return round(sum(sizes))


@pytest.mark.parametrize("name", ["catalogue", "worth", "unit", "credential", "gradebook"])
def test_the_keyboard_reaches_everything_in_sight(
    name: str, context: BrowserContext, demo: Server
) -> None:
    address = _address(context, demo, name)
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    stops = walked(page, 50)
    assert stops[0].name == "Skip to the content"
    assert [stop for stop in stops if not stop.seen] == []
    context.close()


def test_without_scripts_a_person_signs_in_answers_and_signs_out(
    without_scripts: Page, demo: Server
) -> None:
    page = without_scripts
    page.goto(f"{demo.url}/learn/")
    page.get_by_label("E-mail address").fill("omar@demo.gradus.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(_first_unit(page, demo))
    problem = page.locator(".problem").first
    problem.locator("input:not([type=hidden])").first.fill("9,5")
    problem.get_by_role("button", name="Check").first.click()
    assert "comma" in page.locator(".problem").first.inner_text()
    assert page.locator(".problem input:not([type=hidden])").first.input_value() == "9,5"
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    assert page.get_by_role("link", name="Sign in").is_visible()


def _first_unit(page: Page, demo: Server) -> str:
    page.goto(f"{demo.url}/learn/")
    hrefs = page.eval_on_selector_all("main a[href]", "all => all.map((a) => a.href)")
    run = next(str(h) for h in hrefs if re.fullmatch(re.escape(demo.url) + RUN, h))
    return f"{run}expected/"
