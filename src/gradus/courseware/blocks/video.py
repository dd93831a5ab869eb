"""A video: files of the course play here; what lies elsewhere is a link, so nothing is fetched.

Source: https://docs.openedx.org/en/latest/educators/olx/components/video-components.html.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final
from urllib.parse import quote

from lxml import etree

from gradus.courseware.blocks.base import Cue, Elsewhere, Source, Track, Video
from gradus.courseware.blocks.captions import read_captions
from gradus.courseware.course import Block, Course
from gradus.courseware.links import Links, asset_name
from gradus.courseware.markup import STATIC, scheme_and_host
from gradus.courseware.olx import fields
from gradus.courseware.olx.xml import parse

TYPES: Final = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mov": "video/quicktime",
    ".mp3": "audio/mpeg",
}
YOUTUBE: Final = re.compile(r"[\w-]{6,20}")
CLOCK: Final = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:\.\d+)?")
VTT: Final = "?as=vtt"


def parse_video(course: Course, block: Block, links: Links) -> Video:
    element = parse(block.source.encode(), path=block.place.path).root
    addresses = [link for address in _addresses(block, element) if (link := links(address))]
    transcripts = _transcripts(course, block, element)
    return Video(
        title=block.title or "Video",
        sources=tuple(Source(url, _type(url)) for url in addresses if url.startswith(STATIC)),
        elsewhere=tuple(_elsewhere(block, addresses)),
        tracks=tuple(
            Track(f"{STATIC}{quote(name)}{VTT}", language)
            for language, name in transcripts.items()
        ),
        cues=_cues(course, transcripts),
        fragment=_fragment(block),
    )


def _addresses(block: Block, element: etree._Element | None) -> list[str]:
    """The video's files as written, each once: fields first, then `<source>`, then encodings."""
    try:
        written = [fields.text(source) for source in fields.listing(block.value("html5_sources"))]
    except fields.Unreadable:
        written = []
    if isinstance(source := block.attributes.get("source"), str) and source:
        written.append(source)
    if element is not None:
        written += [child.get("src") or "" for child in element.iter("source")]
        if not written:
            coded = element.iter("encoded_video")
            written += [child.get("url") or "" for child in coded if _plays(child.get("url"))]
    return list(dict.fromkeys(unescape(address) for address in written if address))


def _plays(url: str | None) -> bool:
    return (url or "").endswith(".mp4")


def _type(url: str) -> str:
    return next((kind for end, kind in TYPES.items() if url.lower().endswith(end)), "video/mp4")


def _elsewhere(block: Block, addresses: list[str]) -> Iterator[Elsewhere]:
    if (name := _youtube(block)) is not None:
        begins = _seconds(block.value("start_time"))
        moment = f"&t={begins}" if begins else ""
        yield Elsewhere(f"https://www.youtube.com/watch?v={name}{moment}", "youtube.com")
    for address in addresses:
        if not address.startswith(STATIC):
            yield Elsewhere(address, scheme_and_host(address)[1])


def _youtube(block: Block) -> str | None:
    """The id at normal speed: `youtube_id_1_0`, or `1.00:ID` in the older `youtube`."""
    for speed in str(block.value("youtube") or "").split(","):
        rate, _, name = speed.partition(":")
        if rate.strip() in {"1.0", "1.00"} and YOUTUBE.fullmatch(name.strip()):
            return name.strip()
    name = str(block.value("youtube_id_1_0") or "").strip()
    return name if YOUTUBE.fullmatch(name) else None


def _transcripts(
    course: Course, block: Block, element: etree._Element | None
) -> Mapping[str, str]:
    """Language → file under `static/`, for the transcripts that are there."""
    written: dict[str, str] = {}
    if sub := str(block.value("sub") or ""):
        written["en"] = f"subs_{sub}.srt.sjson"
    try:
        for language, name in fields.table(block.value("transcripts")).items():
            written[language] = str(name)
    except fields.Unreadable:
        pass
    for child in element.iter("transcript") if element is not None else ():
        if (spoken := child.get("language")) and (source := child.get("src")):
            written[spoken] = source
    return {
        language: found
        for language, file in written.items()
        if (found := asset_name(course, file)) is not None
    }


def _cues(course: Course, transcripts: Mapping[str, str]) -> tuple[Cue, ...]:
    """The words of the first transcript, to read beside the film."""
    for name in transcripts.values():
        asset = course.assets[name]
        text = (course.folder / asset.path).read_text("utf-8-sig", errors="replace")
        return read_captions(text, name=name)
    return ()


def _fragment(block: Block) -> str:
    begins, ends = (_seconds(block.value(name)) for name in ("start_time", "end_time"))
    if not begins and not ends:
        return ""
    return f"#t={begins},{ends}" if ends else f"#t={begins}"


def _seconds(raw: object) -> int:
    found = CLOCK.fullmatch(str(raw or "").strip().strip('"'))
    if found is None:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return (hours * 60 + minutes) * 60 + seconds
