"""Five public courses load with every block accounted for, and load again the same."""

from pathlib import Path

import pytest
from lxml.html import fromstring

from gradus.courseware.course import Course
from gradus.courseware.links import Links
from gradus.courseware.load import load_content
from gradus.courseware.markup import clean
from gradus.courseware.olx.archive import unpack
from gradus.courseware.olx.reader import read_course
from gradus.courseware.report import report_on

COURSES = Path(__file__).parents[2].parent / "shared" / "data" / "courses"
BLOCKS = {
    "kitchen-sink": 54,
    "latex2edx-demo": 43,
    "olx-example-course": 43,
    "openedx-demo-course": 401,
    "studio-advanced": 909,
}
UNITS = {
    "kitchen-sink": 16,
    "latex2edx-demo": 14,
    "olx-example-course": 15,
    "openedx-demo-course": 58,
}


@pytest.fixture(params=sorted(BLOCKS))
def loaded(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Course]:
    name: str = request.param
    source = COURSES / f"{name}.tar.gz"
    if not source.exists():
        pytest.skip(f"{source} is not on this machine")
    unpacked = unpack(source, tmp_path)
    return name, read_course(unpacked.root, sha256=unpacked.sha256)


def test_every_block_is_shown_or_listed(loaded: tuple[str, Course]) -> None:
    name, course = loaded
    report = report_on(course)
    assert report.blocks == BLOCKS[name]
    assert report.accounted
    assert report.errors == []
    assert report.missing == []
    assert course.faults == ()
    if name in UNITS:
        assert len(course.units) == UNITS[name]


def test_every_block_can_be_drawn(loaded: tuple[str, Course]) -> None:
    _, course = loaded
    for block in course.root.walk():
        shown = getattr(load_content(course, block.key), "html", "")
        html = shown + clean(block.source, Links(course))
        drawn = fromstring(f"<div>{html}</div>")
        for element in drawn.iter():
            assert element.tag not in {"script", "style", "iframe", "form", "link", "object"}
            names = {str(name) for name in element.attrib}
            assert not [name for name in names if name == "style" or name.startswith("on")]
            assert "javascript:" not in (element.get("href") or element.get("src") or "")


def test_a_second_load_gives_an_equal_tree_and_hash(
    loaded: tuple[str, Course], tmp_path: Path
) -> None:
    name, course = loaded
    again = tmp_path / "again"
    again.mkdir()
    unpacked = unpack(COURSES / f"{name}.tar.gz", again)
    assert unpacked.sha256 == course.sha256
    assert read_course(unpacked.root, sha256=unpacked.sha256).root == course.root
    third = tmp_path / "third"
    third.mkdir()
    assert unpack(unpacked.root, third).sha256 == course.sha256
