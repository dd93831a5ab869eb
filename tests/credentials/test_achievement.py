"""The document of an award, field by field."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.credentials.rules.achievement import (
    Recipient,
    achievement_document,
    hashed,
    number,
    per_cent,
)
from gradus.credentials.rules.shape import departures
from gradus.lib.canonical_json import written
from gradus.lib.refusal import Refused
from tests.credentials import samples
from tests.credentials.samples import ACHIEVEMENT, ADA, document, sign


def test_a_signed_document_has_the_shape_of_an_open_badge() -> None:
    assert departures(sign(document())) == []


def test_the_official_schema_accepts_it() -> None:
    path = samples.CHECKS / "schemas" / "ob_v3p0_achievementcredential_schema.json"
    if not path.exists():
        pytest.skip("the shared schema is not beside this checkout")
    schema = json.loads(path.read_text())
    schema["$schema"] = schema["$schema"].removesuffix("#")
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert list(validator.iter_errors(json.loads(written(sign(document()))))) == []


def test_our_own_shape_check_accepts_the_shared_example() -> None:
    assert departures(samples.example("credential.json")) == []


def test_name_is_the_achievements_and_the_person_stands_only_among_identifiers() -> None:
    made: Any = document()
    assert made["name"] == ACHIEVEMENT.name
    first, second = made["credentialSubject"]["identifier"]
    assert (first["identityType"], first["hashed"]) == ("name", False)
    assert first["identityHash"] == "Ada Núñez-O'Brien"
    assert second["identityHash"] == hashed("ada@example.org", salt="9f2c41d07be8356a")
    assert b"Example.org" not in written(made)


def test_the_official_hash_vector() -> None:
    assert hashed("a@example.com", salt="Kosher") == (
        "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    )


def test_results_are_texts_with_their_pass_marks() -> None:
    subject: Any = document()["credentialSubject"]
    rules = {r["id"]: r["requiredValue"] for r in subject["achievement"]["resultDescription"]}
    results = {r["resultDescription"]: r["value"] for r in subject["result"]}
    assert results == {f"{ACHIEVEMENT.url}#overall": "87", f"{ACHIEVEMENT.url}#DD1": "84.5"}
    assert rules == {f"{ACHIEVEMENT.url}#overall": "60", f"{ACHIEVEMENT.url}#DD1": "60"}


def test_what_must_be_absent_is_absent() -> None:
    made: Any = document()
    assert not {"validUntil", "credentialSchema", "jti", "endorsementJwt"} & set(made)
    assert "id" not in made["credentialSubject"]
    assert isinstance(made["credentialStatus"], dict)
    assert made["credentialStatus"]["statusListIndex"] == "41234"


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("credentialSubject", "achievement", "achievementType"), "Program", "achievementType"),
        (("type",), "VerifiableCredential", "type"),
        (("proof",), {}, "proof"),
        (("credentialStatus",), [], "credentialStatus"),
        (("credentialStatus", "statusListIndex"), 41234, "statusListIndex"),
        (("credentialSubject", "identifier"), [], "identifier"),
        (("jti",), "x", "jti"),
        (("credentialSchema",), {"type": "1EdTechJsonSchemaValidator2019"}, "credentialSchema"),
        (("@context",), ["https://www.w3.org/ns/credentials/v2"], "@context"),
        (("issuer", "type"), "Profile", "issuer.type"),
        (("validFrom",), "2026-06-02", "validFrom"),
        (("credentialSubject", "creditsEarned"), "12.5", "creditsEarned"),
    ],
)
def test_a_departure_from_the_standard_is_named(
    path: tuple[str, ...], value: object, told: str
) -> None:
    made: Any = sign(document())
    place = made
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert told in " ".join(departures(made))


def test_a_hidden_control_character_is_refused_with_a_sentence() -> None:
    pasted = replace(ACHIEVEMENT, narrative="Pass\x0ball")
    with pytest.raises(Refused, match="hidden control character") as refused:
        document(pasted)
    assert refused.value.code == "control_character"


def test_line_endings_of_windows_become_newlines() -> None:
    made: Any = document(replace(ACHIEVEMENT, narrative="one\r\ntwo\rthree"))
    assert made["credentialSubject"]["achievement"]["criteria"]["narrative"] == "one\ntwo\nthree"


def test_an_address_with_a_space_is_refused() -> None:
    with pytest.raises(Refused, match="not a web address"):
        document(replace(ACHIEVEMENT, url="https://example.edu/a b"))


def test_a_nameless_person_is_refused_with_a_next_step() -> None:
    with pytest.raises(Refused, match="profile page"):
        document(earned=replace(ADA, recipient=Recipient(" ", "a@example.org", "00")))


def test_the_achievement_names_no_learner() -> None:
    made = written(achievement_document(samples.ISSUER, ACHIEVEMENT))
    assert b"Ada" not in made
    assert b"resultDescription" in made


@given(st.decimals(min_value=0, max_value=1000, places=2))
def test_credits_are_numbers_with_at_most_two_decimals(value: Decimal) -> None:
    assert Decimal(repr(number(value))) == value


@pytest.mark.parametrize("value", ["0.125", "1e-7"])
def test_more_decimals_are_refused(value: str) -> None:
    with pytest.raises(Refused, match="two decimals"):
        number(Decimal(value))


def test_per_cents_round_to_two_decimals_without_needless_zeros() -> None:
    shown = [per_cent(Decimal(v)) for v in ("84.500000", "66.666667", "100", "0")]
    assert shown == ["84.5", "66.67", "100", "0"]
