"""Runs for tests, made by hand where the story does not need real content."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from gradus.catalog.models import ContentVersion, Course, CourseRun, Institution, Price

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def an_institution(slug: str = "harborview") -> Institution:
    """A fictitious university."""
    return Institution.objects.get_or_create(
        slug=slug, defaults={"name": f"{slug.title()} University", "fictitious": True}
    )[0]


def a_run(number: str = "DD1", *, cents: int | None = 25000, **dates: datetime) -> CourseRun:
    """A run with (empty) content; `cents` is its list price in USD, None when not for sale."""
    key = f"course-v1:Harborview+{number}+2026"
    course = Course.objects.create(
        key=f"Harborview+{number}",
        institution=an_institution(),
        number=number,
        title=f"Course {number}",
    )
    content = ContentVersion.objects.create(
        sha256=sha256(key.encode()).hexdigest(),
        course_key=key,
        title=course.title,
        report={},
        loaded_at=NOW,
    )
    run = CourseRun.objects.create(key=key, course=course, content=content, **dates)
    if cents is not None:
        Price.objects.create(run=run, amount=cents, currency="USD", valid_from=NOW - DAY)
    return run
