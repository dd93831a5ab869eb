"""What verifiers fetch: no cookies, readable from any origin, JSON and nothing else."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gradus.credentials.queries.held import Held, credential_shown
from gradus.credentials.queries.issuers import achievement_version, did_document_of, signed_list
from gradus.lib.canonical_json import written
from gradus.web.parts.http import asker

HOUR = "public, max-age=3600"
FIVE_MINUTES = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"
PRIVATE = "private, no-cache"


@require_safe
def did_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the issuer's keys."""
    return machine(request, written(did_document_of(slug)), HOUR)


@require_safe
def status_list(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Serve the newest edition of a list, whole; who asks is not recorded."""
    return machine(request, bytes(signed_list(slug, number).body), FIVE_MINUTES)


@require_safe
def achievement_json(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Serve what is asserted; a version never changes."""
    return machine(request, written(achievement_version(slug, number).document), FOR_EVER)


@require_safe
def credential_json(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Serve the signed bytes as they are stored, to the holder or with the holder's leave."""
    return credential_bytes(request, credential_shown(uuid, asker(request)))


def credential_bytes(request: HttpRequest, held: Held) -> HttpResponse:
    """Answer with the stored bytes; while it is pending there are none, so 404."""
    answer = machine(request, held.body, PRIVATE)
    answer["X-Robots-Tag"] = "noindex"
    answer["Content-Disposition"] = f'inline; filename="credential-{held.row.uuid}.json"'
    return answer


def machine(request: HttpRequest, body: bytes, caching: str) -> HttpResponse:
    """Answer with JSON for anybody's program."""
    asked = request.headers.get("Accept", "")
    kind = "application/vc" if "application/vc" in asked else "application/json"
    answer = HttpResponse(body, content_type=kind)
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = caching
    answer["Vary"] = "Accept"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks: it names JSON and no page."""
    asked = request.headers.get("Accept", "")
    return "text/html" not in asked and ("json" in asked or "application/vc" in asked)
