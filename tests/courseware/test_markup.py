"""Authors' HTML: safe, formulas drawn, links neutral, nothing from elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from gradus.courseware.formula import to_mathml
from gradus.courseware.markup import TAGS, clean, relink, text_of

HALF = "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script>a<style>p{}</style>", "a"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<h1 class="button" id="x">a</h1>', '<h2 id="c-x">a</h2>'),
        ('<a href="#x">a</a>', '<a href="#c-x" rel="noopener noreferrer">a</a>'),
        ('<p style="color:red">a</p>', "<p>a</p>"),
        ("<h3>a</h3><h5>b</h5><h3>c</h3>", "<h2>a</h2><h3>b</h3><h2>c</h2>"),
        ("<table><tr><th scope='col'> </th><th>a</th></tr></table>", "<td></td><th>a</th>"),
        ('<h1 style="color:red">a</h1>', "<h2>a</h2>"),
        ("<text><p>a</p></text><text x='1'/>", "<p>a</p>"),
        ('<pre style="color:red">a</pre>', '<pre tabindex="0">a</pre>'),
        ('<a href="/a?b=1&amp;c=&quot;2">a</a>', 'href="/a?b=1&amp;c=&quot;2"'),
        ('<p style="text-align: center">a</p>', '<p class="course-center">a</p>'),
        ("<pre>\\(x\\)</pre>", '<pre tabindex="0">\\(x\\)</pre>'),
        ('a<span class="x material-icons">menu_book</span>b', "ab"),
        ("<form><input name='a'>b</form>", "b"),
        ('<img src="http://e.org/a.png" alt="A cat">', "A cat (e.org)"),
        ('<iframe src="https://e.org/x?a=1&amp;b=2"></iframe>', "Embedded page (e.org)"),
        ('<video><source src="http://e.org/a.mp4"></video>', "<video></video>"),
        ("<table><tbody></tbody></table>", 'tabindex="0"><table>'),
        ("a < b & c \ue000", "a &lt; b &amp; c \ue000"),
    ],
)
def test_what_is_unsafe_goes_and_what_is_said_stays(written: str, shown: str) -> None:
    assert shown in clean(written)


@pytest.mark.parametrize(
    "written",
    [
        "\\(\\frac{1}{2}\\)",
        "\\[\\frac{1}{2}\\]",
        "[mathjaxinline]\\frac{1}{2}[/mathjaxinline]",
        "[mathjax]\\frac{1}{2}[/mathjax]",
    ],
)
def test_formulas_become_mathml(written: str) -> None:
    assert HALF in clean(f"<p>{written}</p>")


def test_a_formula_may_hold_the_signs_that_html_reads_as_tags() -> None:
    assert "<mo>&lt;</mo><mi>b</mi>" in clean("<p>\\(a<b, c>d\\)</p>")
    assert "<mo>&lt;</mo><mi>b</mi>" in clean("<p>\\(a &lt; b\\)</p>")


@pytest.mark.parametrize("tex", ["\\foo", "\\frac{", "x" * 6000, "{" * 200])
def test_a_formula_that_cannot_be_read_shows_its_source(tex: str) -> None:
    assert to_mathml(tex, display=False) is None
    assert '<code class="course-tex">' in clean(f"<p>\\({tex}\\)</p>")


@pytest.mark.parametrize(
    "tex",
    [
        "\\href{javascript:alert(1)}{x}",
        "\\text{<script>alert(1)</script>}",
        "\\text{<img src=x onerror=alert(1)>}",
        "\\style{color:red}{x}",
    ],
)
def test_a_formula_brings_nothing_unsafe(tex: str) -> None:
    for written in (tex, tex.replace("<", "&lt;").replace(">", "&gt;")):
        drawn = fragment_fromstring(clean(f"\\({written}\\)"), create_parent="div")
        assert not [e.tag for e in drawn.iter() if e.tag == "script"]
        assert not [e for e in drawn.iter() if {"href", "style", "onerror"} & set(e.attrib)]


def test_headings_begin_below_what_the_page_has() -> None:
    assert clean("<h1>a</h1><h2>b</h2>", top=3) == "<h3>a</h3><h4>b</h4>"
    assert clean("<h1>a</h1><h6>b</h6>", top=6) == "<h6>a</h6><h6>b</h6>"


def test_links_are_neutral_until_the_page_is_known() -> None:
    def link(address: str) -> str | None:
        return f"gradus:{address}" if address.startswith("/static/") else None

    html = clean('<img src="/static/a.png"><a href="/lost">x</a>', link)
    assert 'src="gradus:/static/a.png"' in html
    assert "/lost" not in html
    assert 'src="/here/a.png"' in relink(html, static="/here/", block="/there/")


def test_words_alone() -> None:
    assert text_of("<p>a &amp; <b>b</b></p>\n<script>x</script>") == "a & b"


@given(st.text(alphabet="<>/\"'= \\()[]{}&;ab!-\n:scriptonimgh", max_size=80))
def test_no_text_smuggles_a_tag_or_a_handler(written: str) -> None:
    drawn = fragment_fromstring(clean(written), create_parent="div")
    for element in drawn.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert element.tag not in {"script", "style", "iframe", "form", "input"}


def test_every_embedded_kind_is_known() -> None:
    assert {"iframe", "video"} <= TAGS
