"""Verbs on people, and the trail that every room writes to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from allauth.account.models import EmailAddress
from django.db import transaction

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


ERASED_NAME: Final = "Erased account"


@transaction.atomic
def open_account(*, email: str, hashed_password: str, name: str, now: datetime) -> User:
    """Give a person an account that an operator vouches for; who has one keeps it as it is."""
    known = User.objects.filter(email=email).first()
    if known is not None:
        return known
    user = User.objects.create(email=email, password=hashed_password, name=name, joined_at=now)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    audit(actor=user, verb="registered", subject=f"accounts.user:{user.uuid}", now=now)
    return user


@transaction.atomic
def register(*, user: User, name: str, now: datetime) -> User:
    """Give a newly signed-up person the name that will stand on credentials."""
    user.name = name
    user.joined_at = now
    user.save(update_fields=["name", "joined_at"])
    audit(actor=user, verb="registered", subject=f"accounts.user:{user.uuid}", now=now)
    return user


@transaction.atomic
def change_profile(*, user: User, name: str, country: str, time_zone: str, now: datetime) -> User:
    """Change how a person is named and where their clock stands; issued credentials stay."""
    user.name, user.country, user.time_zone = name, country, time_zone
    user.save(update_fields=["name", "country", "time_zone"])
    audit(actor=user, verb="changed_profile", subject=f"accounts.user:{user.uuid}", now=now)
    return user


@transaction.atomic
def erase(*, user: User, now: datetime) -> User:
    """Take the person out of the account: no name, no address, no way in; deeds stay nameless.

    Orders and issued credentials are evidence that law and third parties rely on; they keep their
    rows. The row itself stays so that they still point to one and the same, unnamed, person.
    """
    EmailAddress.objects.filter(user=user).delete()
    user.name, user.country, user.time_zone = ERASED_NAME, "", "UTC"
    user.email = f"erased-{user.uuid}@erased.invalid"
    user.is_active = user.is_staff = user.is_superuser = False
    user.erased_at = now
    user.set_unusable_password()
    user.save()
    audit(actor=None, verb="erased", subject=f"accounts.user:{user.uuid}", now=now)
    return user
