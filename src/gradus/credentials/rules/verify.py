"""Is this credential genuine, unchanged and not withdrawn? One verdict, with its reasons.

Source: VC Data Model 2.0 section 7 (https://www.w3.org/TR/vc-data-model-2.0/#verification),
Open Badges 3.0 section 8 (https://www.imsglobal.org/spec/ob/v3p0/#verification-and-validation).
Documents of issuers are an argument: what is absent did not answer. The clock is an argument.

>>> verify(b"{}", documents={}, own={}, now=moment("2026-06-02T09:30:00Z")).verdict
'invalid'
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gradus.credentials.rules import did, status
from gradus.credentials.rules.contexts import VC, UnknownContext
from gradus.credentials.rules.dataset import Disagreement, Unsafe
from gradus.credentials.rules.findings import (
    NOT_VALID,
    UNCHECKABLE,
    VALID,
    Claims,
    Finding,
    Report,
    bad,
    good,
    note,
    unknown,
)
from gradus.credentials.rules.moments import moment
from gradus.credentials.rules.proof import SUITE, holds
from gradus.credentials.rules.shape import departures
from gradus.lib.canonical_json import NotJson, read
from gradus.lib.terms import Json

Document = Mapping[str, Json]

JWT: Final = re.compile(rb"\s*[\w-]+\.[\w-]+\.[\w-]+\s*")
MAX_MEMBERS: Final = 50
MAX_UNNAMED: Final = 300
MAX_FETCHES: Final = 10
PURPOSES: Final = {"revocation": "revoked", "suspension": "suspended"}


@dataclass(frozen=True, slots=True)
class Case:
    """What a judgement may know: documents by address, issuers hosted here, the time."""

    documents: Mapping[str, Json]
    own: Mapping[str, str]
    now: datetime


def verify(
    text: bytes, *, documents: Mapping[str, Json], own: Mapping[str, str], now: datetime
) -> Report:
    """Judge a file. `documents` maps addresses to what was fetched, `own` DIDs to names."""
    try:
        credential = opened(text)
    except NotCredential as error:
        return Report((error.finding,))
    found = tuple(_judge(credential, Case(documents, own, now)))
    genuine = any(f.code == "signature" and not f.part for f in found)
    return Report(found, claims_of(credential) if genuine else None)


class NotCredential(ValueError):
    """The file holds nothing that could be judged; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.sentence)
        self.finding = finding


def opened(text: bytes) -> Document:
    """The credential in a file, or `NotCredential`."""
    if JWT.fullmatch(text):
        raise NotCredential(unknown("jwt"))
    if text[:4] == b"\x89PNG" or text.lstrip()[:1] == b"<" or text[:4] == b"%PDF":
        raise NotCredential(unknown("picture"))
    try:
        value = read(text)
    except NotJson as error:
        raise NotCredential(bad("not_credential", what=str(error))) from None
    document = _mapping(value)
    kinds = _texts(document.get("type"))
    contexts = _texts(document.get("@context"))
    if "Assertion" in kinds or any("w3id.org/openbadges" in url for url in contexts):
        raise NotCredential(unknown("old_badge"))
    if "VerifiableCredential" not in kinds:
        raise NotCredential(bad("not_credential", what="its type is not VerifiableCredential."))
    if _unnamed(document) > MAX_UNNAMED or len(tuple(members(document))) > MAX_MEMBERS:
        raise NotCredential(unknown("too_large"))
    return document


def needed(credential: Document) -> tuple[str, ...]:
    """The addresses to fetch before judging: DID documents and status lists, ten at most."""
    wanted: dict[str, None] = {}
    for part in (credential, *(member for _, member in members(credential))):
        for entry in _listing(part.get("credentialStatus")):
            wanted[_text(_mapping(entry).get("statusListCredential"))] = None
        try:
            wanted[did.document_url(issuer_of(part))] = None
        except did.BadDid:
            continue
    return tuple(url for url in wanted if url.startswith("https://"))[:MAX_FETCHES]


def members(credential: Document) -> Iterator[tuple[str, Document]]:
    """Every credential inside, named: CLR members and endorsements, at any depth."""
    subject = _mapping(credential.get("credentialSubject"))
    places = (
        ("member", subject.get("verifiableCredential")),
        ("endorsement", credential.get("endorsement")),
        ("endorsement", _mapping(subject.get("achievement")).get("endorsement")),
        ("endorsement", _mapping(credential.get("issuer")).get("endorsement")),
    )
    for what, value in places:
        for number, part in enumerate(_listing(value), start=1):
            document = _mapping(part)
            yield f"{what} {number}", document
            yield from ((f"{what} {number}, {name}", inner) for name, inner in members(document))


def issuer_of(credential: Document) -> str:
    """The issuer's DID, whether written alone or inside a profile."""
    issuer = credential.get("issuer")
    return _text(issuer) or _text(_mapping(issuer).get("id"))


def claims_of(credential: Document) -> Claims:
    """What the credential says, for showing beside the verdict."""
    subject = _mapping(credential.get("credentialSubject"))
    achievement = _mapping(subject.get("achievement"))
    people = [_mapping(part) for part in _listing(subject.get("identifier"))]
    named = [p for p in people if p.get("identityType") == "name" and p.get("hashed") is False]
    return Claims(
        name=_text(achievement.get("name")) or _text(credential.get("name")),
        issuer=_text(_mapping(credential.get("issuer")).get("name")),
        domain=did.domain(issuer_of(credential)),
        recipient=_text(named[0].get("identityHash")) if named else "",
        awarded=_text(credential.get("awardedDate")) or _text(credential.get("validFrom")),
        address=_text(credential.get("id")),
    )


def _judge(credential: Document, case: Case) -> Iterator[Finding]:
    yield from _judge_one(credential, case)
    for name, part in members(credential):
        for finding in _judge_one(part, case):
            yield replace(finding, part=name)


def _judge_one(credential: Document, case: Case) -> Iterator[Finding]:
    signature = _signature(credential, case)
    yield signature
    if signature.outcome in {NOT_VALID, UNCHECKABLE}:
        return
    yield _dates(credential, case.now)
    yield from _status(credential, case)
    yield _issuer(credential, case)
    if "OpenBadgeCredential" in _texts(credential.get("type")):
        wrong = departures(credential)
        yield note("shape_differs", what=wrong[0]) if wrong else good("shape")


def _issuer(credential: Document, case: Case) -> Finding:
    issuer = issuer_of(credential)
    if issuer in case.own:
        return good("issuer_here", name=case.own[issuer])
    return note("issuer_unknown", domain=did.domain(issuer))


def _signature(credential: Document, case: Case) -> Finding:
    """Whether it is signed, unchanged, by a key the named issuer lists for this purpose."""
    proofs = [_mapping(proof) for proof in _listing(credential.get("proof"))]
    if not proofs:
        return bad("no_signature")
    if VC not in _texts(credential.get("@context"))[:1]:
        first = (_texts(credential.get("@context")) or ["no terms at all"])[0]
        return unknown("unknown_terms", url=first[:200])
    found = [_one_proof(credential, proof, case) for proof in proofs]
    return next((f for f in found if f.outcome == NOT_VALID), None) or next(
        (f for f in found if f.outcome == UNCHECKABLE), found[0]
    )


def _one_proof(credential: Document, proof: Document, case: Case) -> Finding:
    suite = _text(proof.get("cryptosuite")) or _text(proof.get("type"))
    if proof.get("type") != "DataIntegrityProof" or suite != SUITE:
        return unknown("unknown_suite", suite=suite[:80] or "(none)")
    if proof.get("proofPurpose") != "assertionMethod":
        return bad("purpose")
    try:
        key = _key(issuer_of(credential), _text(proof.get("verificationMethod")), case)
    except did.BadKey as error:
        return bad("key_not_listed", what=str(error))
    return key if isinstance(key, Finding) else _content(credential, proof, key)


def _key(issuer: str, method: str, case: Case) -> bytes | Finding:
    """The issuer's key, or why it could not be had; `BadKey` when it must not be trusted."""
    if not method.startswith(f"{issuer}#"):
        return bad("other_issuer")
    if issuer.startswith("did:key:"):
        return did.own_key(issuer, method)
    try:
        url = did.document_url(issuer)
    except did.BadDid:
        return unknown("unknown_issuer_kind", name=issuer[:120])
    if url not in case.documents:
        return unknown("unreachable", domain=did.domain(issuer))
    return did.listed_key(_mapping(case.documents[url]), issuer, method)


def _content(credential: Document, proof: Document, key: bytes) -> Finding:
    """Whether the signature is that of `key` and covers every meaning in the document."""
    try:
        genuine = holds(credential, proof, key=key)
    except UnknownContext as error:
        return unknown("unknown_terms", url=str(error.args[0])[:200])
    except Unsafe as error:
        return bad("uncovered", what=str(error))
    except Disagreement:
        return unknown("ambiguous")
    if not genuine:
        return bad("changed")
    domain = did.domain(issuer_of(credential))
    return good("signature", domain=domain, date=_text(proof.get("created"))[:10])


def _dates(credential: Document, now: datetime) -> Finding:
    try:
        begins, ends = (
            moment(credential[name]) if name in credential else now
            for name in ("validFrom", "validUntil")
        )
    except ValueError:
        return bad("bad_date")
    if now < begins:
        return bad("not_yet", date=f"{begins:%Y-%m-%d %H:%M} UTC")
    if ends < now:
        return bad("expired", date=f"{ends:%Y-%m-%d %H:%M} UTC")
    return good("in_force")


def _status(credential: Document, case: Case) -> Iterator[Finding]:
    entries = _listing(credential.get("credentialStatus"))
    if not entries:
        yield note("no_status")
    for entry in entries:
        yield _entry(_mapping(entry), issuer_of(credential), case)


def _entry(entry: Document, issuer: str, case: Case) -> Finding:
    purpose, url = _text(entry.get("statusPurpose")), _text(entry.get("statusListCredential"))
    kind = _text(entry.get("type"))
    if kind != "BitstringStatusListEntry" or purpose not in PURPOSES:
        return unknown("unknown_status", kind=f"{kind} {purpose}"[:80])
    if url not in case.documents:
        return unknown("unreachable", domain=did.domain(issuer))
    listing = _mapping(case.documents[url])
    wrong = _list_fault(listing, url=url, issuer=issuer, purpose=purpose, case=case)
    return wrong or _bit(entry, listing)


def _list_fault(
    listing: Document, *, url: str, issuer: str, purpose: str, case: Case
) -> Finding | None:
    """Why the list must not be believed, or None."""
    subject = _mapping(listing.get("credentialSubject"))
    named = listing.get("id") == url and subject.get("statusPurpose") == purpose
    if not named or "BitstringStatusListCredential" not in _texts(listing.get("type")):
        return bad("bad_list", what="it is another list than the credential names.")
    if issuer_of(listing) != issuer:
        return bad("bad_list", what="somebody else issued it.")
    signature = _signature(listing, case)
    if signature.outcome != VALID:
        known = signature.outcome == UNCHECKABLE
        return signature if known else bad("bad_list", what=signature.sentence)
    if _dates(listing, case.now).outcome == NOT_VALID:
        return unknown("stale_list", domain=did.domain(issuer))
    return None


def _bit(entry: Document, listing: Document) -> Finding:
    index = _text(entry.get("statusListIndex"))
    subject = _mapping(listing.get("credentialSubject"))
    try:
        bits = status.decoded(_text(subject.get("encodedList")))
    except status.BadList as error:
        return bad("bad_list", what=str(error))
    if not re.fullmatch(r"[0-9]{1,9}", index) or int(index) >= len(bits) * 8:
        return bad("bad_entry")
    if status.is_set(bits, int(index)):
        return bad(PURPOSES[_text(entry.get("statusPurpose"))])
    return good("not_revoked", date=_text(listing.get("validFrom")).replace("T", " ")[:16])


def _unnamed(value: Json) -> int:
    """How many nodes of the document would be blank: what makes canonicalising dear."""
    if isinstance(value, Mapping):
        return ("id" not in value) + sum(_unnamed(part) for part in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return sum(_unnamed(part) for part in value)
    return 0


def _mapping(value: Json) -> Document:
    return value if isinstance(value, Mapping) else {}


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _listing(value: Json) -> Sequence[Json]:
    if value is None:
        return []
    return value if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def _texts(value: Json) -> list[str]:
    return [part for part in _listing(value) if isinstance(part, str)]
