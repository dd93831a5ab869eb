"""Nothing that authors write stops the reading; what is wrong is reported with its place."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from gradus.courseware.olx.reader import read_course
from gradus.lib.faults import Faulty
from tests.courseware.made import course, files, one_unit


def test_pointers_lead_from_file_to_file(tmp_path: Path) -> None:
    read = course(
        tmp_path,
        {
            "course/R.xml": '<course display_name="C"><chapter url_name="c"/></course>',
            "chapter/c.xml": '<chapter display_name="One"><sequential url_name="s"/></chapter>',
            "sequential/s.xml": '<sequential><vertical url_name="a:v"/></sequential>',
            "vertical/a/v.xml": '<vertical><html url_name="h"/><problem url_name="p"/></vertical>',
            "html/h.xml": '<html filename="h" display_name="Read"/>',
            "html/h.html": "<p>Hello</p>",
            "problem/p.xml": '<problem display_name="Q"><p>?</p></problem>',
        },
    )
    assert read.key == "course-v1:O+C+R"
    assert [(b.kind, b.key, b.title) for b in read.root.walk()] == [
        ("course", "R", "C"),
        ("chapter", "c", "One"),
        ("sequential", "s", "s"),
        ("vertical", "a:v", ""),
        ("html", "h", "Read"),
        ("problem", "p", "Q"),
    ]
    assert read.block("h").body == "<p>Hello</p>"
    assert [unit.key for unit in read.units] == ["a:v"]
    assert read.sequence_of(read.block("p")).key == "s"
    assert read.usage_key(read.block("p")) == "block-v1:O+C+R+type@problem+block@p"
    assert read.faults == ()


def test_the_whole_tree_may_stand_in_course_xml(tmp_path: Path) -> None:
    whole = (
        '<course org="O" number="C" semester="2014"><chapter url_name="c">'
        '<sequential url_name="s"><problem url_name="p"/></sequential></chapter></course>'
    )
    read = course(tmp_path, {"course.xml": whole, "problem/p.xml": "<problem><p/></problem>"})
    assert read.key == "course-v1:O+C+2014"
    assert [unit.key for unit in read.units] == ["p"]


def test_older_forms_are_read(tmp_path: Path) -> None:
    read = one_unit(
        tmp_path,
        '<html filename="old" url_name="h"/><problem filename="q" url_name="p" weight="2"/>'
        '<videoalpha url_name="w" youtube="1.0:abcdefgh"/><html url_name="bare"/>',
        **{
            "html/old.html": "old",
            "problems/q.xml": '<problem weight="1" max_attempts="3"><p/></problem>',
            "html/bare.html": "bare",
        },
    )
    assert read.block("h").body == "old"
    assert read.block("bare").body == "bare"
    assert read.block("p").settings.weight == Fraction(2)
    assert read.block("p").settings.max_attempts == 3
    assert read.block("w").kind == "video"
    assert read.faults == ()


def test_a_dangling_pointer_is_a_placeholder_and_reported(tmp_path: Path) -> None:
    read = one_unit(tmp_path, '\n<problem url_name="gone"/>')
    assert read.block("gone").missing
    assert [(f.file, f.line, f.what) for f in read.faults] == [
        ("course/R.xml", 2, "<problem> 'gone' points to problem/gone.xml, which is missing.")
    ]


def test_a_cycle_ends_and_is_reported(tmp_path: Path) -> None:
    read = course(
        tmp_path,
        {
            "course/R.xml": '<course><chapter url_name="c"/></course>',
            "chapter/c.xml": '<chapter><sequential url_name="s"/></chapter>',
            "sequential/s.xml": '<sequential><vertical url_name="v"/></sequential>',
            "vertical/v.xml": '<vertical><sequential url_name="s"/></vertical>',
        },
    )
    assert [block.key for block in read.root.walk()] == ["R", "c", "s", "v"]
    assert [fault.what for fault in read.faults] == ["<sequential> 's' holds itself."]


def test_a_second_parent_loses_the_block_and_is_reported(tmp_path: Path) -> None:
    read = one_unit(
        tmp_path,
        '<problem url_name="p"/>\n<problem url_name="p"/>',
        **{"problem/p.xml": "<problem><p/></problem>"},
    )
    assert [block.key for block in read.problems] == ["p"]
    assert [(f.line, f.what) for f in read.faults] == [
        (2, "<problem> 'p' stands here a second time; first in course/R.xml:1.")
    ]


def test_blocks_of_two_kinds_may_share_a_name(tmp_path: Path) -> None:
    read = one_unit(tmp_path, '<html url_name="x">a</html><problem url_name="x"><p/></problem>')
    assert [(b.kind, b.key) for b in read.units[0].children] == [
        ("html", "x"),
        ("problem", "problem@x"),
    ]


def test_a_block_without_a_name_gets_the_same_one_again(tmp_path: Path) -> None:
    inside = "<html>one</html><html>two</html><html>one</html>"
    first = one_unit(tmp_path / "a", inside)
    again = one_unit(tmp_path / "b", "<html>two</html>" + inside.replace("<html>two</html>", ""))
    names = [block.key for block in first.units[0].children]
    assert len(set(names)) == 3
    assert names[0].startswith("html-")
    assert names[2] == f"{names[0]}-2"
    assert sorted(block.key for block in again.units[0].children) == sorted(names)


def test_settings_are_inherited_and_the_nearest_wins(tmp_path: Path) -> None:
    read = course(
        tmp_path,
        {
            "course/R.xml": '<course start="2020-01-01" max_attempts="5" graceperiod="1 hours">'
            '<chapter url_name="c" start="2021-01-01" showanswer="never">'
            '<sequential url_name="s" format="Homework" graded="true" due="2021-06-01"'
            ' start="2020-06-01"><vertical url_name="v"><problem url_name="p" due="null"'
            ' showanswer="always" weight="2"><p/></problem></vertical></sequential>'
            "</chapter></course>",
            "policies/R/policy.json": '{"course/R": {"display_name": "Named"},'
            ' "problem/p": {"max_attempts": 2}}',
        },
    )
    assert read.title == "Named"
    found = read.block("p").settings
    assert found.opens_at == datetime(2021, 1, 1, tzinfo=UTC)
    assert found.due == datetime(2021, 6, 1, tzinfo=UTC)
    assert (found.graded, found.showanswer, found.max_attempts) == (True, "always", 2)
    assert (found.weight, found.grace) == (Fraction(2), timedelta(hours=1))
    assert found.format == ""
    assert read.sequence_of(read.block("p")).settings.format == "Homework"


def test_an_unreadable_attribute_is_reported_and_ignored(tmp_path: Path) -> None:
    read = one_unit(
        tmp_path, '<problem url_name="p" max_attempts="three" rerandomize="true"><p/></problem>'
    )
    assert read.block("p").settings.max_attempts is None
    assert read.block("p").settings.rerandomize == "always"
    assert "max_attempts='three'" in read.faults[0].what


def test_staff_only_blocks_and_unchosen_ones_are_not_for_learners(tmp_path: Path) -> None:
    read = one_unit(
        tmp_path,
        '<problem url_name="secret" visible_to_staff_only="true"><p/></problem>'
        '<library_content url_name="l" max_count="1"><problem url_name="a"><p/></problem>'
        '<problem url_name="b"><p/></problem></library_content>'
        '<split_test url_name="t"><vertical url_name="g1"><problem url_name="d"><p/></problem>'
        '</vertical><vertical url_name="g2"><problem url_name="e"><p/></problem></vertical>'
        "</split_test>",
    )
    assert [block.key for block in read.problems] == ["a", "d"]
    assert len([block for block in read.root.walk() if block.kind == "problem"]) == 5


def test_damaged_xml_is_recovered_with_a_warning(tmp_path: Path) -> None:
    read = one_unit(
        tmp_path,
        '<problem url_name="p"/>',
        **{"problem/p.xml": "<problem>\n<p>a & b</p><p>&nbsp;</p>\n</problem>"},
    )
    assert "<p>" in read.block("p").source
    assert [(f.file, f.line) for f in read.faults] == [("problem/p.xml", 2)]
    assert "This is not XML" in read.faults[0].what


def test_entities_are_never_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("s3cret")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    read = one_unit(
        tmp_path / "c",
        '<html url_name="bomb"/><html url_name="file"/><html url_name="net"/>',
        **{
            "html/bomb.xml": f"<!DOCTYPE h [{laughs}]><html><p>&l11;</p></html>",
            "html/file.xml": f'<!DOCTYPE h [<!ENTITY x SYSTEM "file://{secret}">]>'
            "<html><p>see &x;</p></html>",
            "html/net.xml": '<!DOCTYPE h SYSTEM "http://127.0.0.1:9/x.dtd"><html><p>net</p></html>',
        },
    )
    assert len(read.block("bomb").body or "") < 100
    assert "s3cret" not in (read.block("file").body or "")
    assert read.block("net").body == "<p>net</p>"
    assert any("&x; is not expanded" in fault.what for fault in read.faults)


def test_paths_in_xml_cannot_leave_the_course(tmp_path: Path) -> None:
    (tmp_path / "problem").mkdir()
    (tmp_path / "problem/evil.xml").write_text("<problem><p>evil</p></problem>")
    (tmp_path / "evil.html").write_text("evil")
    read = one_unit(
        tmp_path / "c",
        '<problem url_name="../../problem/evil"/><html url_name="h" filename="../../evil"/>'
        '<problem url_name="p" filename="::problem:evil"/>',
    )
    assert "evil</p>" not in "".join(block.source for block in read.root.walk())
    assert read.block("h").body is None
    assert len(read.faults) == 3


def test_deep_nesting_ends_with_a_fault(tmp_path: Path) -> None:
    inside = "<vertical>" * 60 + "</vertical>" * 60
    assert any("nested too deeply" in f.what for f in one_unit(tmp_path, inside).faults)


def test_text_between_blocks_is_reported(tmp_path: Path) -> None:
    read = one_unit(tmp_path, '<html url_name="h">a</html> stray words')
    assert "Text between the parts of <vertical>" in read.faults[0].what


def test_broken_policies_leave_a_course(tmp_path: Path) -> None:
    read = one_unit(
        tmp_path,
        '<html url_name="h">a</html>',
        **{
            "policies/R/policy.json": "{",
            "policies/R/grading_policy.json": "[1,\n2,]",
            "policies/assets.json": '{"a.txt": {"locked": true}}',
            "static/a.txt": "hello",
            "static/b/c.txt": "hello",
            "drafts/vertical/x.xml": "<vertical/>",
            "html/unused.html": "x",
        },
    )
    assert read.grading is None
    assert [fault.file for fault in read.faults] == [
        "policies/R/policy.json",
        "policies/R/grading_policy.json",
    ]
    assert {name: asset.locked for name, asset in read.assets.items()} == {
        "a.txt": True,
        "b/c.txt": False,
    }
    assert (read.drafts, read.unused) == (1, ("html/unused.html",))


def test_a_root_that_is_no_course_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match="<library>"):
        read_course(files(tmp_path, {"course.xml": "<library/>"}), sha256="x")


def test_a_course_file_that_is_no_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=r"course\.xml"):
        read_course(files(tmp_path, {"course.xml": "hello"}), sha256="x")


def test_a_second_reading_gives_an_equal_tree(tmp_path: Path) -> None:
    texts = {"course/R.xml": "<course><chapter><sequential/></chapter></course>"}
    assert course(tmp_path, texts) == course(tmp_path, texts)


def test_a_block_named_like_a_page_of_ours_or_endlessly_gets_a_key_of_its_own(
    tmp_path: Path,
) -> None:
    long = "x" * 300
    read = one_unit(
        tmp_path,
        f'<html url_name="progress">A</html><html url_name="{long}">B</html>'
        f'<html url_name="{long}y">C</html>',
    )
    keys = [block.key for block in read.block("v").children]
    assert keys[0] == "html@progress"
    assert [len(key) for key in keys[1:]] == [163, 163]
    assert len(set(keys)) == 3
