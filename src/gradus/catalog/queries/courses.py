"""What was written: the course of a content version, and where its files lie."""

from pathlib import Path

from django.conf import settings

from gradus.catalog.models import ContentVersion
from gradus.courseware.course import Course
from gradus.courseware.load import load_course


def folder_of(sha256: str) -> Path:
    """The folder that holds, or will hold, the files of this content."""
    root: Path = settings.CONTENT_ROOT
    return root / sha256


def course_of(content: ContentVersion) -> Course:
    """The course as written; read once per process and kept."""
    return load_course(folder_of(content.sha256), content.sha256)
