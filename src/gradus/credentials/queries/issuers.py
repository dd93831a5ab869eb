"""What an issuer's domain serves: keys, achievements, status lists; public, for anybody."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from gradus.catalog.models import Institution
from gradus.credentials.models import AchievementVersion, IssuerKey, SignedStatusList, StatusList
from gradus.credentials.rules.achievement import Issuer
from gradus.credentials.rules.did import did_document, did_web, document_url
from gradus.lib.canonical_json import read
from gradus.lib.terms import Json

DAY: Final = timedelta(days=1)


def did_of(institution: Institution) -> str:
    """The name an institution signs under, in this installation."""
    return did_web(settings.CREDENTIAL_ORIGIN, institution.slug)


def issuer_of(institution: Institution) -> Issuer:
    """The institution as it stands in a credential; an invented one says so."""
    label = " (fictitious)" if institution.fictitious else ""
    return Issuer(
        did=did_of(institution),
        name=f"{institution.name}{label}",
        url=institution.url,
        email=institution.email,
    )


def issuing_institution(slug: str) -> Institution:
    """An institution that has a key, for staff on the command line."""
    return Institution.objects.filter(keys__isnull=False).distinct().get(slug=slug)


def did_document_of(slug: str) -> dict[str, Json]:
    """The issuer's DID document: every key it ever signed with (DoesNotExist without any)."""
    keys = list(
        IssuerKey.objects.filter(institution__slug=slug)
        .order_by("pk")
        .values_list("public_multibase", flat=True)
    )
    if not keys:
        raise IssuerKey.DoesNotExist
    return did_document(did_web(settings.CREDENTIAL_ORIGIN, slug), keys)


def signing_key(institution: Institution, now: datetime) -> IssuerKey | None:
    """The newest key that may sign by now."""
    ready = IssuerKey.objects.filter(institution=institution, signs_from__lte=now)
    return ready.order_by("-signs_from", "-pk").first()


def list_url(row: StatusList) -> str:
    """The public address of a status list."""
    return f"{settings.CREDENTIAL_ORIGIN}/status/{row.institution.slug}/revocation/{row.number}"


def signed_list(slug: str, number: int) -> SignedStatusList:
    """The newest signed edition of a status list."""
    return SignedStatusList.objects.select_related("status_list").get(
        status_list__institution__slug=slug, status_list__number=number
    )


def stale_lists(now: datetime) -> list[int]:
    """The lists whose edition is a day old, or that never had one."""
    fresh = SignedStatusList.objects.filter(signed_at__gt=now - DAY).values("status_list")
    return list(StatusList.objects.exclude(pk__in=fresh).values_list("pk", flat=True))


def achievement_version(slug: str, number: int) -> AchievementVersion:
    """A published achievement, immutable."""
    return AchievementVersion.objects.select_related(
        "institution", "program_version__program"
    ).get(slug=slug, number=number)


def own_issuers() -> dict[str, str]:
    """The issuers whose keys are kept here: DID to name."""
    known = Institution.objects.filter(keys__isnull=False).distinct()
    return {did_of(row): issuer_of(row).name for row in known}


def own_documents(urls: Iterable[str]) -> Mapping[str, Json]:
    """Those of the addresses that this installation itself serves, without any network."""
    wanted = set(urls)
    found: dict[str, Json] = {}
    for slug in Institution.objects.filter(keys__isnull=False).values_list("slug", flat=True):
        url = document_url(did_web(settings.CREDENTIAL_ORIGIN, slug))
        if url in wanted:
            found[url] = did_document_of(slug)
    for row in SignedStatusList.objects.select_related("status_list__institution"):
        url = list_url(row.status_list)
        if url in wanted:
            found[url] = read(bytes(row.body))
    return found
