"""Withdraw a credential: with a reason, for ever, visible to every verifier at once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gradus.accounts.actions import audit
from gradus.accounts.models import User
from gradus.credentials.actions.lists import publish_list
from gradus.credentials.models import Credential, Revocation
from gradus.lib.later import later
from gradus.lib.refusal import Refused, words


def revoke(*, uuid: UUID, reason: str, by: User | None, now: datetime) -> Revocation:
    """Withdraw a credential and sign its list anew. Not reversible.

    The deed stands even if signing fails: the list is then signed by the job.
    """
    revocation = _add(uuid, reason.strip(), by, now)
    publish_list(list_id=revocation.credential.status_list_id, now=now)
    return revocation


@transaction.atomic
def _add(uuid: UUID, reason: str, by: User | None, now: datetime) -> Revocation:
    credential = Credential.objects.select_for_update().get(uuid=uuid)
    if not reason:
        raise Refused(
            "no_reason", words("A credential is withdrawn only with a reason. Give one.")
        )
    if Revocation.objects.filter(credential=credential).exists():
        raise Refused("revoked_already", words("This credential is withdrawn already."))
    row = Revocation.objects.create(
        credential=credential, reason=reason, revoked_by=by, revoked_at=now
    )
    subject = f"credentials.credential:{credential.uuid}"
    audit(actor=by, verb="revoked", subject=subject, now=now, detail={"reason": reason})
    later("credentials.publish_list", credential.status_list_id)
    return row
