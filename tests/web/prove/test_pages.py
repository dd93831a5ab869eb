"""The pages by which a credential is held, shown and believed."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gradus.accounts.actions import erase
from gradus.accounts.models import User
from gradus.credentials.actions.issue import choose_visibility
from gradus.credentials.actions.revoke import revoke
from gradus.credentials.models import Credential, SignedCredential
from tests.credentials import samples
from tests.credentials.story import NOW, a_program, completed, pinned, signed
from tests.support.people import person

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def public(credential: Credential) -> str:
    choose_visibility(credential=credential, public=True, now=NOW)
    return f"/credentials/{credential.uuid}"


def test_no_credential_yet_says_how_one_comes(ada: User, sign_in: SignIn) -> None:
    page = sign_in(ada).get("/prove/").content.decode()
    assert "No credential yet" in page
    assert "Nothing has to be applied for." in page


def test_the_list_needs_the_same_queries_for_one_and_for_three(
    ada: User, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed(ada)
    hers = sign_in(ada)
    with django_assert_num_queries(4):
        page = hers.get("/prove/").content.decode()
    assert page.count('class="card"') == 1
    from_other_versions(ada)
    with django_assert_num_queries(4):
        page = hers.get("/prove/").content.decode()
    assert page.count('class="card"') == 3


def from_other_versions(learner: User) -> None:
    for number in (2, 3):
        version = a_program("DD1", version=number)
        learner.pins.update(version=version)
        completed(learner)


def test_a_page_is_private_until_its_holder_says_otherwise(
    ada: User, ben: User, sign_in: SignIn, client: Client
) -> None:
    path = f"/credentials/{signed(ada).uuid}"
    answers = [client.get(path), sign_in(ben).get(path), client.get(f"{path}.json")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    hers = sign_in(ada)
    assert "Only you." in hers.get(path).content.decode()
    assert hers.get(f"{path}.json").status_code == 200

    assert hers.post(f"{path}/visibility", {"public": "yes"}).status_code == 302
    assert client.get(path).status_code == 200
    assert hers.post(f"{path}/visibility", {"public": "no"}).status_code == 302
    assert client.get(path).status_code == 404


def test_the_page_of_an_erased_account_is_off_and_its_status_still_works(
    ada: User, client: Client
) -> None:
    path = public(signed(ada))
    assert client.get(path).status_code == 200
    erase(user=ada, now=NOW)
    assert client.get(path).status_code == 404
    assert client.get("/status/harborview/revocation/1").status_code == 200


def test_nobody_switches_anothers_page(ada: User, ben: User, sign_in: SignIn) -> None:
    path = public(signed(ada))
    assert sign_in(ben).post(f"{path}/visibility", {"public": "no"}).status_code == 404


def test_the_public_page_tells_everything_an_employer_asks(
    ada: User, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = public(signed(ada))
    with django_assert_num_queries(1):
        answer = client.get(path)
    page = answer.content.decode()
    for told in (
        "Ada",
        "Program Credential in Deciding with Data",
        "Harborview University (fictitious)",
        "In force",
        "87.5&nbsp;%",
        "60&nbsp;%",
        "Identity was not checked against a document",
        "Check it yourself",
        f"{path}/qr.svg",
        "Pass all courses.",
    ):
        assert told in page
    assert "ada@example.org" not in page
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_pending_credential_is_not_shown_as_one(ada: User, sign_in: SignIn) -> None:
    path = f"/credentials/{completed(ada).uuid}"
    page = sign_in(ada).get(path).content.decode()
    assert "The signature is being made" in page
    assert "certifies that" not in page
    assert sign_in(ada).get(f"{path}.json").status_code == 404


def test_a_withdrawn_one_says_so_and_only_its_holder_reads_why(
    ada: User, sign_in: SignIn, client: Client
) -> None:
    credential = signed(ada)
    path = public(credential)
    revoke(uuid=credential.uuid, reason="Issued in error", by=None, now=NOW)
    seen = client.get(path).content.decode()
    assert "Withdrawn by its issuer" in seen
    assert "Issued in error" not in seen
    assert "Issued in error" in sign_in(ada).get(path).content.decode()


def test_the_json_is_the_stored_bytes_readable_from_anywhere(ada: User, client: Client) -> None:
    credential = signed(ada)
    path = public(credential)
    stored = bytes(SignedCredential.objects.get().body)
    for address, accept, kind in (
        (f"{path}.json", "*/*", "application/json"),
        (path, "application/vc", "application/vc"),
    ):
        answer = client.get(address, headers={"Accept": accept})
        assert answer.content == stored
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == kind
    assert "text/html" in client.get(path, headers={"Accept": "text/html,*/*"})["Content-Type"]


def test_keys_lists_and_achievements_are_for_machines_of_any_origin(
    ada: User, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed(ada)
    told = {
        "/issuers/harborview/did.json": "public, max-age=3600",
        "/status/harborview/revocation/1": "public, max-age=300",
        "/achievements/decisions-with-data/1.json": "public, max-age=31536000, immutable",
    }
    for address, caching in told.items():
        with django_assert_num_queries(1):
            answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == caching
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert json.loads(answer.content)["id"]


@pytest.mark.parametrize(
    "address",
    [
        "/issuers/nowhere/did.json",
        "/status/harborview/revocation/9",
        "/achievements/nothing/1",
        "/credentials/7d1f3a52-6c0e-4b8e-9a41-2f5d80c3e6b7",
        "/credentials/7d1f3a52-6c0e-4b8e-9a41-2f5d80c3e6b7.json",
        "/credentials/7d1f3a52-6c0e-4b8e-9a41-2f5d80c3e6b7/qr.svg",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_achievement_has_a_page_with_anchors_for_its_skills(ada: User, client: Client) -> None:
    signed(ada)
    page = client.get("/achievements/decisions-with-data/1").content.decode()
    assert 'id="outcome-1"' in page
    assert "Weigh chances" in page
    machine = client.get(
        "/achievements/decisions-with-data/1", headers={"Accept": "application/json"}
    )
    assert json.loads(machine.content)["type"] == ["Achievement"]


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_what_depends_on_who_asks_is_never_kept_for_the_other(
    ada: User, sign_in: SignIn, kind: str
) -> None:
    credential = signed(ada)
    for address in ("/achievements/decisions-with-data/1", f"/credentials/{credential.uuid}"):
        answer = sign_in(ada).get(address, headers={"Accept": kind})
        assert answer["Content-Type"].startswith(kind)
        assert "Accept" in answer["Vary"].split(", ")


def test_the_qr_code_is_a_small_picture(ada: User, client: Client) -> None:
    answer = client.get(f"{public(signed(ada))}/qr.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert b"style" not in answer.content


def test_visitors_are_asked_to_sign_in_before_their_own_list(client: Client) -> None:
    assert client.get("/prove/").status_code == 302


def test_what_the_site_serves_satisfies_the_independent_verifier(
    ada: User, client: Client, tmp_path: Path
) -> None:
    today = datetime.now(UTC)
    path = public(signed(ada, now=today))
    options: list[str] = []
    for number, address in enumerate(
        ("/issuers/harborview/did.json", "/status/harborview/revocation/1")
    ):
        (tmp_path / f"{number}.json").write_bytes(client.get(address).content)
        options += ["--doc", str(tmp_path / f"{number}.json")]
    (tmp_path / "c.json").write_bytes(client.get(f"{path}.json").content)
    assert samples.independent(tmp_path / "c.json", *options) == "VALID"
    changed = client.get(f"{path}.json").content.replace(b"87.5", b"97.5")
    (tmp_path / "c.json").write_bytes(changed)
    assert samples.independent(tmp_path / "c.json", *options) == "INVALID"


def test_a_stranger_pinned_nowhere_has_an_empty_page(sign_in: SignIn) -> None:
    chen = person("Chen")
    pinned(chen, a_program("DD1"))
    assert "No credential yet" in sign_in(chen).get("/prove/").content.decode()
