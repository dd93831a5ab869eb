"""What authors' addresses mean inside one course."""

from pathlib import Path

import pytest

from gradus.courseware.links import Links
from tests.courseware.made import one_unit


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/static/a.png", "gradus:/static/a.png"),
        ("static/a.png", "gradus:/static/a.png"),
        ("/static/my_film_1_.mp4", "gradus:/static/my%20film%281%29.mp4"),
        ("/static/my%20film(1).mp4", "gradus:/static/my%20film%281%29.mp4"),
        ("/asset-v1:O+C+R+type@asset+block@a.png", "gradus:/static/a.png"),
        ("/asset-v1:O+C+R+type@asset+block/a.png", "gradus:/static/a.png"),
        ("/asset-v1:O+C+R+type@asset+block@images_b.png", "gradus:/static/images/b.png"),
        ("/c4x/O/C/asset/a.png", "gradus:/static/a.png"),
        ("/static/a.pdf#page=2", "gradus:/static/a.pdf#page=2"),
        ("/jump_to_id/h", "gradus:/block/h"),
        ("/courses/course-v1:O+C+R/jump_to_id/h", "gradus:/block/h"),
        ("/courses/x/jump_to/block-v1:O+C+R+type@html+block@h", "gradus:/block/h"),
        ("https://e.org/a", "https://e.org/a"),
        ("//e.org/a", "https://e.org/a"),
        ("mailto:a@e.org", "mailto:a@e.org"),
    ],
)
def test_an_address_finds_its_target(tmp_path: Path, written: str, meant: str) -> None:
    files = {
        f"static/{name}": "x" for name in ("a.png", "my film(1).mp4", "a.pdf", "images/b.png")
    }
    links = Links(one_unit(tmp_path, '<html url_name="h">a</html>', **files))
    assert links(written) == meant
    assert links.broken == []


@pytest.mark.parametrize(
    "written", ["/static/lost.png", "/jump_to_id/lost", "week2.html", "javascript:x", "http://["]
)
def test_an_address_that_leads_nowhere_is_remembered(tmp_path: Path, written: str) -> None:
    links = Links(one_unit(tmp_path, ""))
    assert links(written) is None
    assert links.broken == [written]


def test_the_courses_own_pages_elsewhere_are_dropped_quietly(tmp_path: Path) -> None:
    links = Links(one_unit(tmp_path, ""))
    assert links("/course/pdfbook/0/") is None
    assert links.broken == []
