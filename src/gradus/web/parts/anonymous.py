"""Pages that are the same for everybody who is not signed in, rendered once per process.

A page is kept under its address and the catalogue's stamp, for at most a minute: windows of
enrolment open and prices begin by the clock alone. It holds no token and no session; whoever
brings a session cookie or a waiting message gets a page of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from gradus.catalog.queries.programs import catalogue_stamp
from gradus.web.parts.http import PageRequest

P = ParamSpec("P")
LASTS: Final = timedelta(minutes=1)
MOST: Final = 512
OWN: Final = (settings.SESSION_COOKIE_NAME, "messages")
VARY: Final = ("Cookie", "HX-Request", "HX-Target")


@dataclass(frozen=True, slots=True)
class Kept:
    """A rendered page, what it was made from, and until when it may be shown."""

    stamp: tuple[int | None, ...]
    until: datetime
    body: bytes


class Shelf:
    """The kept pages of this process; when it is full, it begins anew."""

    def __init__(self) -> None:
        self._pages: dict[str, Kept] = {}

    def find(self, key: str, stamp: tuple[int | None, ...], now: datetime) -> bytes | None:
        kept = self._pages.get(key)
        return kept.body if kept and kept.stamp == stamp and now < kept.until else None

    def keep(self, key: str, page: Kept) -> None:
        if len(self._pages) >= MOST:
            self._pages.clear()
        self._pages[key] = page

    def clear(self) -> None:
        self._pages.clear()


SHELF: Final = Shelf()


def kept_for_strangers(
    view: Callable[Concatenate[PageRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Show the kept page to strangers; the view itself must not touch session or token."""

    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        asked = cast("PageRequest", request)
        response = (
            view(asked, *args, **kwargs)
            if request.method not in {"GET", "HEAD"} or set(OWN) & request.COOKIES.keys()
            else _kept(asked, lambda: view(asked, *args, **kwargs))
        )
        patch_vary_headers(response, VARY)
        return response

    return shown


def _kept(request: PageRequest, render: Callable[[], HttpResponse]) -> HttpResponse:
    part = [request.headers.get(name, "") for name in ("HX-Request", "HX-Target")]
    key, stamp = f"{part} {request.get_full_path()}", catalogue_stamp()
    body = SHELF.find(key, stamp, request.now)
    if body is not None:
        return HttpResponse(body)
    response = render()
    if response.status_code == HttpResponse.status_code:
        SHELF.keep(key, Kept(stamp, request.now + LASTS, response.content))
    return response
