"""What Gradus depends on may be used by everybody: no GPL, no AGPL (ADR 0011)."""

import re
from importlib import metadata
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "requirements" / "run.txt"
LIBERAL = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|HPND|Zlib|Unlicense|CC0"
    r"|LGPL|Lesser General Public)\b",
    re.IGNORECASE,
)
COPYLEFT = re.compile(
    r"(?<!L)(?<!Lesser )\b(A?GPL|(Affero )?General Public License)", re.IGNORECASE
)
PIN = re.compile(r"^([\w.-]+)(?:\[[^\]]*\])?==[^;\\\n]*(?:;\s*([^\\\n]*))?", re.MULTILINE)
ELSEWHERE = {"win32", "emscripten"}


def pinned() -> list[str]:
    lines = PIN.findall(RUN.read_text())
    return [name for name, marker in lines if not any(place in marker for place in ELSEWHERE)]


def licence(name: str) -> str:
    """What a package says of itself: expression, classifiers, and the field of old."""
    about = metadata.metadata(name)
    classified = [c for c in about.get_all("Classifier") or [] if c.startswith("License")]
    said = [*(about.get_all("License-Expression") or []), *classified]
    return "; ".join(said) or (about.get_all("License") or [""])[0].split("\n")[0]


@pytest.mark.parametrize("name", pinned())
def test_licence_of(name: str) -> None:
    try:
        said = licence(name)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{name} is for other systems")
    assert LIBERAL.search(said), f"{name} says {said!r}: read its licence, then name it here"
    assert not COPYLEFT.search(said.replace("GNU Lesser General Public License", "LGPL"))
