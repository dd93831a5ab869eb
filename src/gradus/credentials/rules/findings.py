"""What a check found, in words for people; a document that did not come is never "not valid".

Source: the findings and sentences a verifier owes to a person without an account.

>>> worst([VALID, UNCHECKABLE]), worst([UNCHECKABLE, NOT_VALID]), worst([])
('unchecked', 'invalid', 'valid')
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from gradus.lib.refusal import words

VALID: Final = "valid"
NOT_VALID: Final = "invalid"
UNCHECKABLE: Final = "unchecked"
NOTE: Final = "note"

SENTENCES: Final = {
    "signature": words("Nothing was changed since {domain} signed it on {date}."),
    "in_force": words("It is within its dates."),
    "not_revoked": words("It is not withdrawn, as of the issuer's list of {date}."),
    "no_status": words("The issuer keeps no list by which it could be withdrawn."),
    "issuer_here": words("The issuer, {name}, keeps its keys in this installation."),
    "issuer_unknown": words(
        "The signature is genuine. We cannot say who runs {domain}: judge that yourself."
    ),
    "shape": words("It has the shape of an Open Badge 3.0."),
    "shape_differs": words("It departs from Open Badges 3.0: {what}"),
    "changed": words("The content was changed after signing."),
    "uncovered": words("Part of the content is not covered by the signature: {what}"),
    "hidden": words("It says something about “{what}” in a place where its readers do not look."),
    "odd_spelling": words(
        "It is written in an unusual way ({what}) that this page does not read, because things"
        " can be hidden in it. Ask the issuer for the plain file."
    ),
    "gave_up": words("The check took longer than it may, so it was stopped."),
    "no_signature": words("It carries no signature, so anybody could have written it."),
    "key_not_listed": words("{what}"),
    "other_issuer": words("It is signed with the key of somebody else than the issuer it names."),
    "purpose": words("The signature was made for another purpose than to issue a credential."),
    "revoked": words("Withdrawn by the issuer."),
    "suspended": words("Suspended by the issuer."),
    "expired": words("It expired on {date}."),
    "not_yet": words("It is valid only from {date}."),
    "bad_date": words("One of its dates cannot be read."),
    "bad_entry": words("Its place in the issuer's list of withdrawn credentials is not sound."),
    "bad_list": words("The issuer's list of withdrawn credentials is not genuine: {what}"),
    "stale_list": words(
        "The issuer's list of withdrawn credentials is out of date; ask {domain} to renew it."
    ),
    "unreachable": words("{domain} did not answer, so this cannot be checked now; try again."),
    "unknown_terms": words(
        "It uses terms from {url}, of which no verified copy is kept here."
        " Ask the issuer which verifier reads them."
    ),
    "unknown_suite": words(
        "It is signed by the method {suite}, which this page cannot check."
        " Ask the issuer which verifier reads it."
    ),
    "unknown_status": words(
        "It can be withdrawn by a list of the kind {kind}, which this page cannot read."
    ),
    "unknown_issuer_kind": words(
        "The issuer is named as “{name}”; this page can look up did:web and did:key names only."
    ),
    "old_badge": words(
        "This is an Open Badge of version 1 or 2. It is proved by the issuer's own server;"
        " open the address written in it."
    ),
    "jwt": words("This is a credential in the JWT form, which this page cannot check yet."),
    "not_credential": words("This is no credential: {what}"),
    "ambiguous": words("Two programs read this document differently, so it cannot be judged."),
    "too_large": words("It holds more parts than this page checks."),
    "picture": words(
        "There is no readable credential in this file. Ask for the original JSON file:"
        " screenshots and social networks strip what a picture carries."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one credential; `part` names a credential inside, or is empty."""

    code: str
    outcome: str
    values: Mapping[str, str] = field(default_factory=dict)
    part: str = ""

    @property
    def template(self) -> str:
        """The sentence before its values are filled in."""
        return SENTENCES[self.code]

    @property
    def sentence(self) -> str:
        """The sentence in its own language."""
        return self.template.format(**self.values)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a credential with a genuine signature says; empty texts where it says nothing."""

    name: str = ""
    issuer: str = ""
    domain: str = ""
    recipient: str = ""
    awarded: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict with every finding; claims only where the signature is genuine."""

    findings: tuple[Finding, ...]
    claims: Claims | None = None

    @property
    def verdict(self) -> str:
        """`valid`, `invalid` or `unchecked`."""
        return worst(finding.outcome for finding in self.findings)


def worst(outcomes: Iterable[str]) -> str:
    """One verdict for many: a single "not valid" decides, then a single "cannot be checked"."""
    found = set(outcomes)
    return next((o for o in (NOT_VALID, UNCHECKABLE) if o in found), VALID)


def good(code: str, **values: str) -> Finding:
    """Something that holds."""
    return Finding(code, VALID, values)


def bad(code: str, **values: str) -> Finding:
    """Something for which the credential must not be relied on."""
    return Finding(code, NOT_VALID, values)


def unknown(code: str, **values: str) -> Finding:
    """Something that could not be found out."""
    return Finding(code, UNCHECKABLE, values)


def note(code: str, **values: str) -> Finding:
    """Something to know that decides nothing."""
    return Finding(code, NOTE, values)
