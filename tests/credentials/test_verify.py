"""Our own verdicts: valid, not valid, cannot be checked; and why."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gradus.credentials.rules import did, status
from gradus.credentials.rules.findings import SENTENCES
from gradus.credentials.rules.verify import needed, verify
from gradus.lib.canonical_json import written
from tests.credentials import samples
from tests.credentials.samples import (
    ACHIEVEMENT,
    DID,
    LIST,
    METHOD,
    NOW,
    PUBLIC,
    codes,
    document,
    documents,
    independent_verdict,
    judge,
    sign,
)

OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
OTHER_PUBLIC = did.multibase(OTHER.public_key().public_bytes_raw())
DID_URL = did.document_url(DID)


def test_a_fresh_credential_is_valid_for_us_and_for_the_independent_verifier(
    tmp_path: Path,
) -> None:
    report = judge(sign(document()))
    assert report.verdict == "valid"
    assert codes(report) == ["signature", "in_force", "not_revoked", "issuer_unknown", "shape"]
    assert independent_verdict(sign(document()), tmp_path) == "VALID"


def test_an_issuer_of_this_installation_is_named() -> None:
    report = verify(
        written(sign(document())), documents=documents(), own={DID: "Harborview"}, now=NOW
    )
    assert "issuer_here" in codes(report)


def test_claims_are_shown_only_under_a_genuine_signature() -> None:
    report = judge(sign(document()))
    assert report.claims is not None
    assert report.claims.recipient == "Ada Núñez-O'Brien"
    assert report.claims.domain == "credentials.example.edu"
    assert judge({**sign(document()), "name": "Doctor"}).claims is None


def test_a_changed_name_is_not_valid(tmp_path: Path) -> None:
    changed = {**sign(document()), "name": "Doctorate"}
    assert codes(judge(changed)) == ["changed"]
    assert judge(changed).verdict == "invalid"
    assert independent_verdict(changed, tmp_path) == "INVALID"


def test_a_term_added_after_signing_is_not_valid(tmp_path: Path) -> None:
    changed = {**sign(document()), "honours": "first class"}
    assert codes(judge(changed)) == ["uncovered"]
    assert independent_verdict(changed, tmp_path) == "INVALID"


def test_a_revoked_credential_is_not_valid_and_its_neighbour_is(tmp_path: Path) -> None:
    made = sign(document(index=5))
    assert judge(made, documents(5)).verdict == "invalid"
    assert "revoked" in codes(judge(made, documents(5)))
    assert judge(made, documents(4, 6, 47)).verdict == "valid"
    assert independent_verdict(made, tmp_path, 5) == "INVALID"
    assert independent_verdict(made, tmp_path, 4, 6, 47) == "VALID"


def test_a_key_the_issuer_does_not_list_is_not_valid(tmp_path: Path) -> None:
    forged = sign(document(), key=OTHER, method=f"{DID}#{OTHER_PUBLIC}")
    assert codes(judge(forged)) == ["key_not_listed"]
    assert "does not list" in judge(forged).findings[0].sentence
    assert independent_verdict(forged, tmp_path) == "INVALID"


def test_a_key_listed_but_not_for_assertions_is_not_valid() -> None:
    served = documents()
    served[DID_URL] = {**did.did_document(DID, [PUBLIC]), "assertionMethod": []}
    assert codes(judge(sign(document()), served)) == ["key_not_listed"]


def test_a_key_of_another_controller_is_not_valid() -> None:
    served: Any = documents()
    served[DID_URL]["verificationMethod"][0]["controller"] = "did:web:else.example"
    assert codes(judge(sign(document()), served)) == ["key_not_listed"]


def test_a_did_document_of_another_name_is_not_believed() -> None:
    served: Any = documents()
    served[DID_URL]["id"] = "did:web:else.example"
    assert codes(judge(sign(document()), served)) == ["key_not_listed"]


def test_a_valid_key_of_another_issuer_is_not_valid() -> None:
    made = sign(document(), method=f"did:web:else.example#{PUBLIC}")
    assert codes(judge(made)) == ["other_issuer"]


def test_a_did_key_must_be_its_own_fragment() -> None:
    issuer = f"did:key:{PUBLIC}"
    base: Any = {**document(), "issuer": {"id": issuer, "type": ["Profile"], "name": "x"}}
    base.pop("credentialStatus")
    own = sign(base, method=f"{issuer}#{PUBLIC}")
    forged = sign(base, key=OTHER, method=f"{issuer}#{OTHER_PUBLIC}")
    assert judge(own).verdict == "valid"
    assert codes(judge(forged)) == ["key_not_listed"]


def test_old_and_new_key_are_both_valid_after_rotation() -> None:
    served = documents()
    served[DID_URL] = did.did_document(DID, [PUBLIC, OTHER_PUBLIC])
    newer = sign(document(), key=OTHER, method=f"{DID}#{OTHER_PUBLIC}")
    assert judge(sign(document()), served).verdict == "valid"
    assert judge(newer, served).verdict == "valid"


def test_a_silent_domain_is_never_not_valid() -> None:
    assert judge(sign(document()), {}).verdict == "unchecked"
    only_did = {DID_URL: documents()[DID_URL]}
    report = judge(sign(document()), only_did)
    assert report.verdict == "unchecked"
    assert "credentials.example.edu did not answer" in report.findings[2].sentence


def test_an_expired_and_a_future_credential_say_their_dates() -> None:
    expired = sign({**document(), "validUntil": "2026-06-01T00:00:00Z"})
    assert "expired" in codes(judge(expired))
    future = judge(sign(document()), now=NOW - timedelta(days=1))
    assert "not_yet" in codes(future)
    assert "2026-06-02 09:30 UTC" in " ".join(f.sentence for f in future.findings)


def test_a_stale_status_list_cannot_be_checked() -> None:
    report = judge(sign(document()), now=NOW + timedelta(days=8))
    assert report.verdict == "unchecked"
    assert "stale_list" in codes(report)


def test_a_status_list_of_another_issuer_or_a_changed_one_is_not_believed() -> None:
    foreign: Any = documents()
    foreign[LIST]["issuer"] = "did:web:else.example"
    assert "bad_list" in codes(judge(sign(document()), foreign))
    changed: Any = documents(41234)
    changed[LIST]["credentialSubject"]["encodedList"] = status.encoded([])
    assert "bad_list" in codes(judge(sign(document()), changed))


@pytest.mark.parametrize("kind", ["StatusList2021Entry", "1EdTechRevocationList"])
def test_an_unknown_status_kind_is_never_fine(kind: str) -> None:
    made: Any = document()
    made["credentialStatus"] = {"id": "https://x.example/1", "type": "BitstringStatusListEntry"}
    report = judge(sign(made))
    assert report.verdict == "unchecked"
    assert "unknown_status" in codes(report)
    made["credentialStatus"]["type"] = kind
    assert judge({**sign(document()), "credentialStatus": made["credentialStatus"]}).verdict != (
        "valid"
    )


def test_every_status_entry_is_read_not_only_the_first() -> None:
    made: Any = document(index=1)
    made["credentialStatus"] = [
        made["credentialStatus"],
        {**made["credentialStatus"], "id": f"{LIST}#5", "statusListIndex": "5"},
    ]
    assert "revoked" in codes(judge(sign(made), documents(5)))


@pytest.mark.parametrize("index", ["131072", "-1", "1e3", "", "٣"])
def test_an_index_outside_the_list_is_not_valid(index: str) -> None:
    made: Any = document()
    made["credentialStatus"]["statusListIndex"] = index
    assert "bad_entry" in codes(judge(sign(made)))


def test_a_forged_endorsement_inside_makes_the_whole_not_valid() -> None:
    endorsement = {
        "@context": document()["@context"],
        "id": "https://employer.example/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": DID, "type": ["Profile"], "name": "x"},
        "validFrom": "2026-06-01T00:00:00Z",
        "credentialSubject": {"id": ACHIEVEMENT.url, "type": ["EndorsementSubject"]},
    }
    genuine: Any = document()
    genuine["credentialSubject"]["achievement"]["endorsement"] = [sign(endorsement)]
    assert judge(sign(genuine)).verdict == "valid"
    forged: Any = document()
    changed = {**sign(endorsement), "validFrom": "2026-06-01T00:00:01Z"}
    forged["credentialSubject"]["achievement"]["endorsement"] = [changed]
    report = judge(sign(forged))
    assert report.verdict == "invalid"
    assert [f.part for f in report.findings if f.code == "changed"] == ["endorsement 1"]


@pytest.mark.parametrize(
    ("text", "verdict", "code"),
    [
        (b"", "invalid", "not_credential"),
        (b"hello", "invalid", "not_credential"),
        (b"[" * 5000, "invalid", "not_credential"),
        (b'{"a":1,"a":2}', "invalid", "not_credential"),
        (b'{"a":NaN}', "invalid", "not_credential"),
        (b"\xff\xfe", "invalid", "not_credential"),
        (b" " * 100_001, "invalid", "not_credential"),
        (b"eyJh.eyJi.c2ln", "unchecked", "jwt"),
        (b"\x89PNG\r\n\x1a\n....", "unchecked", "picture"),
        (b"<svg/>", "unchecked", "picture"),
        (
            b'{"@context":"https://w3id.org/openbadges/v2","type":"Assertion"}',
            "unchecked",
            "old_badge",
        ),
        (b'{"type":["VerifiableCredential"]}', "invalid", "no_signature"),
        (
            b'{"type":["VerifiableCredential"],"@context":["https://www.w3.org/2018/credentials/v1"],'
            b'"proof":{}}',
            "unchecked",
            "unknown_terms",
        ),
    ],
)
def test_other_files_are_told_in_words(text: bytes, verdict: str, code: str) -> None:
    report = judge(text)
    assert (report.verdict, codes(report)) == (verdict, [code])
    assert report.findings[0].sentence


def test_an_unknown_suite_cannot_be_checked() -> None:
    made = sign(document())
    made["proof"][0]["cryptosuite"] = "eddsa-jcs-2022"
    assert judge(made).verdict == "unchecked"
    assert "eddsa-jcs-2022" in judge(made).findings[0].sentence


def test_unpinned_terms_cannot_be_checked() -> None:
    made = sign(document())
    made["@context"] = [*made["@context"], "https://example.org/terms.json"]
    assert (judge(made).verdict, codes(judge(made))) == ("unchecked", ["unknown_terms"])


def test_a_proof_for_authentication_is_no_assertion() -> None:
    made = sign(document())
    made["proof"][0]["proofPurpose"] = "authentication"
    assert codes(judge(made)) == ["purpose"]


def test_too_many_unnamed_parts_are_not_canonicalised() -> None:
    many = {**sign(document()), "evidence": [{"type": ["Evidence"]}] * 301}
    assert codes(judge(many)) == ["too_large"]


def test_only_did_documents_and_status_lists_are_needed() -> None:
    made: Any = sign(document())
    made["credentialStatus"]["statusListCredential"] = "http://169.254.169.254/"
    assert needed(made) == (DID_URL,)
    assert needed(sign(document())) == (LIST, DID_URL)


@pytest.mark.parametrize(
    "name", ["did:web:../etc", "did:web:a b.example", "did:web:x.example:..:y", "did:web:u@h", "x"]
)
def test_an_unsound_did_is_not_looked_up(name: str) -> None:
    with pytest.raises(did.BadDid):
        did.document_url(name)


def test_the_shared_examples_get_the_expected_verdicts() -> None:
    listed = samples.example("status.json")
    served = {
        "https://credentials.example.edu/issuers/example-university/did.json": samples.example(
            "did.json"
        ),
        listed["id"]: listed,
    }
    verdicts = [
        judge(samples.example(f"{name}.json"), served).verdict
        for name in ("credential", "credential-tampered", "credential-revoked")
    ]
    assert verdicts == ["valid", "invalid", "invalid"]


def test_credits_of_all_allowed_kinds_are_valid_elsewhere(tmp_path: Path) -> None:
    for points in ("12.0", "12.75"):
        made = sign(document(replace(ACHIEVEMENT, credits=Decimal(points))))
        assert independent_verdict(made, tmp_path) == "VALID"


def test_every_sentence_ends_as_a_sentence() -> None:
    assert [c for c, s in SENTENCES.items() if s[-1] not in ".}?!"] == []


def test_the_method_names_our_key() -> None:
    assert METHOD.startswith(DID)
