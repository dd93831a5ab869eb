"""From the last final grade to bytes that a foreign verifier accepts."""

import hashlib
import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from gradus.accounts.actions import erase
from gradus.accounts.models import AuditEvent, User
from gradus.assessment.queries.final import final_results
from gradus.catalog.models import CourseRun, Institution
from gradus.credentials.actions import lists
from gradus.credentials.actions.issue import choose_visibility, consider, issue
from gradus.credentials.actions.keys import open_issuer, rotate_key
from gradus.credentials.actions.lists import publish_list, refresh_lists
from gradus.credentials.actions.revoke import revoke
from gradus.credentials.actions.sign import SigningFailed, check_body, sign
from gradus.credentials.models import (
    AchievementVersion,
    Award,
    Credential,
    IssuerKey,
    SignedCredential,
    SignedStatusList,
    StatusList,
)
from gradus.credentials.providers.keys import SealedKeys, WrongSecret
from gradus.credentials.queries.held import academic_record, held_by, my_data
from gradus.credentials.queries.issuers import did_document_of, own_documents
from gradus.credentials.rules import status
from gradus.credentials.rules.shape import departures
from gradus.credentials.rules.verify import needed, opened, verify
from gradus.jobs.models import Job
from gradus.lib.refusal import Refused
from tests.credentials import samples
from tests.credentials.story import DAY, NOW, a_program, completed, passed, pinned, signed
from tests.support.rows import a_run

pytestmark = pytest.mark.django_db


def body_of(credential: Credential) -> bytes:
    return bytes(SignedCredential.objects.get(credential=credential).body)


def verdict(body: bytes, now: datetime = NOW) -> str:
    return verify(body, documents=own_documents(needed(opened(body))), own={}, now=now).verdict


def independent(credential: Credential, folder: Path) -> str:
    served = own_documents(needed(opened(body_of(credential))))
    options: list[str] = []
    for number, document in enumerate(served.values()):
        (folder / f"{number}.json").write_text(json.dumps(document))
        options += ["--doc", str(folder / f"{number}.json")]
    (folder / "credential.json").write_bytes(body_of(credential))
    return samples.independent(folder / "credential.json", *options)


def test_the_last_result_issues_a_credential_that_verifies(ada: User) -> None:
    credential = signed(ada)
    assert verdict(body_of(credential)) == "valid"
    assert departures(json.loads(body_of(credential))) == []
    assert held_by(ada)[0].state == "valid"


def test_the_independent_verifier_agrees_before_and_after_revocation(
    ada: User, ben: User, tmp_path: Path
) -> None:
    today = datetime.now(UTC)
    first, second = signed(ada, now=today), signed(ben, now=today)
    assert independent(first, tmp_path) == "VALID"
    revoke(uuid=first.uuid, reason="Issued in error", by=None, now=today)
    assert independent(first, tmp_path) == "INVALID"
    assert independent(second, tmp_path) == "VALID"


def test_nothing_is_issued_before_the_last_course(ada: User) -> None:
    pinned(ada, a_program("DD1", "DD2"))
    passed(ada, a_run("DD1"))
    passed(ada, a_run("DD2"), "59.99")
    assert consider(learner_id=ada.pk, now=NOW) == ()
    assert Award.objects.count() == 0


def test_considering_twice_issues_once(ada: User) -> None:
    first = completed(ada)
    assert consider(learner_id=ada.pk, now=NOW) == (first,)
    counts = (Award.objects.count(), Credential.objects.count())
    assert counts == (1, 1)
    assert Job.objects.filter(name="credentials.sign").count() == 1


def test_signing_twice_keeps_the_first_bytes(ada: User) -> None:
    credential = signed(ada)
    before = body_of(credential)
    sign(credential_id=credential.pk, now=NOW + DAY)
    assert body_of(credential) == before
    stored = SignedCredential.objects.get()
    assert stored.sha256 == hashlib.sha256(before).hexdigest()


def test_the_document_says_what_was_earned_and_how_identity_was_checked(ada: User) -> None:
    made = json.loads(body_of(signed(ada)))
    subject = made["credentialSubject"]
    results = {r["resultDescription"].split("#")[1]: r["value"] for r in subject["result"]}
    assert results == {"overall": "89.25", "DD1": "87.5", "DD2": "91"}
    marks = {
        r["id"].split("#")[1]: r.get("requiredValue")
        for r in subject["achievement"]["resultDescription"]
    }
    assert marks == {"overall": None, "DD1": "60", "DD2": "60"}
    assert made["name"] == "Program Credential in Deciding with Data"
    assert "(fictitious)" in made["issuer"]["name"]
    assert "Identity was not checked" in made["evidence"][0]["narrative"]
    assert subject["identifier"][0]["identityHash"] == "Ada"
    assert "ada@example.org" not in json.dumps(made)


def test_an_achievement_is_published_once_and_never_changed(ada: User, ben: User) -> None:
    completed(ada)
    before = AchievementVersion.objects.get().document
    completed(ben)
    assert AchievementVersion.objects.get().document == before
    assert "Ada" not in json.dumps(before)


def test_no_secret_stands_in_the_database_in_clear(ada: User) -> None:
    signed(ada)
    key = IssuerKey.objects.get()
    sealed = bytes(key.sealed_secret)
    assert len(sealed) == 16 + 12 + 32 + 16
    with pytest.raises(WrongSecret):
        SealedKeys("another secret").sign(b"x", public=key.public_multibase, sealed=sealed)
    with pytest.raises(WrongSecret):
        SealedKeys("only-for-tests-" * 4).sign(b"x", public="z6MkOther", sealed=sealed)


def test_sealing_the_same_key_store_twice_gives_different_bytes() -> None:
    keys = SealedKeys("secret")
    first, second = keys.make(), keys.make()
    assert first.sealed[:28] != second.sealed[:28]
    assert "secret" not in repr(keys)


def test_a_rotated_key_signs_after_a_day_and_old_signatures_stay_valid(
    ada: User, ben: User
) -> None:
    old = signed(ada)
    institution = Institution.objects.get()
    newer = rotate_key(institution=institution, now=NOW)
    assert open_issuer(institution=institution, now=NOW) != newer
    assert open_issuer(institution=institution, now=NOW + DAY) == newer
    new = signed(ben, now=NOW + DAY)
    assert SignedCredential.objects.get(credential=new).key == newer
    assert len(did_document_of("harborview")["verificationMethod"]) == 2  # type: ignore[arg-type]  # a list
    assert [verdict(body_of(c), NOW + DAY) for c in (old, new)] == ["valid", "valid"]


def test_a_revoked_credential_is_not_valid_at_once_and_the_other_still_is(
    ada: User, ben: User
) -> None:
    first, second = signed(ada), signed(ben)
    revoke(uuid=first.uuid, reason="Issued in error", by=None, now=NOW)
    assert [verdict(body_of(c)) for c in (first, second)] == ["invalid", "valid"]
    assert held_by(ada)[0].state == "revoked"
    assert academic_record(ada).credentials == ()
    assert len(academic_record(ben).credentials) == 1


def test_revoking_needs_a_reason_and_happens_once(ada: User) -> None:
    credential = signed(ada)
    with pytest.raises(Refused, match="reason"):
        revoke(uuid=credential.uuid, reason="  ", by=None, now=NOW)
    revoke(uuid=credential.uuid, reason="Issued in error", by=None, now=NOW)
    with pytest.raises(Refused, match="already"):
        revoke(uuid=credential.uuid, reason="Again", by=None, now=NOW)
    verbs = AuditEvent.objects.filter(subject__contains=str(credential.uuid))
    assert list(verbs.values_list("verb", flat=True)) == ["issued", "signed", "revoked"]


def test_a_pending_credential_can_be_revoked_and_is_then_not_signed_valid(ada: User) -> None:
    credential = completed(ada)
    revoke(uuid=credential.uuid, reason="Issued in error", by=None, now=NOW)
    with pytest.raises(SigningFailed):
        sign(credential_id=credential.pk, now=NOW)


def test_bytes_that_do_not_verify_are_never_stored(ada: User) -> None:
    credential = signed(ada)
    changed = body_of(credential).replace(b"Deciding with Data", b"Deciding with Date")
    with pytest.raises(SigningFailed, match="changed after signing"):
        check_body(changed, credential, own_documents(needed(opened(changed))), NOW)


def test_lists_are_long_indexes_random_and_a_half_full_list_is_followed_by_another(
    ada: User, ben: User, chen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = completed(ada)
    assert first.status_list.length == status.LENGTH
    monkeypatch.setattr(lists, "DICE", random.Random(4))
    second = completed(ben)
    assert second.status_index == random.Random(4).randrange(status.LENGTH)
    monkeypatch.setattr(lists, "FULL_AT", 2)
    assert completed(chen).status_list.number == 2
    assert StatusList.objects.count() == 2


def test_a_list_is_signed_again_after_a_day(ada: User) -> None:
    signed(ada)
    assert refresh_lists(now=NOW) == 0
    assert refresh_lists(now=NOW + DAY) == 1
    edition = SignedStatusList.objects.get()
    assert edition.signed_at == NOW + DAY
    assert edition.valid_until == NOW + 8 * DAY
    document = json.loads(bytes(edition.body))
    assert document["credentialSubject"]["ttl"] == 300_000
    assert len(status.decoded(document["credentialSubject"]["encodedList"])) * 8 == 131_072


def test_publishing_again_after_a_revocation_never_clears_a_bit(ada: User) -> None:
    credential = signed(ada)
    revoke(uuid=credential.uuid, reason="Issued in error", by=None, now=NOW)
    publish_list(list_id=credential.status_list_id, now=NOW + DAY)
    assert verdict(body_of(credential), NOW + DAY) == "invalid"


@pytest.mark.parametrize(
    "origin",
    ["", "http://gradus.example.edu", "https://localhost", "https://10.0.0.1", "https://a.b/"],
)
def test_production_issues_nothing_under_a_wrong_origin(
    ada: User, settings: Settings, origin: str
) -> None:
    settings.CREDENTIAL_ORIGIN = origin
    with pytest.raises(Refused, match="GRADUS_CREDENTIAL_ORIGIN"):
        completed(ada)


def test_the_reserved_domain_is_for_the_demonstration_only(ada: User, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(Refused, match="public https address"):
        completed(ada)


def test_a_changed_origin_issues_nothing_more(ada: User, ben: User, settings: Settings) -> None:
    completed(ada)
    settings.CREDENTIAL_ORIGIN = "https://elsewhere.example.org"
    with pytest.raises(Refused, match="earlier ones name"):
        completed(ben)


def test_an_unpinned_or_audit_learner_earns_nothing(ada: User) -> None:
    a_program("DD1")
    passed(ada, a_run("DD1"))
    ada.pins.all().delete()
    assert consider(learner_id=ada.pk, now=NOW) == ()


def test_nothing_is_issued_to_an_account_erased_meanwhile(ada: User) -> None:
    version = a_program("DD1")
    pinned(ada, version)
    passed(ada, a_run("DD1"))
    erase(user=ada, now=NOW)
    assert consider(learner_id=ada.pk, now=NOW) == ()


def test_a_corrected_grade_does_not_issue_a_second_credential(ada: User) -> None:
    credential = signed(ada)
    passed(ada, CourseRun.objects.get(course__number="DD1"), "95")
    assert consider(learner_id=ada.pk, now=NOW) == (credential,)


def test_the_record_holds_courses_and_credentials(ada: User) -> None:
    credential = signed(ada)
    record = academic_record(ada)
    assert [(c.course, c.org, float(c.grade), c.verified) for c in record.courses] == [
        ("DD1", "harborview", 87.5, True),
        ("DD2", "harborview", 91.0, True),
    ]
    assert [(c.program, c.uuid, c.courses) for c in record.credentials] == [
        ("decisions-with-data", str(credential.uuid), ("DD1", "DD2"))
    ]


def test_a_pending_credential_is_not_in_the_record(ada: User) -> None:
    completed(ada)
    assert academic_record(ada).credentials == ()


def test_my_data_tells_everything_kept(ada: User) -> None:
    credential = signed(ada)
    choose_visibility(credential=credential, public=True, now=NOW)
    told = my_data(ada)
    assert json.loads(json.dumps(told))[0]["public_page"] is True
    assert my_data(ada)[0]["state"] == "valid"  # type: ignore[index,call-overload]  # a mapping


def test_the_database_refuses_a_second_award_and_a_used_index(ada: User, ben: User) -> None:
    first, second = completed(ada), completed(ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.filter(pk=second.pk).update(status_index=first.status_index)


def test_issuing_for_another_version_is_another_award(ada: User) -> None:
    completed(ada)
    newer = a_program("DD1", version=2)
    again = issue(learner=ada, version=newer, results=final_results(ada)[:1], now=NOW)
    assert again.award.achievement.number == 2
