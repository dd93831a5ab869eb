"""What an account holds, as its owner may see it."""

from gradus.accounts.models import AuditEvent, User
from gradus.lib.terms import Json


def my_data(user: User) -> Json:
    """The account itself and what it did, as plain data."""
    deeds = AuditEvent.objects.filter(actor=user).order_by("pk")
    return {
        "uuid": str(user.uuid),
        "email": user.email,
        "name": user.name,
        "country": user.country,
        "time_zone": user.time_zone,
        "joined_at": user.joined_at.isoformat() if user.joined_at else None,
        "trail": [
            {"at": deed.at.isoformat(), "verb": deed.verb, "subject": deed.subject}
            for deed in deeds
        ],
    }


def has_happened(*, verb: str, subject: str) -> bool:
    """Whether the trail tells of such a deed."""
    return AuditEvent.objects.filter(subject=subject, verb=verb).exists()
