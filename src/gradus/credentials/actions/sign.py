"""Sign what was issued; what does not verify from its stored bytes is never stored."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from gradus.accounts.actions import audit
from gradus.credentials.actions.keys import key_store, open_issuer
from gradus.credentials.actions.lists import publish_list
from gradus.credentials.models import Credential, IssuerKey, SignedCredential
from gradus.credentials.queries.held import address_of
from gradus.credentials.queries.issuers import did_document_of, did_of, issuer_of, list_url
from gradus.credentials.rules.achievement import Earned, Node, Recipient
from gradus.credentials.rules.achievement import credential as unsigned
from gradus.credentials.rules.award import check_origin, evidence_of, facts_of
from gradus.credentials.rules.did import document_url
from gradus.credentials.rules.findings import VALID
from gradus.credentials.rules.moments import stamp
from gradus.credentials.rules.proof import signed
from gradus.credentials.rules.shape import departures
from gradus.credentials.rules.status import Entry
from gradus.credentials.rules.verify import verify
from gradus.lib.canonical_json import read, written
from gradus.lib.terms import Json

SALT_BYTES = 8


class SigningFailed(RuntimeError):
    """What was signed does not verify; the credential stays pending and the job tries again."""


def sign(*, credential_id: int, now: datetime) -> SignedCredential:
    """Sign a credential once; called again it returns what is there.

    Runs outside a transaction: building and checking take their time, only the storing locks.
    """
    row = Credential.objects.select_related(
        "award__learner", "award__achievement__institution", "status_list__institution"
    ).get(pk=credential_id)
    done = SignedCredential.objects.filter(credential=row).first()
    if done is not None:
        return done
    check_origin(settings.CREDENTIAL_ORIGIN, demo=settings.DEMO)
    key = open_issuer(institution=row.award.achievement.institution, now=now)
    listing = publish_list(list_id=row.status_list_id, now=now)
    body = written(_signed(row, key, now))
    check_body(body, row, {list_url(row.status_list): read(bytes(listing.body))}, now)
    return _store(row, key, body, now)


def check_body(body: bytes, row: Credential, documents: Mapping[str, Json], now: datetime) -> None:
    """Judge the very bytes that will be kept, against the published key; or `SigningFailed`."""
    institution = row.award.achievement.institution
    published = {document_url(did_of(institution)): did_document_of(institution.slug)}
    report = verify(body, documents={**published, **documents}, own={}, now=now)
    wrong = departures(cast("Mapping[str, Json]", read(body)))
    if report.verdict != VALID or wrong:
        told = [finding.sentence for finding in report.findings if finding.outcome != VALID]
        message = f"Credential {row.uuid} does not verify: {' '.join([*told, *wrong])}"
        raise SigningFailed(message)


def _signed(row: Credential, key: IssuerKey, now: datetime) -> dict[str, Json]:
    institution = row.award.achievement.institution
    document = unsigned(
        issuer=issuer_of(institution),
        achievement=cast("Node", row.award.achievement.document),
        earned=_earned(row, now),
        place=Entry(list_url(row.status_list), row.status_index),
    )
    return signed(
        document,
        method=f"{did_of(institution)}#{key.public_multibase}",
        created=stamp(now),
        sign=lambda digest: key_store().sign(
            digest, public=key.public_multibase, sealed=bytes(key.sealed_secret)
        ),
    )


def _earned(row: Credential, now: datetime) -> Earned:
    award = row.award
    facts = facts_of(cast("Any", award.facts))
    url = address_of(row.uuid)
    return Earned(
        url=url,
        recipient=Recipient(
            award.recipient_name, award.learner.email, secrets.token_hex(SALT_BYTES)
        ),
        results=facts.results,
        awarded_at=award.awarded_at,
        valid_from=now,
        started_at=min(fact.started_at for fact in facts.courses),
        ended_at=max(fact.recorded_at for fact in facts.courses),
        evidence=evidence_of(facts, url),
    )


@transaction.atomic
def _store(row: Credential, key: IssuerKey, body: bytes, now: datetime) -> SignedCredential:
    """Keep the bytes; when another worker was faster, its bytes stand."""
    stored, fresh = SignedCredential.objects.get_or_create(
        credential=row,
        defaults={
            "key": key,
            "body": body,
            "sha256": hashlib.sha256(body).hexdigest(),
            "signed_at": now,
        },
    )
    if fresh:
        subject = f"credentials.credential:{row.uuid}"
        audit(actor=None, verb="signed", subject=subject, now=now)
    return stored
