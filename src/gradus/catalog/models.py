"""What exists: institutions, programs, courses, runs, list prices, content versions."""

import uuid
from typing import ClassVar

from django.db import models


class Institution(models.Model):
    """A university that provides programs, teaches courses or grants credit."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)
    url = models.URLField(blank=True)
    email = models.EmailField(blank=True, help_text="The registrar's address on credentials.")
    about = models.TextField(blank=True)
    fictitious = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Program(models.Model):
    """Courses that together earn a program credential; its law stands in its versions."""

    slug = models.SlugField(unique=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="programs")

    def __str__(self) -> str:
        return self.slug


class ProgramVersion(models.Model):
    """A catalogue year: the published `program.yaml`, immutable; the latest one is offered."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    field = models.CharField(max_length=120)
    level = models.CharField(max_length=40)
    language = models.CharField(max_length=16)
    pace = models.CharField(max_length=20)
    hours_low = models.PositiveIntegerField(help_text="Hours a week, lower end.")
    hours_high = models.PositiveIntegerField(help_text="Hours a week, upper end.")
    search_text = models.TextField(help_text="Folded words of the whole document, for search.")
    document = models.JSONField(help_text="The validated program document.")
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "number"], name="program_version_number"),
            models.UniqueConstraint(fields=["program", "sha256"], name="program_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Course(models.Model):
    """A subject, offered in runs; `key` is `ORG+NUMBER`."""

    key = models.CharField(max_length=120, unique=True)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="courses", null=True
    )
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.key


class ProgramCourse(models.Model):
    """A course's place in a program version."""

    version = models.ForeignKey(
        ProgramVersion, on_delete=models.PROTECT, related_name="program_courses"
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="program_courses")
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "course"], name="program_course_once"),
            models.UniqueConstraint(fields=["version", "position"], name="program_course_place"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}:{self.position} {self.course_id}"


class ContentVersion(models.Model):
    """What was written: one immutable state of a course's files, named by their hash."""

    sha256 = models.CharField(max_length=64, unique=True)
    course_key = models.CharField(max_length=160, help_text="course-v1:ORG+NUMBER+RUN")
    title = models.CharField(max_length=200)
    report = models.JSONField(help_text="What the loader found.")
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.course_key} {self.sha256[:12]}"


class CourseRun(models.Model):
    """One offering of a course: dates, track rules and the content version it shows.

    Intervals are [opens, closes); an empty opening is open from publication, an empty
    closing never closes.
    """

    class Marking(models.TextChoices):
        OPENEDX = "openedx"
        STRICT = "strict"

    class Rounding(models.TextChoices):
        OPENEDX = "openedx"
        EXACT = "exact"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=160, unique=True, help_text="course-v1:ORG+NUMBER+RUN")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="runs")
    content = models.ForeignKey(
        ContentVersion, on_delete=models.PROTECT, related_name="runs", null=True
    )
    enrol_opens_at = models.DateTimeField(null=True, blank=True)
    enrol_closes_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True, help_text="Empty: self-paced.")
    ends_at = models.DateTimeField(null=True, blank=True)
    pay_by = models.DateTimeField(null=True, blank=True)
    refund_days = models.PositiveIntegerField(default=14)
    marking = models.CharField(max_length=10, choices=Marking.choices, default=Marking.OPENEDX)
    rounding = models.CharField(max_length=10, choices=Rounding.choices, default=Rounding.EXACT)
    audit_graded = models.BooleanField(default=True, help_text="May audit learners answer?")

    def __str__(self) -> str:
        return self.key


class Price(models.Model):
    """The list price of a verified place in a run, in minor units, from a moment on."""

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="prices")
    amount = models.PositiveIntegerField(help_text="In the currency's minor unit.")
    currency = models.CharField(max_length=3)
    valid_from = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "valid_from"], name="price_once")
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
