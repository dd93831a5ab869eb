"""Answers for what one may not see, and for forms that are too old."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

EXPIRED = "This form is too old to be sent: load the page again, then send it once more."


def not_found(request: HttpRequest) -> HttpResponse:
    """Answer for what does not exist, or does not exist for this person."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was opened before sign-in or sign-out, or sent from elsewhere."""
    del reason
    if request.headers.get("HX-Request") != "true":
        return render(request, "403_csrf.html", status=403)
    part = render(request, "errors/refused_part.html", {"words": EXPIRED}, status=422)
    part["HX-Reswap"] = "afterbegin"
    return part
