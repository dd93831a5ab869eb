"""What no page may hold, whatever it is about."""

import re
from pathlib import Path

import pytest

import gradus.web

WEB = Path(gradus.web.__file__).parent
TEMPLATES = sorted(WEB.rglob("*.html"))
STYLES = sorted(path for path in WEB.rglob("*.css"))

BANNED = {
    "a file from another origin": r"""<(script|img|iframe|video|audio|source|track|object|embed)\b
        [^>]*\b(src|srcset|data|poster)=["'](https?:)?//""",
    "a style sheet from another origin": r"""<link\b[^>]*\bhref=["'](https?:)?//""",
    "an inline style": r"""<[a-z][^>]*\sstyle=["']""",
    "an inline style sheet": r"<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)",
    "an inline handler": r"""<[a-z][^>]*\son[a-z]+=["']""",
    "text that is not escaped": r"(?<!help_text)\|\s*safe\b|\{%\s*autoescape\s+off",
}


def names(path: Path) -> str:
    return path.relative_to(WEB).as_posix()


@pytest.mark.parametrize("what", BANNED)
def test_no_template_holds(what: str) -> None:
    pattern = re.compile(BANNED[what], re.IGNORECASE | re.VERBOSE)
    found = [
        f"{names(path)}: {match.group(0)[:80]}"
        for path in TEMPLATES
        for match in [pattern.search(path.read_text())]
        if match
    ]
    assert found == []


def test_no_style_sheet_asks_another_origin() -> None:
    asking = re.compile(r"""url\(\s*["']?(https?:)?//|@import\s+["'](https?:)?//""")
    assert [names(path) for path in STYLES if asking.search(path.read_text())] == []
