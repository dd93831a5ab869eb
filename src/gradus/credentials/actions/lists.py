"""Status lists: open one, take a place in it, sign its newest edition."""

import random
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction

from gradus.catalog.models import Institution
from gradus.credentials.actions.keys import key_store, open_issuer
from gradus.credentials.models import Credential, Revocation, SignedStatusList, StatusList
from gradus.credentials.queries.issuers import did_of, list_url, stale_lists
from gradus.credentials.rules.moments import stamp
from gradus.credentials.rules.proof import signed
from gradus.credentials.rules.status import FULL_AT, VALID_FOR, free_index, list_document
from gradus.lib.canonical_json import written

# Indexes must tell nothing about neighbours, so they come from the system's own randomness.
DICE: Final = random.SystemRandom()


def free_place(institution: Institution, now: datetime) -> tuple[StatusList, int]:
    """A list with room, and an index in it that no credential ever had; inside a transaction."""
    row = StatusList.objects.filter(institution=institution).order_by("-number").first()
    used = frozenset(_used(row)) if row else frozenset()
    if row is None or len(used) >= FULL_AT:
        number = row.number + 1 if row else 1
        row = StatusList.objects.create(institution=institution, number=number, opened_at=now)
        used = frozenset()
    return row, free_index(_drawn(row.length), used)


@transaction.atomic
def publish_list(*, list_id: int, now: datetime) -> SignedStatusList:
    """Sign today's edition; under the list's lock, so that no revocation is lost to a race."""
    row = StatusList.objects.select_for_update().select_related("institution").get(pk=list_id)
    key = open_issuer(institution=row.institution, now=now)
    revoked = Revocation.objects.filter(credential__status_list=row)
    document = list_document(
        url=list_url(row),
        issuer=did_of(row.institution),
        revoked=revoked.values_list("credential__status_index", flat=True),
        now=now,
        length=row.length,
    )
    body = written(
        signed(
            document,
            method=f"{did_of(row.institution)}#{key.public_multibase}",
            created=stamp(now),
            sign=lambda digest: key_store().sign(
                digest, public=key.public_multibase, sealed=bytes(key.sealed_secret)
            ),
        )
    )
    edition, _ = SignedStatusList.objects.update_or_create(
        status_list=row,
        defaults={"body": body, "signed_at": now, "valid_until": now + VALID_FOR},
    )
    return edition


def refresh_lists(*, now: datetime) -> int:
    """Sign every list whose edition is a day old; says how many."""
    stale = stale_lists(now)
    for list_id in stale:
        publish_list(list_id=list_id, now=now)
    return len(stale)


def _used(row: StatusList) -> Iterator[int]:
    indexes = Credential.objects.filter(status_list=row)
    return indexes.values_list("status_index", flat=True).iterator()


def _drawn(length: int) -> Iterator[int]:
    while True:
        yield DICE.randrange(length)
