"""The demonstration's people stand where they should, however often it was cut off."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from pytest_django import Settings

from gradus.accounts.models import User
from gradus.assessment.models import FinalGrade
from gradus.credentials.models import SignedCredential
from gradus.enrollment.models import StaffRole
from gradus.enrollment.queries import enrollments_of, track_of
from gradus.jobs.models import Job
from gradus.management.demonstration.deeds import Life, World, settle
from gradus.management.demonstration.people import DOMAIN, PASSWORD, PEOPLE
from gradus.management.loading import load
from gradus.pathways.models import CreditEvaluation
from gradus.payments.models import Order
from gradus.payments.queries import view_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CONTENT = Path(__file__).parents[2] / "content"


def loaded() -> None:
    load(CONTENT, now=NOW.replace(month=5), tell=print, say=print)


def person(slug: str) -> User:
    return User.objects.get(email=f"{slug}@{DOMAIN}")


def counts() -> dict[str, int]:
    models = apps.get_app_config("gradus").get_models()
    return {model.__name__: model._default_manager.count() for model in models}


def tracks(slug: str) -> dict[str, str]:
    return {e.run.course.number: track_of(e).value for e in enrollments_of(person(slug))}


def passed(slug: str) -> dict[str, bool]:
    rows = FinalGrade.objects.filter(enrollment__learner=person(slug))
    return {row.enrollment.run.course.number: row.passed for row in rows}


def test_everybody_stands_where_they_should_and_a_second_time_changes_nothing() -> None:
    loaded()
    assert settle(now=NOW) == len(PEOPLE)
    four = {"DD1": "verified", "DD2": "verified", "DD3": "verified", "DD4": "verified"}
    assert {slug: tracks(slug) for slug in ("nina", "omar", "paula", "vera")} == {
        "nina": {},
        "omar": {"DD1": "audit"},
        "paula": {"DD1": "verified"},
        "vera": {"DD1": "audit"},
    }
    assert tracks("sven") == {**four, "DDX": "verified"}
    assert tracks("wanda") == {**four, "DD4": "audit"}
    assert {slug: passed(slug) for slug in ("quentin", "rosa", "umar", "wanda")} == {
        "quentin": {},
        "rosa": {"DD1": True},
        "umar": {"DD1": False},
        "wanda": {"DD1": True, "DD2": True, "DD3": True},
    }
    assert passed("sven") == dict.fromkeys(four, True)
    assert passed("tara") == dict.fromkeys([*four, "DDX"], True)
    signed = SignedCredential.objects.values_list("credential__award__learner__email", flat=True)
    assert list(signed) == [f"tara@{DOMAIN}"]
    asked = CreditEvaluation.objects.values_list("learner__email", flat=True)
    assert sorted(asked) == [f"tara@{DOMAIN}", f"tara@{DOMAIN}", f"wanda@{DOMAIN}"]
    states = {view_of(order).state.value for order in Order.objects.filter(buyer=person("vera"))}
    assert states == {"refunded"}
    assert StaffRole.objects.count() == 10
    assert Job.objects.filter(dead_at__isnull=False).count() == 0
    whole = counts()
    loaded()
    assert settle(now=NOW) == 0
    assert counts() == whole


def test_everybody_is_labelled_and_can_sign_in_with_the_printed_password() -> None:
    told = StringIO()
    call_command("demo_data", stdout=told)
    for each in PEOPLE:
        user = person(each.slug)
        assert user.name.endswith("(fictitious)")
        assert user.check_password(PASSWORD)
        assert each.email in told.getvalue()
    assert PASSWORD in told.getvalue()
    again = StringIO()
    whole = counts()
    call_command("demo_data", stdout=again)
    assert (again.getvalue(), counts()) == (told.getvalue(), whole)


def test_a_life_that_was_cut_off_goes_on_where_it_stopped() -> None:
    loaded()
    world = World(NOW)
    sven = next(each for each in PEOPLE if each.slug == "sven")
    cut = Life(sven, world)
    cut.study(sven.studies[0])
    cut.pay(sven.studies[1], NOW)
    settle(now=NOW)
    assert passed("sven") == dict.fromkeys(["DD1", "DD2", "DD3", "DD4"], True)
    assert Order.objects.filter(buyer=person("sven")).count() == 5


def test_the_public_password_opens_nothing_where_no_demonstration_is_shown(
    settings: Settings,
) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="only let in where GRADUS_DEMO=1 is set"):
        call_command("demo_data")
    assert User.objects.count() == 0
