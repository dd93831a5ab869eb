"""A query composed once answers as the ordinary one does, for every value."""

from uuid import UUID, uuid4

import pytest
from django.db.models import F

from gradus.accounts.models import User
from gradus.catalog.models import CourseRun
from gradus.catalog.queries.prepared import Prepared, Unprepared
from gradus.enrollment.actions import enroll, upgrade
from gradus.enrollment.models import Enrollment
from gradus.enrollment.queries import with_track
from tests.support.people import person
from tests.support.rows import NOW, a_run

pytestmark = pytest.mark.django_db

OWN = Prepared(lambda uuid, user: with_track().filter(uuid=uuid, learner_id=user), UUID, int)
OF_RUN = Prepared(lambda key: CourseRun.objects.filter(key=key).select_related("course"), str)


def told(enrollment: Enrollment) -> tuple[object, ...]:
    """A row with what was joined and annotated."""
    run = enrollment.run
    return (enrollment.pk, enrollment.uuid, enrollment.enrolled_at, run.course.title,
            enrollment.content.sha256, getattr(enrollment, "track", None))  # fmt: skip


def test_joined_and_annotated_rows_are_those_of_the_ordinary_query() -> None:
    ada, ben = person("Ada"), person("Ben")
    for number in range(3):
        run = a_run(f"DD{number}")
        enroll(learner=ada, run=run, now=NOW)
        upgrade(learner=ben, run=run, reason="order", now=NOW)

    for enrollment in Enrollment.objects.all():
        for someone in User.objects.all():
            ordinary = with_track().filter(uuid=enrollment.uuid, learner_id=someone.pk)
            prepared = OWN.rows(enrollment.uuid, someone.pk)
            assert [told(row) for row in prepared] == [told(row) for row in ordinary]
    assert OWN.rows(uuid4(), ada.pk) == []


@pytest.mark.parametrize("key", ["course-v1:Harborview+DD1+2026", "", "'; --", "Zürich ␟one"])
def test_any_text_is_a_value_and_never_sql(key: str) -> None:
    a_run("DD1")

    assert OF_RUN.rows(key) == list(CourseRun.objects.filter(key=key))


def test_a_query_that_does_more_than_compare_is_not_prepared() -> None:
    more = Prepared(lambda pk: CourseRun.objects.filter(pk=F("pk") + pk * 2), int)

    with pytest.raises(Unprepared):
        more.rows(1)
