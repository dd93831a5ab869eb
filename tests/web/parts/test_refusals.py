from datetime import UTC, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from gradus.lib.refusal import Refused
from gradus.web.parts.clock import ClockMiddleware
from gradus.web.parts.refusals import RefusalMiddleware, refused

REFUSED = Refused("attempts_used", "All {allowed} attempts are used.", allowed=3)


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


def test_the_clock_is_read_once_and_knows_its_zone() -> None:
    request = RequestFactory().get("/")
    before = datetime.now(UTC)
    ClockMiddleware(_page)(request)
    assert before <= request.now <= datetime.now(UTC)  # type: ignore[attr-defined]


def test_a_refusal_is_a_page_with_its_sentence_and_the_way_back() -> None:
    request = RequestFactory().post("/learn/x/", headers={"referer": "http://testserver/learn/"})
    answer = refused(request, REFUSED)
    assert answer.status_code == 422
    assert "All 3 attempts are used." in answer.text
    assert 'href="/learn/"' in answer.text


def test_the_way_back_never_leaves_this_site() -> None:
    request = RequestFactory().post("/learn/x/", headers={"referer": "https://evil.example/x"})
    assert "evil" not in refused(request, REFUSED).text


def test_a_refused_part_stands_above_what_was_typed_and_keeps_it() -> None:
    request = RequestFactory().post("/learn/x/", headers={"hx-request": "true"})
    answer = refused(request, REFUSED)
    assert (answer.status_code, answer["HX-Reswap"]) == (422, "afterbegin")
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


def test_machines_are_refused_with_a_problem() -> None:
    answer = refused(RequestFactory().post("/api/x/"), REFUSED)
    assert answer["Content-Type"] == "application/problem+json"
    assert '"code": "attempts_used"' in answer.text


def test_what_does_not_exist_for_one_is_not_found_and_a_crash_is_left_alone() -> None:
    middleware = RefusalMiddleware(_page)
    request = RequestFactory().get("/learn/x/")
    gone = middleware.process_exception(request, ObjectDoesNotExist())
    assert gone is not None
    assert gone.status_code == 404
    assert middleware.process_exception(request, ZeroDivisionError()) is None
    assert middleware(request).text == "/learn/x/"
