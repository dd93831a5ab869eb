"""Fixtures that all tests share."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from gradus.accounts.models import User
from gradus.lib import later
from gradus.web.parts.anonymous import SHELF
from tests.support import chromium
from tests.support.browser import Guard
from tests.support.people import person
from tests.support.server import Server, installation

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
IN_A_BROWSER = {"browser", "context", "page", "phone", "desktop", "new_context"}
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}


def pytest_configure() -> None:
    """Have a terminated run stop its servers, as an interrupted one does."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests share one worker and so one server; on the second database only journeys."""
    for item in items:
        if IN_A_BROWSER & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(autouse=True)
def no_page_of_another_test() -> None:
    """Row numbers begin again in each test, so a page kept for strangers would look current."""
    SHELF.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Overrides pytest-playwright's: our Chromium, never a downloaded one."""
    try:
        program = chromium.find()
    except chromium.NoChromium as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    return {"executable_path": program, "args": chromium.QUIET}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Tests name the server they visit."""


@pytest.fixture
def guard() -> Iterator[Guard]:
    """Fails the test when a page wrote an error or asked another origin for anything."""
    watching = Guard()
    yield watching
    assert watching.faults == []


def _visit(browser: Browser, guard: Guard, **options: object) -> BrowserContext:
    context = browser.new_context(locale="en-GB", timezone_id="Europe/Berlin", **options)  # type: ignore[arg-type]  # Playwright's own names
    guard.watch(context)
    context.set_default_timeout(30_000)
    return context


@pytest.fixture
def desktop(browser: Browser, guard: Guard) -> Iterator[Page]:
    """A page in a wide window."""
    with _visit(browser, guard, viewport=DESKTOP) as context:
        yield context.new_page()


@pytest.fixture
def phone(browser: Browser, guard: Guard) -> Iterator[Page]:
    """A page on the narrowest phone, with touch."""
    with _visit(
        browser, guard, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2
    ) as context:
        yield context.new_page()


@pytest.fixture
def without_scripts(browser: Browser, guard: Guard) -> Iterator[Page]:
    """A page in a browser that runs no JavaScript."""
    with _visit(browser, guard, viewport=DESKTOP, java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration as a stranger starts it; shared, so leave others' people alone."""
    server = installation(tmp_path_factory.mktemp("demo"))
    server.start("demo")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """An empty installation, with its static files gathered, that is only there to be copied."""
    model = installation(tmp_path_factory.mktemp("migrated") / "installation")
    model.run("migrate", "--verbosity=0", "--skip-checks")
    model.start()
    model.stop()
    return model


@pytest.fixture
def server(tmp_path: Path, migrated: Server) -> Iterator[Server]:
    """An empty installation of one's own, migrated but not started."""
    ours = installation(tmp_path / "installation", like=migrated)
    yield ours
    ours.stop()


@pytest.fixture
def ada(db: None) -> User:  # noqa: ARG001 - opens the database
    return person("Ada")


@pytest.fixture
def ben(db: None) -> User:  # noqa: ARG001
    return person("Ben")


@pytest.fixture
def chen(db: None) -> User:  # noqa: ARG001
    return person("Chen")


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser of somebody signed in: `sign_in(ada).get("/learn/")`."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def do_jobs() -> Callable[[datetime], int]:
    """Do all background work that waits, as if it were the given time."""
    return lambda now: later.queue().drain(now=now)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Data that lies beside a checkout on some machines and is not part of Gradus."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared is not on this machine")
    return SHARED
