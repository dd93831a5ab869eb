"""A TeX formula → MathML that a browser draws by itself, or nothing where that fails."""

import re
from functools import lru_cache
from typing import Final

import nh3
from latex2mathml.converter import convert
from lxml import etree


def names(text: str) -> frozenset[str]:
    """The words of a text, for allow-lists."""
    return frozenset(text.split())


TAGS: Final = names(
    "math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom "
    "mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr "
    "munder munderover none"
)
ATTRIBUTES: Final = names(
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle "
    "fence height linethickness lspace mathcolor mathsize mathvariant maxsize minsize "
    "movablelimits notation rowlines rowspacing rspace scriptlevel separator stretchy voffset "
    "width"
)
ALLOWED: Final = {tag: set(ATTRIBUTES) for tag in TAGS}
LONGEST: Final = 5_000
DEEPEST: Final = 100
UNKNOWN: Final = re.compile(r">[^<]*\\[A-Za-z][^<]*<")


@lru_cache(maxsize=4096)
def to_mathml(tex: str, *, display: bool) -> str | None:
    """MathML of a formula; None where it cannot be read, so that the source is shown."""
    if len(tex) > LONGEST or tex.count("{") > DEEPEST:
        return None
    try:
        mathml = convert(tex.strip(), display="block" if display else "inline")
        etree.fromstring(mathml)
    except Exception:  # noqa: BLE001  # the converter raises whatever it trips over
        return None
    if UNKNOWN.search(mathml):
        return None
    return nh3.clean(mathml, tags=set(TAGS), attributes=ALLOWED)
