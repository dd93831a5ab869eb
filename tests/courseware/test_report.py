"""The import report says of every block what became of it."""

from pathlib import Path

from gradus.courseware.report import report_on
from tests.courseware.made import one_unit

GOOD = (
    "<problem url_name='good'><multiplechoiceresponse><choicegroup><choice correct='true'>a"
    "</choice></choicegroup></multiplechoiceresponse></problem>"
)
BAD = (
    "<problem url_name='bad' weight='-1'><multiplechoiceresponse><choicegroup>"
    "<choice correct='true'>a</choice></choicegroup></multiplechoiceresponse></problem>"
)


def test_each_block_is_counted_once(tmp_path: Path) -> None:
    report = report_on(
        one_unit(
            tmp_path,
            f'<html url_name="h"><script>x</script><img src="/static/no.png"/></html>{GOOD}{BAD}'
            '<poll url_name="poll" display_name="Which?"/><html url_name="gone"/>'
            '<problem url_name="f"><formularesponse answer="x"/></problem>'
            '<problem url_name="py"><script>x = 1</script></problem>'
            '<library_content url_name="l" max_count="1"><html url_name="a">a</html>'
            '<html url_name="b">b</html></library_content>'
            '<html url_name="staff" visible_to_staff_only="true">s</html>',
        )
    )
    assert report.accounted
    assert report.counts["html"] == 5
    assert [str(item) for item in report.unsupported] == [
        "course/R.xml:1: <poll> Which? (in “Unit 1”)"
    ]
    assert [item.what for item in report.missing] == ["<html> gone"]
    assert [item.what for item in report.responses] == ["<formularesponse>"]
    assert [item.what for item in report.sandbox] == ["py"]
    assert [item.what for item in report.links] == ["/static/no.png"]
    assert [item.what for item in report.left_out] == ["<html> b", "<html> staff, for staff only"]
    assert len(report.errors) == 1
    assert {item.what for item in report.simplified} == {
        "<html> without a script",
        "<library_content>: everyone gets the first 1 of 2",
    }


def test_the_report_is_json(tmp_path: Path) -> None:
    stored = report_on(one_unit(tmp_path, GOOD)).to_json()
    assert isinstance(stored, dict)
    assert (stored["blocks"], stored["shown"], stored["accounted"]) == (5, 5, True)
