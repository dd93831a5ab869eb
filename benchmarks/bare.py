"""A bare view: session, CSRF, the signed-in person, and three queries of its own."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from gradus.accounts.models import AuditEvent
from gradus.catalog.models import Course, Institution, Program


def read(request: HttpRequest) -> HttpResponse:
    rows = [
        *Institution.objects.all()[:10],
        *Course.objects.all()[:10],
        *Program.objects.all()[:9],
    ]
    return render(request, "bare.html", {"person": request.user, "rows": rows})


@transaction.atomic
def write(request: HttpRequest) -> HttpResponse:
    """Three queries too, and the last one writes."""
    rows = [*Institution.objects.all()[:10], *Course.objects.all()[:10]]
    if request.method == "POST":
        AuditEvent.objects.create(at=timezone.now(), verb="benchmark", subject="bare")
    return render(request, "bare.html", {"person": request.user, "rows": rows})


def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n")


urlpatterns = [path("read/", read), path("write/", write), path("healthz", healthz)]
