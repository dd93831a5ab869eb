"""Pages kept for strangers: for how long, how many, and which never."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from gradus.web.parts.anonymous import LASTS, MOST, Kept, Shelf, kept_for_strangers
from gradus.web.parts.http import PageRequest
from tests.support.rows import NOW

PAGE = Kept((1,), NOW + LASTS, b"page")


def test_a_page_is_shown_until_its_minute_is_over_or_its_stamp_changes() -> None:
    shelf = Shelf()
    shelf.keep("page /", PAGE)
    assert shelf.find("page /", (1,), NOW) == b"page"
    assert shelf.find("page /", (1,), NOW + LASTS) is None
    assert shelf.find("page /", (2,), NOW) is None
    assert shelf.find("page /decide/", (1,), NOW) is None


def test_a_full_shelf_begins_anew() -> None:
    shelf = Shelf()
    for number in range(MOST + 1):
        shelf.keep(f"page /decide/?q={number}", PAGE)
    assert shelf.find("page /decide/?q=0", (1,), NOW) is None
    assert shelf.find(f"page /decide/?q={MOST}", (1,), NOW) == b"page"


def asked(path: str = "/", cookie: str = "", method: str = "get", **status: int) -> list[int]:
    """How often the view ran when a stranger came twice."""
    runs = []

    @kept_for_strangers
    def view(request: PageRequest) -> HttpResponse:
        runs.append(request.now.second)
        return HttpResponse("page", **status)

    for second in range(2):
        request = getattr(RequestFactory(), method)(path)
        request.now = NOW + timedelta(seconds=second)
        if cookie:
            request.COOKIES[cookie] = "anything"
        answer = view(request)
        assert isinstance(answer, HttpResponse)
        assert answer.content == b"page"
    return runs


@pytest.mark.django_db
def test_only_a_good_answer_to_a_stranger_is_kept() -> None:
    assert len(asked()) == 1
    assert len(asked("/other/", status=404)) == 2
    assert len(asked("/third/", method="post")) == 2
    assert len(asked("/fourth/", cookie="sessionid")) == 2
    assert len(asked("/fifth/", cookie="messages")) == 2


@pytest.mark.django_db
def test_a_list_asked_for_alone_is_never_kept_as_the_whole_page(client: Client) -> None:
    part = client.get("/decide/", headers={"HX-Target": "results"})
    whole = client.get("/decide/")

    assert "<html" not in part.text
    assert "<html" in whole.text
    assert {"HX-Request", "HX-Target", "Cookie"} <= set(whole["Vary"].split(", "))
