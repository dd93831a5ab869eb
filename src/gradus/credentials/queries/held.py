"""Credentials as their holder, or with the holder's leave anybody, may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db.models import BooleanField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from gradus.accounts.models import User
from gradus.assessment.queries.final import final_results
from gradus.credentials.models import Award, Credential, Revocation, SignedCredential, Visibility
from gradus.credentials.rules.award import Facts, facts_of
from gradus.credentials.rules.record import CourseAchieved, CredentialAchieved, Record
from gradus.lib.terms import Json

PUBLIC = Subquery(
    Visibility.objects.filter(credential=OuterRef("pk")).order_by("-pk").values("public")[:1],
    output_field=BooleanField(),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A credential with everything its page shows."""

    row: Credential
    public: bool
    mine: bool

    @property
    def award(self) -> Award:
        """The decision behind it."""
        return self.row.award

    @property
    def signed(self) -> SignedCredential | None:
        """The signed bytes, absent while it is pending."""
        return getattr(self.row, "signed", None)

    @property
    def revocation(self) -> Revocation | None:
        """Its withdrawal, if there was one."""
        return getattr(self.row, "revocation", None)

    @property
    def state(self) -> str:
        """`pending`, `revoked` or `valid`."""
        if self.revocation:
            return "revoked"
        return "valid" if self.signed else "pending"

    @property
    def body(self) -> bytes:
        """The signed bytes (SignedCredential.DoesNotExist while it is pending)."""
        if self.signed is None:
            raise SignedCredential.DoesNotExist
        return bytes(self.signed.body)

    def of_holder(self) -> "Held":
        """Itself for its holder; for anybody else it does not exist."""
        if not self.mine:
            raise Credential.DoesNotExist
        return self

    @property
    def facts(self) -> Facts:
        """The results it rests on."""
        return facts_of(self.award.facts)

    @property
    def achievement(self) -> Mapping[str, Any]:
        """The published achievement document."""
        return cast("Mapping[str, Any]", self.award.achievement.document)

    @property
    def address(self) -> str:
        """Its address for ever, as it stands inside the signature."""
        return address_of(self.row.uuid)


def address_of(uuid: UUID) -> str:
    """The `id` of a credential."""
    return f"{settings.CREDENTIAL_ORIGIN}/credentials/{uuid}"


def held_by(user: User) -> list[Held]:
    """All credentials of a person, newest first."""
    rows = _rows().filter(award__learner=user).order_by("-issued_at", "-pk")
    return [Held(row, cast("Any", row).shown, mine=True) for row in rows]


def credential_shown(uuid: UUID, asker: User | None) -> Held:
    """A credential that its holder has made public, or one's own; no other exists.

    The pages of people who erased their account are off for good.
    """
    row = _rows().get(uuid=uuid)
    mine = asker is not None and row.award.learner_id == asker.pk
    gone = row.award.learner.erased_at is not None
    if not mine and (gone or not cast("Any", row).shown):
        raise Credential.DoesNotExist
    return Held(row, cast("Any", row).shown, mine=mine)


def for_registrar(uuid: UUID) -> Held:
    """Any credential, for staff on the command line."""
    row = _rows().get(uuid=uuid)
    return Held(row, cast("Any", row).shown, mine=False)


def academic_record(learner: User) -> Record:
    """What a partner may count: final results, and signed credentials not withdrawn."""
    courses = tuple(
        CourseAchieved(
            course=result.course,
            org=result.institution,
            title=result.title,
            grade=Fraction(result.percent),
            passed=result.passed,
            verified=result.verified,
            on=result.recorded_at.date(),
            uuid=str(result.enrollment_uuid),
        )
        for result in final_results(learner)
    )
    in_force = _rows().filter(
        award__learner=learner, signed__isnull=False, revocation__isnull=True
    )
    return Record(courses, tuple(_achieved(row) for row in in_force.order_by("pk")))


def my_data(user: User) -> Sequence[Json]:
    """Everything this room keeps about a person, for their own copy."""
    return [
        {
            "credential": str(held.row.uuid),
            "address": held.address,
            "achievement": str(held.achievement["name"]),
            "name_on_it": held.award.recipient_name,
            "facts": held.award.facts,
            "awarded_at": held.award.awarded_at.isoformat(),
            "state": held.state,
            "public_page": held.public,
            "withdrawn_because": held.revocation.reason if held.revocation else "",
        }
        for held in held_by(user)
    ]


def _achieved(row: Credential) -> CredentialAchieved:
    return CredentialAchieved(
        program=row.award.achievement.slug,
        title=str(cast("Mapping[str, Any]", row.award.achievement.document)["name"]),
        on=row.award.awarded_at.date(),
        uuid=str(row.uuid),
        courses=tuple(fact.course for fact in facts_of(row.award.facts).courses),
    )


def _rows() -> "QuerySet[Credential]":
    return (
        Credential.objects.alias(newest=PUBLIC)
        .annotate(shown=Coalesce(F("newest"), Value(value=False), output_field=BooleanField()))
        .select_related(
            "award__learner",
            "award__achievement__institution",
            "award__achievement__program_version__program",
            "status_list__institution",
            "signed",
            "revocation",
        )
    )
