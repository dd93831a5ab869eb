"""Is this credential genuine, unchanged and not withdrawn? One verdict, with its reasons.

Source: VC Data Model 2.0 section 7 (https://www.w3.org/TR/vc-data-model-2.0/#verification),
Open Badges 3.0 section 8 (https://www.imsglobal.org/spec/ob/v3p0/#verification-and-validation).
Documents of issuers are an argument: what is absent did not answer. The clock is an argument.

>>> verify(b"{}", documents={}, own={}, now=moment("2026-06-02T09:30:00Z")).verdict
'invalid'
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gradus.credentials.rules import did, status
from gradus.credentials.rules.contexts import VC, UnknownContext
from gradus.credentials.rules.dataset import Disagreement, Unsafe, rdfc, to_quads
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
from gradus.credentials.rules.reading import (
    Document,
    hidden,
    listing,
    mapping,
    members,
    odd_spelling,
    text,
    texts,
    unnamed,
)
from gradus.credentials.rules.shape import departures
from gradus.lib.canonical_json import NotJson, read
from gradus.lib.terms import Json

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
    body: bytes, *, documents: Mapping[str, Json], own: Mapping[str, str], now: datetime
) -> Report:
    """Judge a file. `documents` maps addresses to what was fetched, `own` DIDs to names."""
    try:
        credential = opened(body)
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


def opened(body: bytes) -> Document:
    """The credential in a file, or `NotCredential`."""
    if JWT.fullmatch(body):
        raise NotCredential(unknown("jwt"))
    if body[:4] == b"\x89PNG" or body.lstrip()[:1] == b"<" or body[:4] == b"%PDF":
        raise NotCredential(unknown("picture"))
    try:
        value = read(body)
    except NotJson as error:
        raise NotCredential(bad("not_credential", what=str(error))) from None
    document = mapping(value)
    kinds = texts(document.get("type"))
    contexts = texts(document.get("@context"))
    if "Assertion" in kinds or any("w3id.org/openbadges" in url for url in contexts):
        raise NotCredential(unknown("old_badge"))
    if "VerifiableCredential" not in kinds:
        raise NotCredential(bad("not_credential", what="its type is not VerifiableCredential."))
    if unnamed(document) > MAX_UNNAMED or len(tuple(members(document))) > MAX_MEMBERS:
        raise NotCredential(unknown("too_large"))
    return document


def needed(credential: Document) -> tuple[str, ...]:
    """The addresses to fetch before judging: DID documents and status lists, ten at most."""
    wanted: dict[str, None] = {}
    for part in (credential, *(member for _, member in members(credential))):
        for entry in listing(part.get("credentialStatus")):
            wanted[text(mapping(entry).get("statusListCredential"))] = None
        try:
            wanted[did.document_url(issuer_of(part))] = None
        except did.BadDid:
            continue
    return tuple(url for url in wanted if url.startswith("https://"))[:MAX_FETCHES]


def issuer_of(credential: Document) -> str:
    """The issuer's DID, whether written alone or inside a profile."""
    issuer = credential.get("issuer")
    return text(issuer) or text(mapping(issuer).get("id"))


def claims_of(credential: Document) -> Claims:
    """What the credential says, for showing beside the verdict."""
    subject = mapping(credential.get("credentialSubject"))
    achievement = mapping(subject.get("achievement"))
    people = [mapping(part) for part in listing(subject.get("identifier"))]
    named = [p for p in people if p.get("identityType") == "name" and p.get("hashed") is False]
    return Claims(
        name=text(achievement.get("name")) or text(credential.get("name")),
        issuer=text(mapping(credential.get("issuer")).get("name")),
        domain=did.domain(issuer_of(credential)),
        recipient=text(named[0].get("identityHash")) if named else "",
        awarded=text(credential.get("awardedDate")) or text(credential.get("validFrom")),
        address=text(credential.get("id")),
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
    if "OpenBadgeCredential" in texts(credential.get("type")):
        wrong = departures(credential)
        yield note("shape_differs", what=wrong[0]) if wrong else good("shape")


def _issuer(credential: Document, case: Case) -> Finding:
    issuer = issuer_of(credential)
    if issuer in case.own:
        return good("issuer_here", name=case.own[issuer])
    return note("issuer_unknown", domain=did.domain(issuer))


def _signature(credential: Document, case: Case) -> Finding:
    """Whether it is signed, unchanged, by a key the named issuer lists for this purpose."""
    proofs = [mapping(proof) for proof in listing(credential.get("proof"))]
    if not proofs:
        return bad("no_signature")
    if VC not in texts(credential.get("@context"))[:1]:
        first = (texts(credential.get("@context")) or ["no terms at all"])[0]
        return unknown("unknown_terms", url=first[:200])
    if odd := odd_spelling(credential):
        return unknown("odd_spelling", what=odd[:80])
    found = [_one_proof(credential, proof, case) for proof in proofs]
    return next((f for f in found if f.outcome == NOT_VALID), None) or next(
        (f for f in found if f.outcome == UNCHECKABLE), found[0]
    )


def _one_proof(credential: Document, proof: Document, case: Case) -> Finding:
    suite = text(proof.get("cryptosuite")) or text(proof.get("type"))
    if proof.get("type") != "DataIntegrityProof" or suite != SUITE:
        return unknown("unknown_suite", suite=suite[:80] or "(none)")
    if proof.get("proofPurpose") != "assertionMethod":
        return bad("purpose")
    try:
        key = _key(issuer_of(credential), text(proof.get("verificationMethod")), case)
    except did.OtherKey as error:
        return unknown("unknown_suite", suite=str(error)[:80])
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
    return did.listed_key(mapping(case.documents[url]), issuer, method)


def _content(credential: Document, proof: Document, key: bytes) -> Finding:
    """Whether the signature is that of `key` and covers every meaning in the document."""
    try:
        genuine = holds(credential, proof, key=key)
        unread = hidden(credential, rdfc(to_quads(_without_proof(credential))))
    except UnknownContext as error:
        return unknown("unknown_terms", url=str(error.args[0])[:200])
    except Unsafe as error:
        return bad("uncovered", what=str(error))
    except Disagreement:
        return unknown("ambiguous")
    if not genuine:
        return bad("changed")
    return bad("hidden", what=unread) if unread else _signed(credential, proof)


def _signed(credential: Document, proof: Document) -> Finding:
    domain = did.domain(issuer_of(credential))
    return good("signature", domain=domain, date=text(proof.get("created"))[:10])


def _without_proof(credential: Document) -> Document:
    return {name: part for name, part in credential.items() if name != "proof"}


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
    entries = listing(credential.get("credentialStatus"))
    if not entries:
        yield note("no_status")
    for entry in entries:
        yield _entry(mapping(entry), issuer_of(credential), case)


def _entry(entry: Document, issuer: str, case: Case) -> Finding:
    purpose, url = text(entry.get("statusPurpose")), text(entry.get("statusListCredential"))
    kind = text(entry.get("type"))
    if kind != "BitstringStatusListEntry" or purpose not in PURPOSES:
        return unknown("unknown_status", kind=f"{kind} {purpose}"[:80])
    if url not in case.documents:
        return unknown("unreachable", domain=did.domain(issuer))
    row = mapping(case.documents[url])
    wrong = _list_fault(row, url=url, issuer=issuer, purpose=purpose, case=case)
    return wrong or _bit(entry, row)


def _list_fault(
    row: Document, *, url: str, issuer: str, purpose: str, case: Case
) -> Finding | None:
    """Why the list must not be believed, or None."""
    subject = mapping(row.get("credentialSubject"))
    named = row.get("id") == url and subject.get("statusPurpose") == purpose
    if not named or "BitstringStatusListCredential" not in texts(row.get("type")):
        return bad("bad_list", what="it is another list than the credential names.")
    if issuer_of(row) != issuer:
        return bad("bad_list", what="somebody else issued it.")
    signature = _signature(row, case)
    if signature.outcome != VALID:
        known = signature.outcome == UNCHECKABLE
        return signature if known else bad("bad_list", what=signature.sentence)
    if _dates(row, case.now).outcome == NOT_VALID:
        return unknown("stale_list", domain=did.domain(issuer))
    return None


def _bit(entry: Document, row: Document) -> Finding:
    index = text(entry.get("statusListIndex"))
    subject = mapping(row.get("credentialSubject"))
    try:
        bits = status.decoded(text(subject.get("encodedList")))
    except status.BadList as error:
        return bad("bad_list", what=str(error))
    if not re.fullmatch(r"[0-9]{1,9}", index) or int(index) >= len(bits) * 8:
        return bad("bad_entry")
    if status.is_set(bits, int(index)):
        return bad(PURPOSES[text(entry.get("statusPurpose"))])
    return good("not_revoked", date=text(row.get("validFrom")).replace("T", " ")[:16])
