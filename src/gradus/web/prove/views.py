"""One's own credentials, and the page by which anybody may believe one."""

from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from gradus.assessment.queries.final import final_results
from gradus.credentials.actions.issue import choose_visibility
from gradus.credentials.queries.held import credential_shown, held_by
from gradus.credentials.queries.issuers import achievement_version
from gradus.web.parts.http import SignedInRequest, asker, signed_in
from gradus.web.prove.shown import Asserted, linkedin, page_of
from gradus.web.prove.views_machine import achievement_json, credential_bytes, wants_json


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """Show all credentials and final results of the person."""
    shown = {"credentials": held_by(request.user), "results": final_results(request.user)}
    return render(request, "prove/mine.html", shown)


@require_safe
def credential(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the credential to people, or its bytes to programs that ask for JSON."""
    held = credential_shown(uuid, asker(request))
    if wants_json(request):
        return credential_bytes(request, held)
    page = settings.ORIGIN + request.path
    shown = {
        "held": held,
        "page": page_of(held),
        "page_address": page,
        "linkedin": linkedin(held, page) if held.mine else "",
        "elsewhere": not held.address.startswith(settings.ORIGIN),
        "origin": settings.ORIGIN,
        "issuing_origin": settings.CREDENTIAL_ORIGIN,
    }
    answer = render(request, "prove/credential.html", shown)
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Accept"])
    return answer


@require_safe
def qr(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Draw the page's address as a QR code."""
    credential_shown(uuid, asker(request))
    address = settings.ORIGIN + reverse("prove:credential", args=[uuid])
    drawn = segno.make(address, micro=False, error="m")
    svg = drawn.svg_inline(border=2, svgclass=None, lineclass=None, omitsize=True)
    document = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    answer = HttpResponse(document, content_type="image/svg+xml")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


@require_POST
@signed_in
def visibility(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Switch the public page of one's own credential on or off."""
    held = credential_shown(uuid, request.user).of_holder()
    public = request.POST.get("public") == "yes"
    choose_visibility(credential=held.row, public=public, now=request.now)
    return redirect("prove:credential", uuid)


@require_safe
def achievement(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what a credential asserts, to people or to programs."""
    if wants_json(request):
        return achievement_json(request, slug, number)
    row = achievement_version(slug, number)
    shown = {"row": row, "asserted": Asserted(row.document)}
    answer = render(request, "prove/achievement.html", shown)
    answer["Cache-Control"] = "private, max-age=300"
    patch_vary_headers(answer, ["Accept"])
    return answer
