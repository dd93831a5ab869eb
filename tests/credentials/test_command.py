"""The registrar's words on the command line."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from gradus.accounts.models import User
from gradus.credentials.models import IssuerKey, Revocation
from tests.credentials.story import completed, signed

pytestmark = pytest.mark.django_db


def said(*words: str) -> str:
    told = StringIO()
    call_command("credential", *words, stdout=told)
    return told.getvalue()


def test_a_credential_is_shown_pending_signed_and_withdrawn(ada: User) -> None:
    uuid = str(completed(ada).uuid)
    assert "not signed yet" in said("show", uuid)
    signed(ada)
    assert "State       valid" in said("show", uuid)
    assert "Withdrawn:" in said("revoke", uuid, "--reason", "Issued in error")
    assert "Withdrawn   Issued in error" in said("show", uuid)
    assert Revocation.objects.get().revoked_by is None


def test_a_second_withdrawal_and_an_unknown_number_are_refused_in_words(ada: User) -> None:
    uuid = str(signed(ada).uuid)
    said("revoke", uuid, "--reason", "Issued in error")
    with pytest.raises(CommandError, match="withdrawn already"):
        said("revoke", uuid, "--reason", "Again")
    with pytest.raises(CommandError, match="no such credential"):
        said("show", str(uuid4()))


def test_lists_are_refreshed_and_keys_rotated(ada: User) -> None:
    signed(ada)
    assert "Lists signed anew" in said("refresh")
    assert "it signs from" in said("rotate", "harborview")
    assert IssuerKey.objects.count() == 2
    with pytest.raises(CommandError, match="no such"):
        said("rotate", "nowhere")
