"""Courses written on the spot: a mapping of paths to texts becomes a loaded course."""

from pathlib import Path

from gradus.courseware.course import Course
from gradus.courseware.olx.reader import read_course

POINTER = '<course org="O" course="C" url_name="R"/>'


def files(folder: Path, texts: dict[str, str]) -> Path:
    for path, text in {"course.xml": POINTER, **texts}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def course(folder: Path, texts: dict[str, str]) -> Course:
    return read_course(files(folder, texts), sha256=str(folder))


def one_unit(folder: Path, inside: str, **more: str) -> Course:
    """A course of one chapter, one sequence and one unit, which holds `inside`."""
    whole = (
        f'<course><chapter url_name="c"><sequential url_name="s" display_name="Week 1">'
        f'<vertical url_name="v" display_name="Unit 1">{inside}</vertical>'
        f"</sequential></chapter></course>"
    )
    return course(folder, {"course/R.xml": whole, **more})
