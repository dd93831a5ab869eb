"""What a cold browser gets: weight of a page, first paint, an answer confirmed."""

import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.figures import head, judged, line
from benchmarks.web import COURSE, Stand, enrolled_learner
from tests.support import chromium
from tests.support.server import Server, installation
from tests.support.visitor import Visitor

TIMES = 5
KIB = 1024
PAGES = {
    "plain text, for comparison": "/healthz",
    "catalogue": "/decide/",
    "program": "/decide/decisions-with-data/",
}
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
ANSWER = """
([field, value]) => new Promise((resolve) => {
  const form = field.form, started = performance.now();
  const frame = form.closest('.problem') ?? form.parentElement;
  const home = frame.parentElement;
  new MutationObserver((_, watching) => {
    if (!home.querySelector('.result .state')) return;
    watching.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - started));
  }).observe(home, {childList: true, subtree: true});
  field.value = value;
  form.querySelector('button').click();
})
"""


def measure() -> None:
    head(f"A cold browser on this machine (median of {TIMES})")
    with tempfile.TemporaryDirectory() as folder:
        server = installation(Path(folder) / "installation")
        server.run("migrate", "--verbosity=0")
        server.run("demo_data")
        server.run("load", str(COURSE))
        server.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium.find(), args=chromium.QUIET
                )
                look(browser, server)
        finally:
            server.stop()


def look(browser: Browser, server: Server) -> None:
    for name, path in PAGES.items():
        first_visit(browser.new_context(), server.url + path)  # the server has warmed up
        report(name, [first_visit(browser.new_context(), server.url + path) for _ in range(TIMES)])
    learner = enrolled_learner(Stand(server, server))
    unit = learner.follow(learner.get(learner.course), r"/unit/").url
    visits = [first_visit(signed_in(browser, learner), str(unit)) for _ in range(TIMES)]
    report("unit page", visits)
    confirmed = median(answer(signed_in(browser, learner), str(unit)) for _ in range(TIMES))
    line("answer confirmed", f"{confirmed:6.0f} ms", verdict=judged(confirmed, 250))


def signed_in(browser: Browser, learner: Visitor) -> BrowserContext:
    context = browser.new_context()
    for name in ("sessionid", "csrftoken"):
        context.add_cookies(
            [{"name": name, "value": learner.client.cookies[name], "url": learner.base}]
        )
    return context


def first_visit(context: BrowserContext, url: str) -> tuple[float, float]:
    """Bytes on the wire and milliseconds to the first contentful paint, with an empty cache."""
    page, received = context.new_page(), [0.0]
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.loadingFinished", lambda event: received.append(event["encodedDataLength"])
    )
    page.goto(url, wait_until="networkidle")
    painted = float(page.evaluate(FIRST_PAINT))
    context.close()
    return sum(received), painted


def answer(context: BrowserContext, url: str) -> float:
    """Milliseconds from the click to the mark on the screen."""
    page: Page = context.new_page()
    page.goto(url, wait_until="networkidle")
    field = page.locator("[name^=input_]").first
    took = float(field.evaluate(f"(field, value) => ({ANSWER})([field, value])", "8"))
    context.close()
    return took


def report(name: str, visits: list[tuple[float, float]]) -> None:
    weight, painted = (median(figures) for figures in zip(*visits, strict=True))
    line(name, f"{weight / KIB:6.0f} KiB", verdict=judged(weight / KIB, 150))
    line("", f"{painted:6.0f} ms to first paint", verdict=judged(painted, 300))
