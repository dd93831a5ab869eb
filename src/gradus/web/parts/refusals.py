"""Shows what the law refuses in words, and turns what does not exist into 404."""

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from gradus.lib.refusal import Refused
from gradus.web.parts.errors import not_found
from gradus.web.parts.http import came_from
from gradus.web.parts.say import sentence

GetResponse = Callable[[HttpRequest], HttpResponse]
UNPROCESSABLE = 422


class RefusalMiddleware:
    """The one place where `Refused` and `DoesNotExist` are caught."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer the two expected exceptions; leave every other to crash and be logged."""
        if isinstance(exception, Refused):
            return refused(request, exception)
        if isinstance(exception, ObjectDoesNotExist):
            return not_found(request)
        return None


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Say no: as a page, as a part above what the person typed, or as an API problem."""
    words = sentence(refusal)
    if request.path.startswith("/api/"):
        problem = {
            "type": "about:blank",
            "title": words,
            "status": UNPROCESSABLE,
            "code": refusal.code,
        }
        return JsonResponse(problem, status=UNPROCESSABLE, content_type="application/problem+json")
    shown = {"words": words, "code": refusal.code, "back": came_from(request)}
    if request.headers.get("HX-Request") == "true":
        part = render(request, "errors/refused_part.html", shown, status=UNPROCESSABLE)
        part["HX-Reswap"] = "afterbegin"
        return part
    return render(request, "errors/refused.html", shown, status=UNPROCESSABLE)
