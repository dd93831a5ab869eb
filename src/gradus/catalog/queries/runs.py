"""Runs: one offering of a course, its dates and its price of today."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from gradus.catalog.models import CourseRun, Price
from gradus.lib.money import Money


def run_offered(uuid: UUID) -> CourseRun:
    """A run with content; CourseRun.DoesNotExist when there is none (it is then not offered)."""
    return CourseRun.objects.select_related("course", "content").get(
        uuid=uuid, content__isnull=False
    )


def price_of(run: CourseRun, now: datetime) -> Price | None:
    """The list price in force, or None: then a verified place is not for sale."""
    return Price.objects.filter(run=run, valid_from__lte=now).order_by("-valid_from").first()


def money_of(price: Price) -> Money:
    """A list price as money."""
    return Money(price.amount, price.currency)


def run_of_course(course_key: str, now: datetime) -> CourseRun | None:
    """The run of a course to enrol in now: not ended, enrolment not closed, earliest first."""
    return (
        CourseRun.objects.select_related("course", "content")
        .filter(course__key=course_key, content__isnull=False)
        .filter(Q(ends_at=None) | Q(ends_at__gt=now))
        .filter(Q(enrol_closes_at=None) | Q(enrol_closes_at__gt=now))
        .order_by(F("starts_at").asc(nulls_first=True), "pk")
        .first()
    )
