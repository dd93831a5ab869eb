"""Each kind of block gives its own shape; what is unknown is kept and not shown."""

from pathlib import Path

from gradus.courseware.blocks.base import Holder, Question, Text, Unsupported
from gradus.courseware.blocks.registry import PARSERS
from gradus.courseware.load import load_content
from tests.courseware.made import one_unit

TEMPLATES = Path(__file__).parents[3] / "src/gradus/web/templates"


def test_reading_matter_is_cleaned_and_linked(tmp_path: Path) -> None:
    inside = '<html url_name="h"><p onclick="x()"><a href="/jump_to_id/v">up</a></p></html>'
    content = load_content(one_unit(tmp_path, inside), "h")
    assert content == Text('<p><a href="gradus:/block/v" rel="noopener noreferrer">up</a></p>')


def test_an_html_block_whose_file_is_missing_is_empty(tmp_path: Path) -> None:
    content = load_content(one_unit(tmp_path, '<html url_name="h" filename="gone"/>'), "h")
    assert content == Text("")


def test_a_problem_names_its_place(tmp_path: Path) -> None:
    content = load_content(one_unit(tmp_path, '<problem url_name="p"><p/></problem>'), "p")
    assert content == Question("p")


def test_a_unit_holds_its_blocks(tmp_path: Path) -> None:
    course = one_unit(tmp_path, '<html url_name="h">a</html><problem url_name="p"><p/></problem>')
    content = load_content(course, "v")
    assert isinstance(content, Holder)
    assert [block.key for block in content.shown] == ["h", "p"]


def test_an_unknown_block_keeps_its_inside_and_shows_nothing(tmp_path: Path) -> None:
    inside = '<poll url_name="x" answers="[]"><b>one</b><!-- aside --><c d="2"/>tail</poll>'
    course = one_unit(tmp_path, inside)
    assert load_content(course, "x") == Unsupported("poll")
    assert course.block("x").attributes["answers"] == "[]"
    assert '<b>one</b><c d="2"/>tail' in course.block("x").source


def test_a_block_whose_file_is_missing_shows_nothing(tmp_path: Path) -> None:
    course = one_unit(tmp_path, '<problem url_name="gone"/>')
    assert load_content(course, "gone") == Unsupported("problem")


def test_every_shape_has_its_template() -> None:
    assert set(PARSERS) >= {"html", "video", "problem", "vertical", "library_content"}
    for shape in (Text, Question, Unsupported):
        assert (TEMPLATES / shape.template).is_file()
