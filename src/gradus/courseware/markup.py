"""Authors' HTML made safe to show: an allow-list, formulas as MathML, links in a neutral form.

Text comes from course teams, yet nothing in it may run, load from elsewhere or restyle the
page. A parsed course is kept for ever while addresses depend on the learner, so links inside
are written `gradus:/static/…` and `gradus:/block/…` until `relink` puts in the real ones.
"""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Final
from urllib.parse import urlsplit

import nh3

from gradus.courseware.formula import names, to_mathml

Link = Callable[[str], str | None]
"""An address as the author wrote it → the one to show, or None to drop it."""

STATIC: Final = "gradus:/static/"
BLOCK: Final = "gradus:/block/"

PLAIN: Final = names(
    "a abbr article aside b bdi bdo blockquote br caption center cite code col colgroup dd "
    "del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img "
    "ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strong strike "
    "sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
EMBEDDED: Final = frozenset({"audio", "embed", "iframe", "source", "track", "video"})
TAGS: Final = PLAIN | EMBEDDED
EVERYWHERE: Final = frozenset({"aria-label", "dir", "id", "lang", "style", "title"})
ATTRIBUTES: Final = {
    "a": {"href", "name"},
    "audio": {"controls", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "embed": {"src"},
    "iframe": {"src"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "source": {"src", "type"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
    "track": {"kind", "label", "src", "srclang"},
    "video": {"controls", "height", "poster", "src", "width"},
}
ALLOWED: Final = {tag: EVERYWHERE | ATTRIBUTES.get(tag, set()) for tag in TAGS}
CLASSES: Final = {
    "text-align:center": "course-center",
    "text-align:right": "course-right",
    "float:left": "course-float-left",
    "float:right": "course-float-right",
    "clear:both": "course-clear",
}
ID_PREFIX: Final = "c-"
SCROLL: Final = '<div class="course-scroll" role="group" aria-label="Table" tabindex="0">'
ICON: Final = re.compile(
    r"<(i|span)\b[^>]*\bclass=[\"'][^\"'>]*\bmaterial-(?:icons|symbols)[^>]*>\s*\w+\s*</\1>"
)
"""A word that an icon font, which is not loaded, would draw as a picture."""

OLX_TEXT: Final = re.compile(r"</?text(?:\s[^>]*)?/?>")
"""OLX wraps words in `<text>`; HTML knows it only inside drawings and would drop the words."""
SPLIT: Final = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
NAME: Final = re.compile(r"</?([a-zA-Z0-9]+)")
EMPTY_HEAD: Final = re.compile(r"<th\b[^<>]*>\s*</th>")
HEADING: Final = re.compile(r"<h([1-6])\b")
STYLE: Final = re.compile(r' style="([^"]*)"')
ADDRESS: Final = re.compile(r' (cite|href|poster|src)="([^"]*)"')
SOURCE: Final = re.compile(r' (?:src|poster)="([^"]*)"')
LABEL: Final = re.compile(r' (?:alt|title|aria-label)="([^"]+)"')
MATH: Final = re.compile(
    r"\\\((?P<inline>.+?)\\\)"
    r"|\\\[(?P<display>.+?)\\\]"
    r"|\[mathjaxinline\](?P<mathjaxinline>.+?)\[/mathjaxinline\]"
    r"|\[mathjax\](?P<mathjax>.+?)\[/mathjax\]",
    re.DOTALL,
)
NO_TAG: Final = re.compile(rf"<(?!/?(?:{'|'.join(sorted(TAGS))})(?=[\s/>])[^<>]*>)", re.IGNORECASE)


CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ALLOWED,
    url_schemes={"gradus", "http", "https", "mailto", "tel"},
    filter_style_properties={"clear", "float", "text-align"},
    id_prefix=ID_PREFIX,
)


def as_written(address: str) -> str:
    """The link function that changes nothing."""
    return address


def clean(html: str, link: Link = as_written, *, top: int = 2) -> str:
    """Safe HTML that says what the author's says. Text, and private-use letters, stay.

    Headings keep their order of rank, without gaps, below what the page has: `top` is the first.
    """
    plain = OLX_TEXT.sub("", ICON.sub("", html))
    guarded = MATH.sub(lambda found: NO_TAG.sub("&lt;", found[0]), plain)
    safe = EMPTY_HEAD.sub("<td></td>", CLEANER.clean(guarded))
    ranks = sorted(set(HEADING.findall(safe)))
    headings = {f"h{rank}": f"h{min(top + n, 6)}" for n, rank in enumerate(ranks)}
    return "".join(_parts(safe, link, headings))


def relink(html: str, *, static: str, block: str) -> str:
    """Put real addresses in place of the neutral ones; both end with a slash."""
    return html.replace(f'="{STATIC}', f'="{static}').replace(f'="{BLOCK}', f'="{block}')


def text_of(html: str) -> str:
    """The words alone, for titles and search."""
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


def scheme_and_host(address: str) -> tuple[str, str]:
    """Both in lower case; empty where there is none or the address cannot be read."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme, parts.hostname or ""


def _parts(safe: str, link: Link, headings: Mapping[str, str]) -> list[str]:
    """Text with its formulas, and tags as they may be shown here."""
    parts, verbatim = [], 0
    for part in SPLIT.split(safe):
        if not part.startswith("<"):
            parts.append(part if verbatim else MATH.sub(_formula, part))
            continue
        name = found[1] if (found := NAME.match(part)) else ""
        if name in {"pre", "code"}:
            verbatim += -1 if part.startswith("</") else 1
        tag = _plain(part, link)
        parts.append(tag.replace(name, headings[name], 1) if name in headings else _tag(tag, name))
    return parts


def _plain(tag: str, link: Link) -> str:
    """The tag with its addresses as `link` gives them, and with our classes for its style."""
    if "=" not in tag:
        return tag
    return STYLE.sub(_style_class, ADDRESS.sub(lambda found: _address(found, link), tag))


def _address(found: re.Match[str], link: Link) -> str:
    written = unescape(found[2]).strip()
    shown = f"#{ID_PREFIX}{written[1:]}" if written.startswith("#") else link(written)
    return "" if shown is None else f' {found[1]}="{escape(shown)}"'


def _tag(tag: str, name: str) -> str:
    if tag.startswith("<pre"):
        return tag.replace("<pre", '<pre tabindex="0"', 1)
    if name in EMBEDDED or name == "img":
        return _embedded(tag, name)
    if name == "table":
        return f"{tag}</div>" if tag.startswith("</") else f"{SCROLL}{tag}"
    return tag


def _style_class(style: re.Match[str]) -> str:
    declarations = style[1].replace(" ", "").replace("\n", "").split(";")
    classes = [CLASSES[one] for one in declarations if one in CLASSES]
    return f' class="{" ".join(classes)}"' if classes else ""


def _embedded(tag: str, name: str) -> str:
    """Media of this course stay; what would load from elsewhere becomes a plain link."""
    if tag.startswith("</"):
        return "" if name in {"iframe", "embed"} else tag
    address = source[1] if (source := SOURCE.search(tag)) else ""
    scheme, host = scheme_and_host(unescape(address))
    here = address.startswith(STATIC) or not scheme
    if name in {"iframe", "embed"} or (name in {"audio", "img", "video"} and not here):
        return _elsewhere(tag, address, host)
    if not here:
        return ""
    if name == "img":
        added = ' loading="lazy"' if " alt=" in tag else ' loading="lazy" alt=""'
        tag = tag.replace("<img", f"<img{added}", 1)
    return tag


def _elsewhere(tag: str, address: str, host: str) -> str:
    if not address:
        return ""
    label = found[1] if (found := LABEL.search(tag)) else "Embedded page"
    words = f"{label} ({escape(host)})" if host else label
    return f'<a class="course-elsewhere" rel="noopener noreferrer" href="{address}">{words}</a>'


def _formula(found: re.Match[str]) -> str:
    kind = found.lastgroup or "inline"
    tex = unescape(found[kind])
    mathml = to_mathml(tex, display=kind in {"display", "mathjax"})
    return mathml or f'<code class="course-tex">{found[0]}</code>'
