"""Settings that cannot work are named at start, with what to write instead."""

import pytest
from pytest_django import Settings

from gradus.config.checks import settings_can_work


def said() -> list[str]:
    return [str(message.id) for message in settings_can_work()]


def test_the_demonstration_has_nothing_to_complain_of() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("ORIGIN", "learn.example.edu", "gradus.E001"),
        ("ORIGIN", "https://learn.example.edu/gradus", "gradus.E001"),
        ("CREDENTIAL_ORIGIN", "http://credentials.example.edu", "gradus.E002"),
        ("CREDENTIAL_ORIGIN", "", "gradus.W001"),
        ("PAYMENT_PROVIDERS", ["stripe"], "gradus.E003"),
        ("DEMO", False, "gradus.W002"),
        ("SERVER_THREADS", 0, "gradus.E004"),
    ],
)
def test_a_setting_that_cannot_work_is_named(
    settings: Settings, name: str, value: object, fault: str
) -> None:
    setattr(settings, name, value)

    assert said() == [fault]
