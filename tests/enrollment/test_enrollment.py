"""Entering, changing track and leaving a run."""

from typing import Any

import pytest

from gradus.enrollment.actions import downgrade, enroll, leave, upgrade
from gradus.enrollment.models import Enrollment, TrackChange
from gradus.enrollment.queries import enrollment_in, enrollment_of, enrollments_of, track_of
from gradus.enrollment.rules.tracks import Track
from gradus.lib.refusal import Refused
from tests.support.people import person
from tests.support.rows import DAY, NOW, a_run

pytestmark = pytest.mark.django_db


def test_enrolling_twice_is_enrolling_once() -> None:
    ada, run = person("Ada"), a_run()

    first = enroll(learner=ada, run=run, now=NOW)
    second = enroll(learner=ada, run=run, now=NOW + DAY)

    assert (second.pk, Enrollment.objects.count(), TrackChange.objects.count()) == (first.pk, 1, 1)
    assert track_of(first) is Track.AUDIT


def test_an_upgrade_keeps_the_enrolment_and_a_refund_leaves_the_free_place() -> None:
    ada, run = person("Ada"), a_run()
    enrollment = enroll(learner=ada, run=run, now=NOW)

    upgrade(learner=ada, run=run, reason="order", now=NOW)
    assert track_of(enrollment_of(ada, enrollment.uuid)) is Track.VERIFIED

    downgrade(learner=ada, run=run, reason="refunded", now=NOW + DAY)
    assert track_of(enrollment_of(ada, enrollment.uuid)) is Track.AUDIT


def test_who_left_is_gone_from_the_list_and_comes_back_to_the_same_enrolment() -> None:
    ada, run = person("Ada"), a_run()
    enrollment = enroll(learner=ada, run=run, now=NOW)

    leave(enrollment=enrollment, now=NOW)
    assert list(enrollments_of(ada)) == []
    assert enrollment_in(ada, run) is None

    again = enroll(learner=ada, run=run, now=NOW + DAY)
    assert [found.pk for found in enrollments_of(ada)] == [enrollment.pk] == [again.pk]


def test_anothers_enrolment_does_not_exist() -> None:
    enrollment = enroll(learner=person("Ada"), run=a_run(), now=NOW)

    with pytest.raises(Enrollment.DoesNotExist):
        enrollment_of(person("Ben"), enrollment.uuid)


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ({"ends_at": NOW}, "run_ended"),
        ({"enrol_opens_at": NOW + DAY}, "enrolment_not_open"),
        ({"enrol_closes_at": NOW}, "enrolment_closed"),
    ],
)
def test_a_run_that_is_not_open_refuses_and_adds_nothing(dates: dict[str, Any], code: str) -> None:
    run = a_run(**dates)

    with pytest.raises(Refused) as refusal:
        enroll(learner=person("Ada"), run=run, now=NOW)

    assert refusal.value.code == code
    assert Enrollment.objects.count() == 0
