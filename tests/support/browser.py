"""What a page must never do, and how a page is judged for accessibility."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

REFUSALS = ("status of 400", "status of 403", "status of 404", "status of 422")
"""Chromium writes an error for every such answer; being refused is no fault of a page."""
HERE = ("127.0.0.1", "localhost", "")


@dataclass
class Guard:
    """Collects the faults of all pages of a browser context."""

    faults: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("page", self._watch_page)
        context.on("request", self._see_request)

    def _watch_page(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(known in message.text for known in REFUSALS):
            self.faults.append(f"console: {message.text}")

    def _see_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in HERE:
            self.faults.append(f"another origin: {request.url}")


def barriers(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line a finding; empty is good."""
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']} {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]


def sideways(page: Page) -> int:
    """How many pixels the page can be scrolled sideways; must be 0."""
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(script))
