"""What a forger, a broken file or a slow stranger would try."""

import base64
import io
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gradus.credentials.providers import fetch as fetching
from gradus.credentials.providers import judge as judging
from gradus.credentials.rules import contexts, dataset, did, status
from gradus.credentials.rules.achievement import Picture
from gradus.credentials.rules.moments import moment
from gradus.credentials.rules.proof import holds
from gradus.credentials.rules.reading import odd_spelling
from gradus.credentials.rules.shape import departures
from gradus.credentials.rules.verify import needed
from gradus.lib.canonical_json import NotJson, canonical, read, sha256, written
from tests.credentials import samples
from tests.credentials.samples import (
    ACHIEVEMENT,
    ADA,
    DID,
    KEY,
    LIST,
    Doc,
    codes,
    document,
    documents,
    judge,
    sign,
)

STATUS = "https://www.w3.org/2018/credentials#credentialStatus"


def renamed(**changes: object) -> Doc:
    """Ada's withdrawn credential, spelled so that its status stands under another name."""
    made = sign(document(index=5))
    entry = made.pop("credentialStatus")
    return {**made, **{name: entry if value is None else value for name, value in changes.items()}}


def test_a_withdrawn_credential_cannot_hide_its_status_under_another_name() -> None:
    aliased = renamed(elsewhere=None)
    aliased["@context"] = [*aliased["@context"], {"elsewhere": {"@id": STATUS, "@type": "@id"}}]
    by_address = renamed(**{STATUS: None})
    included = sign(document(index=5))
    entry = included.pop("credentialStatus")
    included["@included"] = [{"id": included["id"], "credentialStatus": entry}]
    for forged in (aliased, by_address, included):
        report = judge(forged, documents(5))
        assert report.verdict == "unchecked"
        assert codes(report) == ["odd_spelling"]


def test_a_status_in_a_place_where_nobody_looks_makes_it_not_valid() -> None:
    made: Doc = document(index=5)
    made["evidence"] = [
        {
            "id": made["id"],
            "type": ["VerifiableCredential", "Evidence"],
            "credentialStatus": made.pop("credentialStatus"),
        }
    ]
    assert "hidden" in codes(judge(sign(made), documents(5)))


def test_the_plain_spelling_is_not_odd() -> None:
    assert odd_spelling(sign(document())) is None
    assert odd_spelling([{"a:b": 1}]) == "a:b"
    assert odd_spelling({"@context": None, "x": {"@context": [{}]}}) == "terms of its own"


def test_a_frozen_context_that_was_changed_stops_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(contexts.PINS, "https://x.example/changed", ("ob-3.0.3", "0" * 64))
    with pytest.raises(RuntimeError, match="was changed"):
        contexts.frozen("https://x.example/changed")


@pytest.mark.parametrize("text", ["yesterday", "2026-06-02T09:30:00", 5, "2026-13-02T09:30:00Z"])
def test_a_moment_needs_a_zone_and_sense(text: str | int) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment(text)


@pytest.mark.parametrize("text", ["", "x", "z0OIl", "z6Mk", "zQ3shokFTS3brHcDQrn82RUDfCZESWL1Z"])
def test_only_ed25519_keys_are_read(text: str) -> None:
    with pytest.raises(did.BadKey):
        did.public_key(text)


def test_a_key_of_another_kind_cannot_be_judged() -> None:
    served: Doc = documents()
    served[did.document_url(DID)]["verificationMethod"][0]["type"] = "JsonWebKey"
    report = judge(sign(document()), served)
    assert (report.verdict, codes(report)) == ("unchecked", ["unknown_suite"])


@pytest.mark.parametrize("value", [None, 5, "", "z", "u123", "z0OIl"])
def test_a_broken_proof_value_is_a_changed_credential(value: object) -> None:
    made = sign(document())
    made["proof"][0]["proofValue"] = value
    assert codes(judge(made)) == ["changed"]


def test_a_document_read_differently_by_two_programs_cannot_be_judged() -> None:
    made = sign(document())
    made["name"] = "a\x0bb"
    assert codes(judge(made)) == ["ambiguous"]
    with pytest.raises(dataset.Disagreement):
        holds(made, made["proof"][0], key=KEY.public_key().public_bytes_raw())


def test_an_issuer_of_an_unknown_kind_cannot_be_judged() -> None:
    base: Doc = {**document(), "issuer": "did:ion:abc"}
    report = judge(sign(base, method="did:ion:abc#key"))
    assert codes(report) == ["unknown_issuer_kind"]
    assert needed(base) == (LIST,)


def test_a_date_that_cannot_be_read_is_not_valid() -> None:
    assert "bad_date" in codes(judge(sign({**document(), "validUntil": "soon"})))


def test_a_list_that_does_not_answer_for_its_key_is_not_believed() -> None:
    served: Doc = documents()
    listing = served[LIST]
    listing["proof"][0]["cryptosuite"] = "eddsa-jcs-2022"
    assert judge(sign(document()), served).verdict == "unchecked"
    other: Doc = documents()
    other[LIST]["id"] = f"{LIST}0"
    assert "bad_list" in codes(judge(sign(document()), other))


def test_a_signed_list_that_cannot_be_unpacked_is_not_believed() -> None:
    unsigned = status.list_document(url=LIST, issuer=DID, revoked=[], now=samples.NOW)
    subject: Doc = dict(unsigned["credentialSubject"])  # type: ignore[arg-type]  # an object
    subject["encodedList"] = "uAAAA"
    served = documents() | {LIST: sign({**unsigned, "credentialSubject": subject})}
    assert "bad_list" in codes(judge(sign(document()), served))


def test_a_foreign_badge_that_departs_from_the_standard_is_told_in_a_note() -> None:
    made: Doc = document()
    made["credentialSubject"]["achievement"]["achievementType"] = "Program"
    report = judge(sign(made))
    assert report.verdict == "valid"
    assert "achievementType" in report.findings[-1].sentence


def test_a_credential_that_is_no_badge_has_no_shape_to_judge() -> None:
    base: Doc = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "https://x.example/1",
        "type": ["VerifiableCredential"],
        "issuer": DID,
        "credentialSubject": {"id": "https://x.example/2"},
    }
    report = judge(sign(base))
    assert codes(report) == ["signature", "in_force", "no_status", "issuer_unknown"]


@pytest.mark.parametrize(
    ("place", "value"),
    [("caption", 5), ("hashed", "no"), ("targetUrl", "x y"), ("identityType", "studentId")],
)
def test_small_departures_are_found(place: str, value: object) -> None:
    made = sign(document())
    subject = made["credentialSubject"]
    made["issuer"]["image"]["caption"] = value if place == "caption" else "Seal"
    if place in {"hashed", "identityType"}:
        subject["identifier"][0][place] = value
    if place == "targetUrl":
        subject["achievement"]["alignment"][0][place] = value
    assert place in departures(made)[0]


def test_a_whole_that_is_no_object_is_named() -> None:
    made = sign(document())
    made["issuer"] = DID
    made["evidence"] = "none"
    assert departures(made) == [
        "issuer is not an object",
        "evidence is not an array of the right length",
    ]


def test_optional_parts_are_left_out_when_there_is_nothing_to_say() -> None:
    bare = replace(ACHIEVEMENT, alignments=(), credits=None, tags=(), specialization="")
    pictured = replace(bare, image=Picture("https://x.example/b.png", "Badge"))
    earned = replace(ADA, evidence=(), started_at=None, ended_at=None)
    made: Doc = document(pictured, earned)
    node = made["credentialSubject"]["achievement"]
    assert not {"alignment", "creditsAvailable", "tag", "specialization"} & set(node)
    assert not {"activityStartDate", "creditsEarned"} & set(made["credentialSubject"])
    assert node["image"]["id"] == "https://x.example/b.png"
    assert "evidence" not in made
    assert departures(sign(made)) == []


def test_two_roads_that_differ_are_never_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "direct", lambda _: "another reading")
    with pytest.raises(dataset.Disagreement, match="processors"):
        sign(document())


def test_json_ld_that_makes_no_sense_is_not_signed() -> None:
    with pytest.raises(dataset.Unsafe, match="not sound"):
        sign({**document(), "id": 5})


@pytest.mark.parametrize("text", ["1e999", "-1e999", '{"a":Infinity}', "[1,]", "\ufeff["])
def test_strict_json_refuses_what_has_no_single_meaning(text: str) -> None:
    with pytest.raises(NotJson):
        read(text)


def test_canonical_json_is_one_way_to_write() -> None:
    assert canonical({"b": [1, 2.5], "a": None}) == b'{"a":null,"b":[1,2.5]}'
    assert sha256({"a": 1, "b": 2}) == sha256({"b": 2, "a": 1})


def test_the_judging_process_reads_a_case_and_writes_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    limits: list[object] = []
    monkeypatch.setattr(judging, "limit", lambda: limits.append(1))
    case = {
        "text": base64.b64encode(written(sign(document()))).decode(),
        "documents": documents(),
        "own": {DID: "Harborview"},
        "now": "2026-06-02T09:30:00Z",
    }
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(case)))
    judging.main()
    report = json.loads(capsys.readouterr().out)
    assert limits == [1]
    assert [f["outcome"] for f in report["findings"]] == ["valid"] * 5


def test_the_judging_process_fetches_only_what_it_was_not_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def fetch(url: str) -> object:
        asked.append(url)
        if url == LIST:
            raise fetching.Unreachable
        return {"id": DID}

    monkeypatch.setattr(judging, "fetch", fetch)
    body = written(sign(document()))
    assert judging.fetched(body, {}) == {did.document_url(DID): {"id": DID}}
    assert asked == [LIST, did.document_url(DID)]
    assert judging.fetched(body, documents()) == {}
    assert judging.fetched(b"nonsense", {}) == {}


class Answer(io.BytesIO):
    """What a stranger's server says."""

    def __init__(self, status_code: int, kind: str, body: bytes) -> None:
        super().__init__(body)
        self.status, self.kind = status_code, kind

    def getheader(self, _: str) -> str:
        return self.kind


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> list[Answer]:
    """A connection whose answers the test writes; what is under test is our reading of them."""
    answers: list[Answer] = []

    class Connection:
        def __init__(self, host: str, address: str) -> None:
            assert (host, address) == ("x.example", "93.184.216.34")

        def request(self, method: str, path: str, headers: dict[str, str]) -> None:
            assert (method, path) == ("GET", "/did.json?a=1")
            assert headers["Accept-Encoding"] == "identity"

        def getresponse(self) -> Answer:
            return answers.pop()

        def close(self) -> None:
            pass

    monkeypatch.setattr(fetching, "_Pinned", Connection)
    return answers


def ask() -> object:
    return fetching.fetch("https://x.example/did.json?a=1", resolve=lambda _: ["93.184.216.34"])


def test_a_json_answer_is_read(stranger: list[Answer]) -> None:
    stranger.append(Answer(200, "application/did+json", b'{"id":1}'))
    assert ask() == {"id": 1}


@pytest.mark.parametrize(
    "answer",
    [
        (302, "application/json", b"{}"),
        (200, "text/html", b"{}"),
        (200, "application/json", b"<html>"),
        (200, "application/json", b" " * 1_000_001),
    ],
)
def test_redirects_pages_nonsense_and_floods_are_no_answer(
    stranger: list[Answer], answer: tuple[int, str, bytes]
) -> None:
    stranger.append(Answer(*answer))
    with pytest.raises(fetching.Unreachable) as told:
        ask()
    assert "html" not in str(told.value)


def test_names_that_do_not_resolve_are_unreachable() -> None:
    with pytest.raises(fetching.Unreachable, match="resolve"):
        fetching.resolved("nowhere.invalid")
    assert fetching.resolved("127.0.0.1") == ["127.0.0.1"]


def test_a_server_that_refuses_the_connection_is_unreachable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fetching, "is_public", lambda _: True)
    monkeypatch.setattr(fetching, "HTTPS", 1)
    with pytest.raises(fetching.Unreachable, match="No sound answer"):
        fetching.fetch("https://localhost/did.json", resolve=lambda _: ["127.0.0.1"])


def test_fractions_of_seconds_are_read() -> None:
    assert moment("2026-06-02T09:30:00.5Z") == datetime(2026, 6, 2, 9, 30, 0, 500_000, tzinfo=UTC)
