"""What may be signed, and that three roads to canonical form agree on it."""

import json
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from gradus.credentials.rules import contexts, dataset
from gradus.credentials.rules.contexts import OPEN_BADGES, VC, UnknownContext
from gradus.credentials.rules.did import public_key
from gradus.credentials.rules.proof import check_values, digest_of, holds, proof_options
from gradus.lib.canonical_json import written
from gradus.lib.refusal import Refused
from tests.credentials import samples
from tests.credentials.samples import ACHIEVEMENT, KEY, document, sign

PUBLIC = KEY.public_key().public_bytes_raw()


def genuine(value: samples.Doc) -> bool:
    return holds(value, value["proof"][0], key=PUBLIC)


def test_a_signed_document_holds_also_after_storing() -> None:
    assert genuine(json.loads(written(sign(document()))))


def test_the_shared_examples_signature_holds_and_the_tampered_one_does_not() -> None:
    did = samples.example("did.json")
    key = public_key(did["verificationMethod"][0]["publicKeyMultibase"])
    verdicts = [
        holds(value, value["proof"][0], key=key)
        for name in ("credential", "credential-tampered", "status")
        for value in [samples.example(f"{name}.json")]
    ]
    assert verdicts == [True, False, True]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Program Credential in Decisions with Date"},
        {"awardedDate": "2026-06-02T09:30:01Z"},
        {"id": "https://credentials.example.edu/credentials/other"},
        {"issuer": "did:web:credentials.example.edu:issuers:northgate"},
    ],
)
def test_one_changed_character_breaks_the_signature(change: dict[str, str]) -> None:
    assert not genuine({**sign(document()), **change})


def test_changed_proof_options_break_the_signature() -> None:
    made = sign(document())
    made["proof"][0]["created"] = "2026-06-02T09:30:01Z"
    assert not genuine(made)


def test_another_key_does_not_hold() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    assert not genuine(sign(document(), key=other))


def test_an_undefined_term_is_never_signed() -> None:
    with pytest.raises(dataset.Unsafe, match="unsigned"):
        sign({**document(), "grade": "A"})


def test_a_relative_type_or_address_is_never_signed() -> None:
    with pytest.raises(dataset.Unsafe, match="absolute"):
        sign({**document(), "id": "credentials/1"})
    with pytest.raises(dataset.Unsafe, match="absolute"):
        sign({**document(), "type": ["VerifiableCredential", "Unheard"]})


def test_a_context_without_a_pinned_copy_is_never_fetched() -> None:
    with pytest.raises(UnknownContext):
        sign({**document(), "@context": [VC, "https://example.org/terms.json"]})


def test_no_network_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert genuine(sign(document()))


def test_every_frozen_context_matches_its_pin() -> None:
    assert all("@context" in contexts.frozen(url) for url in contexts.PINS)
    vc = "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"
    assert contexts.PINS[VC][1] == vc


def test_the_two_canonicalisers_differ_on_a_control_character() -> None:
    plain = {"@context": [VC], "id": "https://a.example/1", "description": "a\x0bb"}
    with pytest.raises(dataset.Disagreement, match="canonicalisers"):
        dataset.agreed({**plain, "type": ["VerifiableCredential"]})


def test_identical_proofs_in_separate_blank_graphs_are_not_signed() -> None:
    proof = {**proof_options(method="did:web:x.example#y", created="2026-06-02T09:30:00Z")}

    def endorsement(number: int) -> samples.Doc:
        return {
            "@context": [VC, OPEN_BADGES],
            "id": f"https://x.example/{number}",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "credentialSubject": {"id": "https://x.example/s", "type": ["EndorsementSubject"]},
            "proof": [{**proof, "proofValue": "z1"}],
        }

    made: Any = document()
    made["endorsement"] = [endorsement(1), endorsement(2)]
    made["issuer"]["endorsement"] = [endorsement(3), endorsement(4)]
    with pytest.raises(dataset.Disagreement, match="canonicalisers"):
        sign(made)


def test_a_text_direction_is_not_signed_but_plain_arabic_is() -> None:
    assert genuine(sign(document(replace(ACHIEVEMENT, name="قرارات مبنية على البيانات"))))
    directed = {"@value": "قرارات", "@language": "ar", "@direction": "rtl"}
    with pytest.raises((dataset.Unsafe, Refused)):
        sign({**document(), "name": directed})


@pytest.mark.parametrize("value", [1e-7, 0.125, 2**53 + 1, "\x7f", "\ud800", "a\x00"])
def test_values_that_verifiers_write_differently_are_refused(value: float | str) -> None:
    with pytest.raises(Refused):
        check_values({"a": [value]})


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60),
    st.sampled_from([12, 12.0, 12.75, 0.1, 7.25]),
)
def test_all_three_roads_agree_on_any_text_and_allowed_number(text: str, points: float) -> None:
    made: Any = document()
    made["credentialSubject"]["achievement"]["criteria"]["narrative"] = f"{text}\n\t"
    made["credentialSubject"]["creditsEarned"] = points
    check_values(made)
    options = proof_options(method=samples.METHOD, created="2026-06-02T09:30:00Z")
    assert len(digest_of(made, options, canonical=dataset.agreed)) == 64


def test_delivered_bytes_are_ascii_and_cannot_end_a_cdata_section() -> None:
    made = written(sign(document(replace(ACHIEVEMENT, narrative="Zoë ]]> </script>"))))
    assert max(made) < 128
    assert b"]]>" not in made
    assert b"<" not in made


NARRATIVES = ["line\nline", "a\tb", "😀 “quotes” \"'\\", "e\u0301 NFD", "\u2028", "x ]]> y"]


def test_the_independent_verifier_accepts_hard_texts(tmp_path: Path) -> None:
    made = sign(document(replace(ACHIEVEMENT, narrative=" ".join(NARRATIVES))))
    assert samples.independent_verdict(made, tmp_path) == "VALID"
