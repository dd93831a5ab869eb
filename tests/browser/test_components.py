"""The page of components: what axe cannot see as well as what it can."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import Guard, barriers, sideways
from tests.support.keyboard import walked
from tests.support.server import Server


@pytest.fixture(scope="module")
def address(demo: Server) -> str:
    return f"{demo.url}/design/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_in_every_state_is_accessible(
    desktop: Page, address: str, scheme: str
) -> None:
    desktop.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
    desktop.goto(address)
    assert barriers(desktop) == []


def test_nothing_scrolls_sideways_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(address)
    assert sideways(phone) == 0
    assert barriers(phone) == []


def test_at_twice_the_size_nothing_scrolls_sideways(desktop: Page, address: str) -> None:
    desktop.set_viewport_size({"width": 640, "height": 450})
    desktop.goto(address)
    assert sideways(desktop) == 0


def test_each_stop_of_the_keyboard_is_seen(phone: Page, address: str) -> None:
    phone.goto(address)
    stops = walked(phone, 40)
    assert stops[0].name == "Skip to the content"
    assert [stop for stop in stops if not stop.seen] == []


def test_forced_colours_keep_the_borders_of_what_can_be_pressed(
    desktop: Page, address: str
) -> None:
    desktop.emulate_media(forced_colors="active")
    desktop.goto(address)
    border = "getComputedStyle(document.querySelector('main .button')).borderTopStyle"
    assert desktop.evaluate(border) == "solid"
    assert barriers(desktop) == []


def test_reduced_motion_moves_nothing(desktop: Page, address: str) -> None:
    desktop.emulate_media(reduced_motion="reduce")
    desktop.goto(address)
    moving = """[...document.querySelectorAll('*')].filter((element) =>
      getComputedStyle(element).transitionDuration.split(',').some((t) => parseFloat(t) > 0)
    ).length"""
    assert desktop.evaluate(moving) == 0


def test_disclosures_open_without_scripts(without_scripts: Page, address: str) -> None:
    without_scripts.goto(address)
    without_scripts.get_by_text("How is this computed?").click()
    assert without_scripts.get_by_text("The best two of three attempts count.").is_visible()


def test_text_keeps_its_place_when_the_fonts_arrive(
    desktop: Page, address: str, guard: Guard
) -> None:
    height = "document.querySelector('main').getBoundingClientRect().height"
    desktop.route("**/*.woff2", lambda route: route.abort())
    desktop.goto(address)
    before = desktop.evaluate(height)
    guard.faults.clear()
    desktop.unroute("**/*.woff2")
    desktop.reload()
    desktop.evaluate("document.fonts.ready")
    assert abs(desktop.evaluate(height) - before) / before < 0.02
