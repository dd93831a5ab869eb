"""Check anybody's credential: nothing is kept, nothing of it is trusted."""

import re
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gradus.credentials.actions.check import check
from gradus.credentials.queries.held import credential_shown
from gradus.credentials.rules.findings import Report
from gradus.lib.refusal import Refused, words
from gradus.web.parts.http import PageRequest, asker
from gradus.web.prove.forms import MAX_BYTES, CheckForm

BODY: Final = 3 * MAX_BYTES
CHECKS: Final = 30
MINUTES: Final = 10
OURS: Final = re.compile(r"/credentials/([0-9a-f-]{36})(\.json)?/?")
TITLES: Final = {
    "valid": ("met", "Valid"),
    "invalid": ("failed", "Not valid"),
    "unchecked": ("pending", "Cannot be checked"),
}
ORDER: Final = ("invalid", "unchecked", "note", "valid")
MARKS: Final = {"valid": "met", "invalid": "failed", "unchecked": "pending", "note": "info"}


# Exempt: it changes nothing, and its size is looked at before its body is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: PageRequest) -> HttpResponse:
    """Show the form; a POST shows the verdict above it."""
    if request.method != "POST":
        return _page(request, CheckForm(initial={"address": request.GET.get("address", "")}))
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY:
        raise Refused(
            "too_large", words("This is larger than 100 kB; a credential has about 5 kB.")
        )
    _count(request)
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        text = _text(request, form.cleaned_data)
    except ObjectDoesNotExist:
        form.add_error("address", "No public credential of this site has this address.")
        return _page(request, form, status=422)
    return _page(request, CheckForm(), report=check(text=text, now=request.now))


def _page(
    request: PageRequest, form: CheckForm, *, report: Report | None = None, status: int = 200
) -> HttpResponse:
    shown: dict[str, object] = {"form": form, "report": report}
    if report is not None:
        kind, title = TITLES[report.verdict]
        worst = sorted(report.findings, key=lambda finding: ORDER.index(finding.outcome))
        findings = [(MARKS[finding.outcome], finding) for finding in worst]
        shown |= {"kind": kind, "title": title, "findings": findings, "now": request.now}
    return render(request, "prove/verify.html", shown, status=status)


def _text(request: PageRequest, given: dict[str, Any]) -> bytes:
    """The bytes to judge; those of our own credentials only where they are public."""
    if given["file"]:
        return bytes(given["file"].read())
    if given["text"]:
        return bytes(given["text"].encode())
    return credential_shown(_uuid(given["address"]), asker(request)).body


def _uuid(address: str) -> UUID:
    """The number in an address of this site; for any other address nothing exists."""
    hosts = {urlsplit(origin).netloc for origin in (settings.ORIGIN, settings.CREDENTIAL_ORIGIN)}
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        match = OURS.fullmatch(parts.path)
        if parts.netloc in hosts and match:
            return UUID(match[1])
    except ValueError:
        pass
    raise ObjectDoesNotExist


def _count(request: HttpRequest) -> None:
    """At most thirty checks in ten minutes from one address, in one process."""
    key = f"verify:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, MINUTES * 60)
    if cache.incr(key) > CHECKS:
        raise Refused(
            "too_many_checks",
            words("{checks} credentials were checked from here in {minutes} minutes. Try later."),
            checks=CHECKS,
            minutes=MINUTES,
        )
