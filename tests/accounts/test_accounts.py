from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress

from gradus.accounts import actions
from gradus.accounts.models import AuditEvent, User
from gradus.accounts.queries import my_data

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_registering_names_the_person_and_leaves_a_trail(ada: User) -> None:
    actions.register(user=ada, name="Ada Lovelace", now=NOW)
    ada.refresh_from_db()
    assert (ada.name, ada.joined_at) == ("Ada Lovelace", NOW)
    assert AuditEvent.objects.get().verb == "registered"


def test_a_changed_profile_is_saved_and_told_in_my_data(ada: User) -> None:
    actions.change_profile(
        user=ada, name="Ada King", country="GB", time_zone="Europe/London", now=NOW
    )
    assert my_data(ada) == {
        "uuid": str(ada.uuid),
        "email": "ada@example.org",
        "name": "Ada King",
        "country": "GB",
        "time_zone": "Europe/London",
        "joined_at": None,
        "trail": [
            {
                "at": NOW.isoformat(),
                "verb": "changed_profile",
                "subject": f"accounts.user:{ada.uuid}",
            }
        ],
    }


def test_erasing_leaves_a_row_without_a_person(ada: User) -> None:
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True)
    erased = actions.erase(user=ada, now=NOW)
    row = User.objects.get(pk=erased.pk)
    assert (row.name, row.email, row.is_active) == (
        "Erased account",
        f"erased-{ada.uuid}@erased.invalid",
        False,
    )
    assert row.erased_at == NOW
    assert not row.has_usable_password()
    assert not EmailAddress.objects.exists()


def test_the_address_of_an_erased_account_is_free_again(ada: User) -> None:
    actions.erase(user=ada, now=NOW)
    assert User.objects.create_user("ada@example.org").pk != ada.pk
