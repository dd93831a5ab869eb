"""Give an issuer a key, or its next one; old keys stay listed for ever."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from gradus.accounts.actions import audit
from gradus.catalog.models import Institution
from gradus.credentials.models import IssuerKey
from gradus.credentials.providers.keys import KeyStore, SealedKeys
from gradus.credentials.queries.issuers import signing_key

# Others keep a DID document for an hour or more: a key signs only a day after it is published.
CACHED: Final = timedelta(days=1)


def key_store() -> KeyStore:
    """Where this installation keeps its issuers' keys."""
    return SealedKeys(settings.CREDENTIAL_KEY_SECRET)


@transaction.atomic
def open_issuer(*, institution: Institution, now: datetime) -> IssuerKey:
    """The issuer's signing key of now; the first one is made here and signs at once."""
    Institution.objects.select_for_update().get(pk=institution.pk)
    return signing_key(institution, now) or _make(institution, now, now)


@transaction.atomic
def rotate_key(*, institution: Institution, now: datetime) -> IssuerKey:
    """Publish the next key; it signs after a day, and what older keys signed stays valid."""
    return _make(institution, now, now + CACHED)


def _make(institution: Institution, now: datetime, signs_from: datetime) -> IssuerKey:
    made = key_store().make()
    row = IssuerKey.objects.create(
        institution=institution,
        public_multibase=made.public,
        sealed_secret=made.sealed,
        created_at=now,
        signs_from=signs_from,
    )
    subject = f"credentials.key:{made.public}"
    audit(actor=None, verb="made_key", subject=subject, now=now)
    return row
