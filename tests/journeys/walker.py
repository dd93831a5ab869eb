"""A person in a browser: reads pages, fills forms, answers problems from the answer sheet."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from gradus.courseware.load import load_course, load_problem
from gradus.courseware.problems.base import Answers, Mode
from gradus.management.demonstration.answers import AnswerSheet, read_answers
from tests.support.browser import barriers, sideways

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
# Set GRADUS_SCREENS=1 to renew the pictures under docs/screens; look at them afterwards.
SCREENS = ROOT / "docs" / "screens" if os.environ.get("GRADUS_SCREENS") else None


def answer_sheet() -> AnswerSheet:
    """The right answers of the demonstration courses."""
    return read_answers((CONTENT / "demo" / "answers.yaml").read_text(encoding="utf-8"))


@dataclass
class Walker:
    """One person with one window."""

    page: Page
    url: str
    width: str

    def visit(self, path: str) -> None:
        self.page.goto(self.url + path)

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Follow a link by its words, as one would read them."""
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def press(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("main").get_by_role("button", name=name).first.click()

    def reads(self, words: str | re.Pattern[str]) -> None:
        """See these words on the page."""
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def arrives(self, name: str) -> None:
        """Stand on a page that is accessible and does not scroll sideways; keep its picture."""
        self.page.wait_for_load_state("networkidle")
        assert sideways(self.page) == 0, name
        assert barriers(self.page) == [], name
        if SCREENS is not None:
            SCREENS.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=SCREENS / f"{name}-{self.width}.png", caret="initial")

    def sign_up(self, name: str, email: str, password: str) -> None:
        self.page.get_by_label(re.compile("name", re.IGNORECASE)).first.fill(name)
        self.page.get_by_label(re.compile("e-mail", re.IGNORECASE)).first.fill(email)
        self.page.get_by_label(re.compile("password", re.IGNORECASE)).first.fill(password)
        self.page.get_by_role("main").get_by_role("button").first.click()

    def take(self, number: str) -> int:
        """Answer every problem of the course one stands in rightly; how many there were."""
        folder = CONTENT / "courses" / f"Harborview+{number}+2026"
        course = load_course(folder, f"journey {number}")
        sheet, count = answer_sheet(), 0
        outline = self.page.url.removeprefix(self.url)
        for unit in course.units:
            keys = [block.key for block in unit.walk() if block.kind == "problem"]
            if not keys:
                continue
            self.visit(f"{outline}{unit.key}/")
            for key in keys:
                problem = load_problem(course, key, seed=1, mode=Mode.OPENEDX)
                self.answer(key, sheet.right(number, problem))
                count += 1
        self.visit(outline)
        return count

    def answer(self, key: str, answers: Answers) -> None:
        """Fill the problem's fields, send it, and see it marked as right."""
        article = self.page.locator(f"#problem-{key}")
        for field, value in answers.items():
            fill(article, f"input_{field}", value)
        article.get_by_role("button", name="Check").click()
        expect(article.get_by_role("status")).to_contain_text("saved")
        expect(article.locator(".result .met, .result.met, .result [class*=met]")).to_be_visible()


def fill(article: Locator, name: str, value: str | tuple[str, ...]) -> None:
    """Give one field its value, whatever kind of field it is."""
    field = article.locator(f'[name="{name}"], [name="{name}[]"]')
    kind = field.first.evaluate("element => element.type")
    if kind in {"radio", "checkbox"}:
        for chosen in (value,) if isinstance(value, str) else value:
            article.locator(f'[name^="{name}"][value="{chosen}"]').check()
    elif kind == "select-one":
        field.select_option(str(value))
    else:
        field.fill(str(value))
