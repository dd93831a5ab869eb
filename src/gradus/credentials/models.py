"""What is asserted and signed: keys, achievements, awards, credentials, status lists."""

import uuid
from typing import ClassVar

from django.db import models

from gradus.accounts.models import User
from gradus.catalog.models import Institution, ProgramVersion


class IssuerKey(models.Model):
    """An issuer's signing key. The secret half is sealed; an old key stays listed for ever."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="keys")
    public_multibase = models.CharField(max_length=80, unique=True)
    sealed_secret = models.BinaryField()
    created_at = models.DateTimeField()
    signs_from = models.DateTimeField()

    def __str__(self) -> str:
        return self.public_multibase


class AchievementVersion(models.Model):
    """What a credential asserts: immutable, public, names no learner."""

    program_version = models.OneToOneField(
        ProgramVersion, on_delete=models.PROTECT, related_name="achievement"
    )
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField()
    number = models.PositiveIntegerField()
    document = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "number"], name="achievement_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.slug}/{self.number}"


class Award(models.Model):
    """The decision that a learner has earned an achievement; made once, facts frozen."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="awards")
    achievement = models.ForeignKey(
        AchievementVersion, on_delete=models.PROTECT, related_name="awards"
    )
    recipient_name = models.CharField(max_length=200)
    facts = models.JSONField(help_text="The results the decision rests on.")
    awarded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "achievement"], name="award_once")
        ]

    def __str__(self) -> str:
        return f"{self.recipient_name}: {self.achievement_id}"


class StatusList(models.Model):
    """An issuer's list of revocation bits; indexes are random and never used again."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    length = models.PositiveIntegerField(default=131072)
    opened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "number"], name="status_list_once")
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}/{self.number}"


class Credential(models.Model):
    """One document for an award: its address and place in the status list."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="credentials")
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="entries")
    status_index = models.PositiveIntegerField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="status_index_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class SignedCredential(models.Model):
    """The signed bytes of a credential, exactly as delivered; absent while it is pending."""

    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="signed")
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class Revocation(models.Model):
    """A credential withdrawn by its issuer; not reversible."""

    credential = models.OneToOneField(
        Credential, on_delete=models.PROTECT, related_name="revocation"
    )
    reason = models.CharField(max_length=300)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.credential_id}: {self.reason}"


class SignedStatusList(models.Model):
    """The newest signed edition of a status list; re-signed at each change and daily."""

    status_list = models.OneToOneField(StatusList, on_delete=models.PROTECT, related_name="signed")
    body = models.BinaryField()
    signed_at = models.DateTimeField()
    valid_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.status_list_id} {self.signed_at:%F %T}"


class Visibility(models.Model):
    """The learner's choice whether a credential has a public page; the newest row counts."""

    credential = models.ForeignKey(
        Credential, on_delete=models.PROTECT, related_name="visibilities"
    )
    public = models.BooleanField()
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.credential_id}: {self.public}"
