"""The shape that Open Badges 3.0 asks for: arrays, texts and lists where they belong.

Source: Open Badges 3.0 annex B (https://www.imsglobal.org/spec/ob/v3p0/#data-models), stricter
where wallets need it: one status object, one proof in an array, no `jti`, no `endorsementJwt`.

>>> departures({"type": ["VerifiableCredential", "OpenBadgeCredential"]})[0]
'@context is missing'
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from gradus.credentials.rules.contexts import OPEN_BADGES, VC
from gradus.credentials.rules.dataset import ABSOLUTE
from gradus.credentials.rules.moments import WRITTEN
from gradus.lib.terms import Json

Check: TypeAlias = Callable[[Json, str], Iterator[str]]

ACHIEVEMENT_TYPES: Final = frozenset(
    {
        "Achievement",
        "ApprenticeshipCertificate",
        "Assessment",
        "Assignment",
        "AssociateDegree",
        "Award",
        "Badge",
        "BachelorDegree",
        "Certificate",
        "CertificateOfCompletion",
        "Certification",
        "CommunityService",
        "Competency",
        "Course",
        "CoCurricular",
        "Degree",
        "Diploma",
        "DoctoralDegree",
        "Fieldwork",
        "GeneralEducationDevelopment",
        "JourneymanCertificate",
        "LearningProgram",
        "License",
        "Membership",
        "ProfessionalDoctorate",
        "QualityAssuranceCredential",
        "MasterCertificate",
        "MasterDegree",
        "MicroCredential",
        "ResearchDoctorate",
        "SecondarySchoolDiploma",
    }
)
IDENTITIES: Final = frozenset(
    {
        "name",
        "sourcedId",
        "systemId",
        "productId",
        "userName",
        "accountId",
        "emailAddress",
        "nationalIdentityNumber",
        "isbn",
        "issn",
        "lisSourcedId",
        "oneRosterSourcedId",
        "sisSourcedId",
        "ltiContextId",
        "ltiDeploymentId",
        "ltiToolId",
        "ltiPlatformId",
        "ltiUserId",
        "identifier",
    }
)
RESULTS: Final = frozenset(
    {
        "GradePointAverage",
        "LetterGrade",
        "Percent",
        "PerformanceLevel",
        "PredictedScore",
        "RawScore",
        "Result",
        "RubricCriterion",
        "RubricCriterionLevel",
        "RubricScore",
        "ScaledScore",
        "Status",
    }
)
EXTENSION: Final = re.compile(r"ext:[A-Za-z0-9.\-_]+")
INDEX: Final = re.compile(r"0|[1-9][0-9]*")


def departures(credential: Mapping[str, Json]) -> list[str]:
    """Where the badge departs from its standard, in words; empty when nowhere."""
    return list(_credential(credential, ""))


def _text(value: Json, path: str) -> Iterator[str]:
    if not isinstance(value, str) or not value:
        yield f"{path} is not a text"


def _url(value: Json, path: str) -> Iterator[str]:
    if not isinstance(value, str) or not ABSOLUTE.fullmatch(value):
        yield f"{path} is not an address"


def _moment(value: Json, path: str) -> Iterator[str]:
    if not isinstance(value, str) or not WRITTEN.fullmatch(value):
        yield f"{path} is not a moment with its zone"


def _number(value: Json, path: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield f"{path} is not a number"


def _flag(value: Json, path: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{path} is neither true nor false"


def _matching(pattern: re.Pattern[str]) -> Check:
    def check(value: Json, path: str) -> Iterator[str]:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield f"{path} is not written as the standard asks"

    return check


def _exactly(*expected: Json) -> Check:
    def check(value: Json, path: str) -> Iterator[str]:
        if value not in expected:
            yield f"{path} is not {expected[0]!r}"

    return check


def _among(listed: frozenset[str]) -> Check:
    def check(value: Json, path: str) -> Iterator[str]:
        known = isinstance(value, str) and (value in listed or EXTENSION.fullmatch(value))
        if not known:
            yield f"{path} is not in the standard's list"

    return check


def _types(*needed: str) -> Check:
    """An array, never a single text, that holds what is needed."""

    def check(value: Json, path: str) -> Iterator[str]:
        if not isinstance(value, list) or not set(needed) <= {str(part) for part in value}:
            yield f"{path} is not an array with {needed[-1]}"

    return check


def _many(part: Check, least: int = 0, most: int = 1000) -> Check:
    def check(value: Json, path: str) -> Iterator[str]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            yield f"{path} is not an array of the right length"
            return
        for number, item in enumerate(value):
            yield from part(item, f"{path}[{number}]")

    return check


def _node(needed: Mapping[str, Check], more: Mapping[str, Check], *, closed: bool = True) -> Check:
    """An object with the `needed` members, at most `more` of them unless it is open."""
    known = {**needed, **more}

    def check(value: Json, path: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{path or 'it'} is not an object"
            return
        dot = f"{path}." if path else ""
        yield from (f"{dot}{name} is missing" for name in needed if name not in value)
        for name, part in value.items():
            if name in known:
                yield from known[name](part, f"{dot}{name}")
            elif closed:
                yield f"{dot}{name} is not expected"

    return check


_image = _node({"id": _url, "type": _exactly("Image")}, {"caption": _text})
_identity = _node(
    {
        "type": _exactly("IdentityObject"),
        "hashed": _flag,
        "identityHash": _text,
        "identityType": _among(IDENTITIES),
    },
    {"salt": _text},
)
_profile = _node(
    {"id": _url, "type": _types("Profile"), "name": _text},
    {"url": _url, "email": _text, "image": _image, "description": _text},
    closed=False,
)
_alignment = _node(
    {"type": _types("Alignment"), "targetName": _text, "targetUrl": _url},
    {"targetType": _text, "targetDescription": _text, "targetCode": _text},
    closed=False,
)
_result_description = _node(
    {
        "id": _url,
        "type": _types("ResultDescription"),
        "name": _text,
        "resultType": _among(RESULTS),
    },
    {"requiredValue": _text, "valueMin": _text, "valueMax": _text},
    closed=False,
)
_result = _node(
    {"type": _types("Result")}, {"resultDescription": _url, "value": _text}, closed=False
)
_criteria = _node({"narrative": _text}, {"id": _url})
_achievement = _node(
    {
        "id": _url,
        "type": _types("Achievement"),
        "name": _text,
        "description": _text,
        "criteria": _criteria,
    },
    {
        "achievementType": _among(ACHIEVEMENT_TYPES),
        "image": _image,
        "creditsAvailable": _number,
        "fieldOfStudy": _text,
        "specialization": _text,
        "humanCode": _text,
        "inLanguage": _text,
        "version": _text,
        "tag": _many(_text),
        "alignment": _many(_alignment),
        "resultDescription": _many(_result_description),
    },
    closed=False,
)
_subject = _node(
    {"type": _types("AchievementSubject"), "achievement": _achievement},
    {
        "id": _url,
        "identifier": _many(_identity, least=1),
        "activityStartDate": _moment,
        "activityEndDate": _moment,
        "creditsEarned": _number,
        "result": _many(_result),
    },
    closed=False,
)
_evidence = _node(
    {"type": _types("Evidence")},
    {"id": _url, "name": _text, "narrative": _text, "genre": _text},
    closed=False,
)
_status = _node(
    {
        "id": _url,
        "type": _exactly("BitstringStatusListEntry"),
        "statusPurpose": _exactly("revocation"),
        "statusListIndex": _matching(INDEX),
        "statusListCredential": _url,
    },
    {},
)
_proof = _node(
    {
        "type": _exactly("DataIntegrityProof"),
        "created": _moment,
        "verificationMethod": _url,
        "cryptosuite": _text,
        "proofPurpose": _exactly("assertionMethod"),
        "proofValue": _text,
    },
    {},
)
_credential = _node(
    {
        "@context": _exactly([VC, OPEN_BADGES]),
        "id": _url,
        "type": _types("VerifiableCredential", "OpenBadgeCredential"),
        "name": _text,
        "issuer": _profile,
        "validFrom": _moment,
        "credentialSubject": _subject,
        "credentialStatus": _status,
        "proof": _many(_proof, least=1, most=1),
    },
    {
        "description": _text,
        "awardedDate": _moment,
        "evidence": _many(_evidence),
    },
)
