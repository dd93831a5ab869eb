"""The document of an award: an Open Badge 3.0 credential, field by field, from frozen facts.

Source: Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0/). The name of a credential is its
achievement's, never the person's; results are texts; types are arrays; a degree-like award has no
end. What verifiers or wallets would read differently is refused, in words.

>>> hashed("a@example.com", salt="Kosher")
'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399'
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeAlias

from gradus.credentials.rules.contexts import OPEN_BADGES, VC
from gradus.credentials.rules.dataset import ABSOLUTE
from gradus.credentials.rules.moments import stamp
from gradus.credentials.rules.proof import check_number, check_values
from gradus.credentials.rules.status import Entry, entry
from gradus.lib.refusal import Refused, words
from gradus.lib.terms import Json

Node: TypeAlias = Mapping[str, Json]

MICRO_CREDENTIAL: Final = "MicroCredential"
OUTER: Final = frozenset({"@context", "creator"})
"""What the published achievement has and its copy inside a credential has not."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image by its address, with what it shows."""

    url: str
    caption: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """The university that signs."""

    did: str
    name: str
    url: str
    email: str
    image: Picture | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A degree (`ceterms:Credential`) or skill (`ceasn:Competency`) the achievement leads to."""

    kind: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A result that is reported in per cent, and the pass mark for it if there is one."""

    key: str
    name: str
    required: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Achievement:
    """What is asserted, for everybody alike: a version is immutable and names no learner."""

    url: str
    name: str
    description: str
    narrative: str
    code: str
    version: str
    field: str
    specialization: str
    language: str
    measures: tuple[Measure, ...]
    credits: Decimal | None = None
    kind: str = MICRO_CREDENTIAL
    tags: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    image: Picture | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom it is for: the name in clear, the address only as a salted hash."""

    name: str
    email: str
    salt: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was examined, how, and how identity was checked."""

    url: str
    name: str
    narrative: str
    genre: str


@dataclass(frozen=True, slots=True)
class Earned:
    """One learner's award, frozen: the results by measure key, and the dates."""

    url: str
    recipient: Recipient
    results: tuple[tuple[str, Decimal], ...]
    awarded_at: datetime
    valid_from: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()


def credential(
    *, issuer: Issuer, achievement: Node, earned: Earned, place: Entry
) -> dict[str, Json]:
    """The unsigned document; `Refused` when a text, address or number in it is not sound.

    `achievement` is the published achievement document, taken word for word.
    """
    document: dict[str, Json] = {
        "@context": [VC, OPEN_BADGES],
        "id": earned.url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement["name"],
        "description": achievement["description"],
        "issuer": profile(issuer),
        "awardedDate": stamp(earned.awarded_at),
        "validFrom": stamp(earned.valid_from),
        "credentialSubject": _subject(achievement, earned),
    }
    if earned.evidence:
        document["evidence"] = [_evidence(part) for part in earned.evidence]
    document["credentialStatus"] = entry(place)
    clean = _plain(document)
    check_values(clean)
    check_addresses(clean)
    return clean


def profile(issuer: Issuer) -> dict[str, Json]:
    """The issuer as a Profile."""
    written: dict[str, Json] = {"id": issuer.did, "type": ["Profile"], "name": issuer.name}
    written |= {"url": issuer.url} if issuer.url else {}
    written |= {"email": issuer.email} if issuer.email else {}
    return written | _image(issuer.image)


def _achievement_node(achievement: Achievement) -> dict[str, Json]:
    """The achievement as it will stand in every credential."""
    node: dict[str, Json] = {
        "id": achievement.url,
        "type": ["Achievement"],
        "achievementType": achievement.kind,
        "name": achievement.name,
        "description": achievement.description,
        "criteria": {"id": achievement.url, "narrative": achievement.narrative},
        **_image(achievement.image),
    }
    if achievement.credits is not None:
        node["creditsAvailable"] = number(achievement.credits)
    node |= _texts(achievement)
    if achievement.alignments:
        node["alignment"] = [_alignment(part) for part in achievement.alignments]
    node["resultDescription"] = [_measure(achievement, part) for part in achievement.measures]
    return node


def achievement_document(issuer: Issuer, achievement: Achievement) -> dict[str, Json]:
    """What the achievement's address serves: the node with its terms and its creator."""
    node = _achievement_node(achievement)
    document: dict[str, Json] = {"@context": [VC, OPEN_BADGES], **node, "creator": profile(issuer)}
    clean = _plain(document)
    check_values(clean)
    check_addresses(clean)
    return clean


def measure_url(achievement_url: str, key: str) -> str:
    """The address of one reported result."""
    return f"{achievement_url}#{key}"


def hashed(value: str, *, salt: str) -> str:
    """A salted identifier: it binds, it does not hide from somebody with a list of addresses."""
    return "sha256$" + hashlib.sha256((value + salt).encode()).hexdigest()


def number(value: Decimal) -> int | float:
    """A JSON number that every verifier writes alike.

    >>> number(Decimal("12.50")), number(Decimal("12.0"))
    (12.5, 12)
    """
    whole = value.to_integral_value()
    written = int(whole) if whole == value else float(value)
    check_number(written)
    return written


def per_cent(value: Decimal) -> str:
    """A result as the text of a number, without needless zeros.

    >>> per_cent(Decimal("87.500000")), per_cent(Decimal("60")), per_cent(Decimal("100"))
    ('87.5', '60', '100')
    """
    rounded = value.quantize(Decimal("0.01"))
    return f"{rounded:f}".rstrip("0").rstrip(".")


def check_addresses(document: Json) -> None:
    """Refuse an address with a space or without a scheme: only some verifiers would."""
    if isinstance(document, dict):
        for name, part in document.items():
            if name in {"id", "url", "targetUrl", "statusListCredential", "resultDescription"}:
                _check_address(part)
            check_addresses(part)
    elif isinstance(document, list):
        for part in document:
            check_addresses(part)


def _check_address(value: Json) -> None:
    if isinstance(value, str) and not ABSOLUTE.fullmatch(value):
        raise Refused(
            "bad_address",
            words("“{address}” is not a web address. Write it in full, without spaces."),
            address=value[:120],
        )


def _subject(achievement: Node, earned: Earned) -> dict[str, Json]:
    subject: dict[str, Json] = {
        "type": ["AchievementSubject"],
        "identifier": _identifiers(earned.recipient),
    }
    if earned.started_at:
        subject["activityStartDate"] = stamp(earned.started_at)
    if earned.ended_at:
        subject["activityEndDate"] = stamp(earned.ended_at)
    if "creditsAvailable" in achievement:
        subject["creditsEarned"] = achievement["creditsAvailable"]
    subject["achievement"] = {k: v for k, v in achievement.items() if k not in OUTER}
    subject["result"] = [
        {
            "type": ["Result"],
            "resultDescription": measure_url(str(achievement["id"]), key),
            "value": per_cent(value),
        }
        for key, value in earned.results
    ]
    return subject


def _identifiers(recipient: Recipient) -> list[Json]:
    """The name first and in clear (wallets show the first such), then the hashed address."""
    if not recipient.name.strip():
        raise Refused(
            "no_name",
            words("The credential needs your full name. Write it on your profile page first."),
        )
    return [
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityType": "name",
            "identityHash": recipient.name.strip(),
        },
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityType": "emailAddress",
            "identityHash": hashed(recipient.email.strip().lower(), salt=recipient.salt),
            "salt": recipient.salt,
        },
    ]


def _texts(achievement: Achievement) -> dict[str, Json]:
    written: dict[str, Json] = {
        "fieldOfStudy": achievement.field,
        "specialization": achievement.specialization,
        "humanCode": achievement.code,
        "inLanguage": achievement.language,
        "version": achievement.version,
        "tag": list(achievement.tags),
    }
    return {name: value for name, value in written.items() if value}


def _alignment(part: Alignment) -> Json:
    return {
        "type": ["Alignment"],
        "targetType": part.kind,
        "targetName": part.name,
        "targetUrl": part.url,
    }


def _measure(achievement: Achievement, part: Measure) -> Json:
    node: dict[str, Json] = {
        "id": measure_url(achievement.url, part.key),
        "type": ["ResultDescription"],
        "name": part.name,
        "resultType": "Percent",
        "valueMin": "0",
        "valueMax": "100",
    }
    return node | ({} if part.required is None else {"requiredValue": per_cent(part.required)})


def _evidence(part: Evidence) -> Json:
    return {
        "id": part.url,
        "type": ["Evidence"],
        "name": part.name,
        "narrative": part.narrative,
        "genre": part.genre,
    }


def _image(picture: Picture | None) -> dict[str, Json]:
    if picture is None:
        return {}
    return {"image": {"id": picture.url, "type": "Image", "caption": picture.caption}}


def _plain(document: dict[str, Json]) -> dict[str, Json]:
    """The document with every line ending written as a newline."""
    return {name: _lines(part) for name, part in document.items()}


def _lines(value: Json) -> Json:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, dict):
        return {name: _lines(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_lines(part) for part in value]
    return value
