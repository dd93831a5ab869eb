"""Notices that payment providers send; machines only."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gradus.payments.actions import receive_notice
from gradus.payments.providers.base import NotGenuine
from gradus.web.parts.http import PageRequest


@csrf_exempt
@require_POST
def payment_notice(request: PageRequest, name: str) -> HttpResponse:
    """Apply a signed notice; one that is not genuine is answered 400 and believed in nothing."""
    try:
        receive_notice(name=name, headers=request.headers, body=request.body, now=request.now)
    except NotGenuine:
        return HttpResponse("The signature is not valid.", status=400, content_type="text/plain")
    return HttpResponse(status=204)
