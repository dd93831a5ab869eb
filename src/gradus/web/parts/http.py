"""Requests whose type says what is known about them, and the way to sign-in."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from gradus.accounts.models import User as User  # noqa: PLC0414 - re-exported: doors name people by it

P = ParamSpec("P")


class PageRequest(HttpRequest):
    """Any request to a page: anonymous or not."""

    now: datetime
    htmx: HtmxDetails


class SignedInRequest(PageRequest):
    """A request by a person who has signed in."""

    user: User


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Send people who are not signed in to sign-in, and back here afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        asked = cast("SignedInRequest", request)
        if asked.user.time_zone == "UTC":
            return view(asked, *args, **kwargs)
        with timezone.override(ZoneInfo(asked.user.time_zone)):
            return view(asked, *args, **kwargs)

    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign-in, then the page on which the person stood."""
    answer = redirect_to_login(_page_of(request))
    if request.headers.get("HX-Request") == "true":
        part = HttpResponse(status=204)
        part["HX-Redirect"] = answer.url
        return part
    return answer


def asker(request: HttpRequest) -> User | None:
    """Who asks, or None; an anonymous visitor's session is not touched."""
    return request.user if request.user.is_authenticated else None


def came_from(request: HttpRequest) -> str:
    """The path of our page that led here; home when it is not known or not ours."""
    held = request.headers.get("Referer", "")
    hosts = {request.get_host()}
    if held and url_has_allowed_host_and_scheme(held, hosts, require_https=request.is_secure()):
        return urlsplit(held).path
    return "/"


def _page_of(request: HttpRequest) -> str:
    """Where the person stands; for a sent form the page that held it."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return came_from(request)
