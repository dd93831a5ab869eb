"""From the first question to credit at a partner, in a browser, by somebody who just arrived."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.walker import Walker
from tests.support.server import Server

pytestmark = pytest.mark.journey

COURSES = ["DD1", "DD2", "DD3", "DD4", "DDX"]
TITLES = {
    "DD1": "Probability for Decisions",
    "DD2": "Statistics from Samples",
    "DD3": "Learning from Data",
    "DD4": "Experiments and Causes",
    "DDX": "Capstone: One Decision",
}


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_stranger_decides_learns_proves_and_advances(
    request: pytest.FixtureRequest, demo: Server, width: str, tmp_path: Path
) -> None:
    page: Page = request.getfixturevalue(width)
    lea = Walker(page, demo.url, width)

    decides(lea)
    signs_up_and_pays(lea, width)
    finishes_the_first_course(lea)
    for number in COURSES[1:]:
        pays_for(lea, number)
        lea.follow("Go to the course")
        lea.take(number)
    credential = proves(lea)
    verifies(lea, credential, tmp_path)
    advances(lea)


def decides(lea: Walker) -> None:
    lea.visit("/")
    lea.arrives("home")
    lea.follow("Find a program")
    lea.arrives("catalogue")
    lea.follow("Deciding with Data")
    lea.reads("fictitious")
    lea.arrives("program")
    lea.follow("What would it have to be worth?")
    lea.page.get_by_label("Your pay now").fill("85000")
    lea.press("Compute")
    lea.reads("The program pays if it raises your pay by at least")
    lea.arrives("roi")


def signs_up_and_pays(lea: Walker, width: str) -> None:
    lea.visit("/decide/decisions-with-data/")
    lea.follow("Begin with Probability for Decisions")
    lea.follow("Create an account")
    lea.arrives("sign-up")
    lea.sign_up("Lea Example", f"lea-{width}@people.example", "nine-small-steps-up")
    lea.reads("Two ways to take the same course.")
    lea.arrives("enrol")
    lea.press("Pay 250 USD")
    lea.arrives("bank")
    lea.press("Pay 250 USD")
    lea.reads("Your verified place is yours.")
    lea.arrives("order")
    lea.follow("Go to the course")
    lea.arrives("outline")


def pays_for(lea: Walker, number: str) -> None:
    lea.visit("/decide/decisions-with-data/")
    lea.follow(f"Enrol in {TITLES[number]}")
    lea.press("Pay 250 USD")
    lea.press("Pay 250 USD")
    lea.reads("Your verified place is yours.")


def finishes_the_first_course(lea: Walker) -> None:
    assert lea.take("DD1") >= 14
    outline = lea.page.url.removeprefix(lea.url)
    lea.visit(f"{outline}set1_a/")
    lea.arrives("problem")
    lea.visit(f"{outline}progress/")
    lea.reads(re.compile(r"100\s%"))
    lea.arrives("progress")
    lea.visit("/learn/")
    lea.arrives("dashboard")


def proves(lea: Walker) -> str:
    """Wait for the background work; the page's address is returned."""
    for _ in range(40):
        lea.visit("/prove/")
        if lea.page.get_by_role("link", name="Open the newest").count():
            lea.follow("Open the newest")
            if not lea.page.get_by_text("being signed").count():
                break
        lea.page.wait_for_timeout(500)
    lea.reads("Lea Example")
    lea.reads("Harborview University")
    lea.arrives("credential")
    return lea.page.url.removeprefix(lea.url)


def verifies(lea: Walker, credential: str, folder: Path) -> None:
    answer = lea.page.request.get(f"{lea.url}{credential}.json")
    body = answer.body()
    assert json.loads(body)["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    genuine, changed = folder / "genuine.json", folder / "changed.json"
    genuine.write_bytes(body)
    changed.write_bytes(body.replace(b"Lea Example", b"Lea Exemple"))
    for file, words in (
        (genuine, "unchanged, and not withdrawn at"),
        (changed, "was changed after signing"),
    ):
        lea.visit("/verify/")
        lea.page.locator('input[type="file"]').set_input_files(file)
        lea.press("Check it")
        lea.reads(words)
        lea.arrives(f"verify-{file.stem}")


def advances(lea: Walker) -> None:
    lea.visit("/advance/")
    lea.reads("Northgate University")
    lea.reads("Southport Institute of Technology")
    lea.arrives("advance")
    lea.follow(re.compile("Northgate|Applied Data Science"))
    lea.reads("decides on admission and credit")
    lea.arrives("agreement")
