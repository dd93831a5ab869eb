"""Verbs on people, and the trail that every room writes to."""

from collections.abc import Mapping
from datetime import datetime

from gradus.accounts.models import AuditEvent, User
from gradus.lib.terms import Json


def audit(
    *,
    actor: User | None,
    verb: str,
    subject: str,
    now: datetime,
    detail: Mapping[str, Json] | None = None,
) -> AuditEvent:
    """Add a line to the trail, inside the transaction of the deed it tells of.

    `subject` is `room.noun:identifier`; `actor` is None for a machine.
    """
    return AuditEvent.objects.create(
        at=now, actor=actor, verb=verb, subject=subject, detail=dict(detail or {})
    )
