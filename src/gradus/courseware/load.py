"""Courses, what their blocks show, and problems: read once per process, kept by content hash.

A content version never changes, so nothing here ever grows stale; the least used is forgotten.
"""

from functools import lru_cache, partial
from pathlib import Path

from gradus.courseware.blocks.base import Content
from gradus.courseware.blocks.registry import parse_block
from gradus.courseware.course import Block, Course, Settings
from gradus.courseware.faults import ContentFault
from gradus.courseware.links import Links
from gradus.courseware.markup import clean
from gradus.courseware.olx.reader import read_course
from gradus.courseware.olx.xml import parse
from gradus.courseware.problems.base import Mode
from gradus.courseware.problems.problem import Problem, parse_problem

COURSES = 16
CONTENTS = 4096
PROBLEMS = 8192


@lru_cache(maxsize=COURSES)
def load_course(folder: Path, sha256: str) -> Course:
    """The course of this content version."""
    return read_course(folder, sha256=sha256)


def load_content(course: Course, key: str) -> Content:
    """What the block of this key shows, with neutral links."""
    return _content(_Named(course), key)


def load_problem(course: Course, key: str, *, seed: int, mode: Mode) -> Problem:
    """The problem of this key as the learner with this seed sees it.

    The settings in force, ancestors' included, stand on the element that is parsed.
    """
    return _problem(_Named(course), key, seed, mode)


class _Named:
    """A course that is known by its content hash, so that a cache need not compare trees."""

    def __init__(self, course: Course) -> None:
        self.course = course

    def __hash__(self) -> int:
        return hash(self.course.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Named) and other.course.sha256 == self.course.sha256


@lru_cache(maxsize=CONTENTS)
def _content(named: _Named, key: str) -> Content:
    course = named.course
    return parse_block(course, course.block(key), Links(course))


@lru_cache(maxsize=PROBLEMS)
def _problem(named: _Named, key: str, seed: int, mode: Mode) -> Problem:
    return read_problem(named.course.block(key), Links(named.course), seed=seed, mode=mode)


def read_problem(block: Block, links: Links, *, seed: int, mode: Mode) -> Problem:
    """Parse a problem now, noting broken links; `ContentFault` where the author slipped."""
    parsed = parse(block.source.encode(), path=block.place.path)
    if parsed.root is None:
        place = block.place
        raise ContentFault("the problem cannot be read", path=place.path, line=place.line)
    element = parsed.root
    for name, value in effective(block, block.settings):
        element.set(name, value)
    cleaned = partial(clean, link=links, top=3)
    return parse_problem(element, key=block.key, seed=seed, mode=mode, clean=cleaned)


def effective(block: Block, settings: Settings) -> tuple[tuple[str, str], ...]:
    """A problem's settings in force as attributes: plain text, absent where there is none."""
    values = (
        ("display_name", block.title),
        ("showanswer", settings.showanswer),
        ("show_correctness", settings.show_correctness),
        ("rerandomize", settings.rerandomize),
        ("grading_method", settings.grading_method),
        ("show_reset_button", str(settings.show_reset_button).lower()),
        ("submission_wait_seconds", str(settings.wait_seconds)),
        ("attempts_before_showanswer_button", str(settings.attempts_before_showanswer)),
        ("max_attempts", None if settings.max_attempts is None else str(settings.max_attempts)),
        ("weight", None if settings.weight is None else str(settings.weight)),
    )
    return tuple((name, value) for name, value in values if value is not None)
