"""A credential in the order in which its page tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from gradus.credentials.queries.held import Held
from gradus.credentials.rules.award import HOW_EXAMINED
from gradus.credentials.rules.did import domain

LINKEDIN = "https://www.linkedin.com/profile/add"


@dataclass(frozen=True, slots=True)
class Row:
    """A course result beside its pass mark, in points of a hundred."""

    course: str
    title: str
    percent: Decimal
    pass_mark: Decimal
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Asserted:
    """The published achievement, for a page."""

    document: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its title."""
        return str(self.document["name"])

    @property
    def description(self) -> str:
        """What it is."""
        return str(self.document["description"])

    @property
    def criteria(self) -> str:
        """What had to be done, without Markdown's signs."""
        return str(self.document["criteria"]["narrative"]).replace("**", "")

    @property
    def skills(self) -> Sequence[str]:
        """What its holders can do."""
        listed = self.document.get("alignment", [])
        return [str(a["targetName"]) for a in listed if a["targetType"] == "ceasn:Competency"]

    @property
    def issuer(self) -> str:
        """The university."""
        return str(self.document["creator"]["name"])

    @property
    def did(self) -> str:
        """The name it signs under."""
        return str(self.document["creator"]["id"])

    @property
    def email(self) -> str:
        """Its registrar."""
        return str(self.document["creator"].get("email", ""))

    @property
    def measures(self) -> Sequence[Mapping[str, str]]:
        """The results it reports."""
        found: Sequence[Mapping[str, str]] = self.document.get("resultDescription", [])
        return found


@dataclass(frozen=True, slots=True)
class CredentialPage:
    """Everything a credential's page says beyond the certificate itself."""

    asserted: Asserted
    rows: Sequence[Row]
    overall: Decimal
    examined: str
    domain: str


def page_of(held: Held) -> CredentialPage:
    """The page of a credential."""
    asserted = Asserted(held.achievement)
    facts = held.facts
    return CredentialPage(
        asserted=asserted,
        rows=[
            Row(f.course, f.title, f.percent, f.pass_percent, f.recorded_at) for f in facts.courses
        ],
        overall=facts.overall,
        examined=HOW_EXAMINED,
        domain=domain(asserted.did),
    )


def linkedin(held: Held, page: str) -> str:
    """The address that offers the credential to a LinkedIn profile; its month counts from one."""
    asserted = Asserted(held.achievement)
    awarded = held.award.awarded_at
    fields = {
        "startTask": "CERTIFICATION_NAME",
        "name": asserted.name,
        "organizationName": asserted.issuer,
        "issueYear": awarded.year,
        "issueMonth": awarded.month,
        "certUrl": page,
        "certId": str(held.row.uuid),
    }
    return f"{LINKEDIN}?{urlencode(fields)}"
