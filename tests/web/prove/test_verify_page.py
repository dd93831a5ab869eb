"""Anybody checks anything: verdicts in plain words, limits that hold."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gradus.accounts.models import User
from gradus.credentials.actions.issue import choose_visibility
from gradus.credentials.actions.revoke import revoke
from gradus.credentials.models import SignedCredential
from gradus.credentials.providers import isolated
from gradus.credentials.providers.fetch import Unreachable, fetch, is_public
from tests.credentials.samples import NOW as SAMPLE_NOW
from tests.credentials.samples import document, documents, judge, sign
from tests.credentials.story import NOW, signed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_counted() -> Iterator[None]:
    """Each test starts with no checks counted."""
    cache.clear()
    yield
    cache.clear()


def today(ada: User) -> bytes:
    signed(ada, now=datetime.now(UTC))
    return bytes(SignedCredential.objects.get().body)


def told(client: Client, **given: object) -> str:
    answer = client.post("/verify/", given)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_form_needs_no_account_and_sets_no_cookie(client: Client) -> None:
    answer = client.get("/verify/")
    assert "Check a credential" in answer.content.decode()
    assert "Set-Cookie" not in answer.headers


def test_our_own_credential_is_valid_as_file_as_text_and_by_address(
    ada: User, client: Client
) -> None:
    body = today(ada)
    stored = SignedCredential.objects.get()
    choose_visibility(credential=stored.credential, public=True, now=NOW)
    address = f"http://testserver/credentials/{stored.credential.uuid}"
    for given in (
        {"file": SimpleUploadedFile("c.json", body)},
        {"text": body.decode()},
        {"address": address},
        {"address": address.replace("http://testserver", "https://credentials.gradus.example")},
    ):
        page = told(client, **given)
        assert '<h2 id="verdict">Valid</h2>' in page
        assert "issued to Ada by Harborview University (fictitious)" in page
        assert "keeps its keys in this installation" in page


def test_a_changed_one_is_not_valid_and_shows_none_of_its_claims(
    ada: User, client: Client
) -> None:
    page = told(client, text=today(ada).decode().replace("87.5", "97.5"))
    assert "Not valid" in page
    assert "The content was changed after signing." in page
    assert "Harborview" not in page


def test_a_withdrawn_one_is_not_valid(ada: User, client: Client) -> None:
    body = today(ada)
    uuid = SignedCredential.objects.get().credential.uuid
    revoke(uuid=uuid, reason="Error", by=None, now=datetime.now(UTC))
    page = told(client, text=body.decode())
    assert "Not valid" in page
    assert "Withdrawn by the issuer." in page


def test_a_silent_domain_is_called_unchecked_never_not_valid(client: Client) -> None:
    page = told(client, text=json.dumps(sign(document())))
    assert "Cannot be checked" in page
    assert "did not answer" in page
    assert "Not valid" not in page


def test_nonsense_gets_words(client: Client) -> None:
    assert "The number 99999999999999999999 is too large" in told(
        client, text=f'{{"a": {"9" * 6000}}}'
    )
    assert "This is no credential" in told(client, text="hello")
    assert "Ask for the original JSON file" in told(
        client, file=SimpleUploadedFile("c.png", b"\x89PNG\r\n\x1a\n")
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Choose a file, paste its text, or give its address."),
        ({"text": "{}", "address": "x"}, "Give only one"),
        ({"text": "x" * 100_001}, "larger than 100 kB"),
        ({"address": "https://evil.example/credentials/1"}, "No public credential of this site"),
        ({"address": "http://127.0.0.1:22/"}, "No public credential of this site"),
        ({"address": "http://[x"}, "No public credential of this site"),
    ],
)
def test_a_wrong_form_is_refused_in_words(
    client: Client, given: dict[str, str], words: str
) -> None:
    answer = client.post("/verify/", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_private_credential_cannot_be_fished_by_address(ada: User, client: Client) -> None:
    today(ada)
    uuid = SignedCredential.objects.get().credential.uuid
    answer = client.post("/verify/", {"address": f"http://testserver/credentials/{uuid}"})
    assert answer.status_code == 422


def test_a_huge_body_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.post("/verify/", {"file": SimpleUploadedFile("c.json", b" " * 400_000)})
    assert answer.status_code == 422
    assert "larger than 100 kB" in answer.content.decode()


def test_too_many_checks_from_one_place_are_refused(client: Client) -> None:
    for _ in range(30):
        client.post("/verify/", {})
    answer = client.post("/verify/", {})
    assert answer.status_code == 422
    assert "Try later" in answer.content.decode()


def poison(size: int = 10) -> bytes:
    """A dense graph of blank nodes, the dear case of canonicalising."""
    nodes = [{"id": f"_:b{n}", "type": ["Evidence"]} for n in range(size)]
    base = sign(document())
    related = [
        {**node, "https://x.example/p": [{"id": f"_:b{other}"} for other in range(size)]}
        for node in nodes
    ]
    return json.dumps({**base, "evidence": related}).encode()


def test_a_poison_graph_is_answered_within_seconds(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(isolated, "SECONDS", 3)
    began = time.monotonic()
    answer = client.post("/verify/", {"text": poison().decode()})
    assert time.monotonic() - began < 8
    assert answer.status_code == 200


def test_the_process_apart_gives_the_same_report() -> None:
    body = json.dumps(sign(document())).encode()
    apart = isolated.judged(body, documents=documents(), own={}, now=SAMPLE_NOW)
    assert apart == judge(body)


def test_a_process_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "SECONDS", 0.01)
    with pytest.raises(isolated.GaveUp, match="too long"):
        isolated.judged(b"{}", documents={}, own={}, now=SAMPLE_NOW)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "0.0.0.0",  # noqa: S104 (an address to refuse)
        "::1",
        "fe80::1%eth0",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fd00::1",
        "nonsense",
    ],
)
def test_no_inner_address_is_ever_fetched(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(Unreachable, match="not public"):
        fetch("https://issuer.example/did.json", resolve=lambda _: [address])


def test_one_inner_answer_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Unreachable, match="not public"):
        fetch("https://x.example/", resolve=lambda _: ["93.184.216.34", "127.0.0.1"])


def test_a_name_is_asked_once_so_it_cannot_change_its_answer() -> None:
    asked: list[str] = []

    def rebinding(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with pytest.raises(Unreachable):
        fetch("https://x.example/", resolve=rebinding)
    assert asked == ["x.example"]


@pytest.mark.parametrize(
    "url",
    [
        "http://x.example/",
        "https://x.example:8443/",
        "https://user@x.example/",
        "file:///etc/passwd",
        "https:///x",
        "https://[x",
        "https://x.example:99999/",
    ],
)
def test_only_plain_https_is_fetched(url: str) -> None:
    with pytest.raises(Unreachable, match="plain https"):
        fetch(url, resolve=lambda _: ["93.184.216.34"])


def test_a_check_that_was_stopped_says_so(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr(isolated, "SECONDS", 0.01)
    page = told(client, text=json.dumps(sign(document())))
    assert "Cannot be checked" in page
    assert "so it was stopped" in page


def test_only_a_few_checks_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "SEATS", threading.BoundedSemaphore(1))
    monkeypatch.setattr(isolated, "PATIENCE", 0.01)
    isolated.SEATS.acquire()
    with pytest.raises(isolated.GaveUp, match="at once"):
        isolated.judged(b"{}", documents={}, own={}, now=SAMPLE_NOW)


def test_a_check_that_breaks_off_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(isolated.GaveUp, match="broke off"):
        isolated.judged(b"{}", documents={}, own={}, now=SAMPLE_NOW)
