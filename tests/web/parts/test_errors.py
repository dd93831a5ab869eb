from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.views import defaults

from gradus.web.parts.tags import disclosure, notice, state

REQUEST = RequestFactory().get("/learn/")
ANSWERS: dict[int, tuple[Callable[[], HttpResponse], str]] = {
    400: (lambda: defaults.bad_request(REQUEST, ValueError()), "could not read this request"),
    403: (lambda: defaults.permission_denied(REQUEST, PermissionDenied()), "You may not do this"),
    404: (lambda: defaults.page_not_found(REQUEST, ValueError()), "This page does not exist"),
    500: (lambda: defaults.server_error(REQUEST), "Something broke on our side"),
}


@pytest.mark.parametrize("status", ANSWERS)
def test_what_goes_wrong_is_told_with_a_next_step(status: int) -> None:
    answer, words = ANSWERS[status]
    page = answer()
    assert page.status_code == status
    assert words in page.text
    assert 'class="button"' in page.text
    assert "css/frame" in page.text


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("met", "Met"),
        ("pending", "Can still be met"),
        ("discretion", "Needs a person"),
        ("failed", "Cannot be met"),
    ],
)
def test_a_state_is_colour_shape_and_word_together(value: str, word: str) -> None:
    shown = state(value)
    assert f"</svg>{word}</span>" in shown
    assert 'class="state ' in shown


def test_what_people_write_is_escaped_in_every_component() -> None:
    attack = "<script>"
    assert "<script>" not in state("met", attack)
    assert "<script>" not in notice(SafeString(), title=attack)
    assert "<script>" not in disclosure(SafeString(), summary=attack)
