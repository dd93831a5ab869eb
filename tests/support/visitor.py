"""Somebody who uses the pages as a browser does: cookies, forms, tokens."""

import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import httpx
from lxml import html

PASSWORD = "a-long-way-up-the-stair"  # noqa: S105 - of people who live for a minute
PART = {"HX-Request": "true"}


@dataclass
class Visitor:
    """One person with a browser."""

    base: str
    course: str = ""
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.base, follow_redirects=True, timeout=60)

    def get(self, path: str) -> httpx.Response:
        answer = self.client.get(path)
        answer.raise_for_status()
        return answer

    def send(self, page: httpx.Response, action: str, **values: str) -> httpx.Response:
        """Fill in the form of the page whose address matches, and send it."""
        form = form_of(page, action)
        fields = {**form.fields_filled, **values}
        answer = self.client.post(form.address, data=fields, headers={"Referer": str(page.url)})
        answer.raise_for_status()
        return answer

    def follow(self, page: httpx.Response, pattern: str) -> httpx.Response:
        """Go where the first link with such an address leads."""
        tree: Any = html.document_fromstring(page.text)
        found = [link for link in tree.xpath("//a/@href") if re.search(pattern, link)]
        if not found:
            raise LookupError(f"{page.url} has no link to {pattern}")
        return self.get(urljoin(str(page.url), found[0]))

    def sign_up(self, name: str) -> None:
        email = f"{name.lower()}-{uuid.uuid4().hex[:8]}@example.org"
        page = self.get("/account/auth/signup/")
        self.send(page, "signup", email=email, name=name, password1=PASSWORD)

    def timed_get(self, path: str) -> float:
        started = time.perf_counter()
        answer = self.client.get(path)
        waited = time.perf_counter() - started
        answer.raise_for_status()
        return waited

    def post(self, path: str, fields: Mapping[str, str], *, part: bool = False) -> httpx.Response:
        """Send a form again that one has seen before."""
        data = {**fields, "csrfmiddlewaretoken": self.client.cookies.get("csrftoken", "")}
        headers = {"Referer": self.base + path, **(PART if part else {})}
        answer = self.client.post(path, data=data, headers=headers)
        answer.raise_for_status()
        return answer

    def timed_post(self, path: str, fields: Mapping[str, str], *, part: bool = False) -> float:
        started = time.perf_counter()
        self.post(path, fields, part=part)
        return time.perf_counter() - started


@dataclass(frozen=True)
class Form:
    """Where a form goes, and what stands in it as it was delivered."""

    address: str
    fields_filled: Mapping[str, str]


def form_of(page: httpx.Response, action: str) -> Form:
    """The first form of the page whose address matches the pattern."""
    tree: Any = html.document_fromstring(page.text)
    for form in tree.forms:
        address = urljoin(str(page.url), form.action or "")
        if form.method == "POST" and re.search(action, address):
            filled = {name: value for name, value in form.form_values() if isinstance(value, str)}
            return Form(address, filled)
    raise LookupError(f"{page.url} has no form to {action}")
