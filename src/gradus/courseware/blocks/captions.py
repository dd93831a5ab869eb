"""Captions: SubRip (.srt) and the older .sjson → cues → WebVTT (https://www.w3.org/TR/webvtt1/).

>>> cues = read_srt("1\\n00:00:01,500 --> 00:00:02,000\\nHello <b>you</b> & me\\n")
>>> cues
(Cue(begins=1500, ends=2000, text='Hello you & me'),)
>>> print(to_vtt(cues))
WEBVTT
<BLANKLINE>
00:00:01.500 --> 00:00:02.000
Hello you &amp; me
<BLANKLINE>
"""

import json
import re
from collections.abc import Iterable
from html import escape
from typing import Final, TypeGuard

from gradus.courseware.blocks.base import Cue
from gradus.lib.terms import Json

TIMES: Final = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})\s*-->"
    r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
)
LATEST: Final = 1000 * 60 * 60 * 1000
"""A thousand hours in milliseconds; what is later, or no number, is no moment of a film."""
TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|\{\\[^}]*\}")


def read_captions(text: str, *, name: str) -> tuple[Cue, ...]:
    """The cues of a transcript file; empty where it cannot be read."""
    return read_sjson(text) if name.endswith(".sjson") else read_srt(text)


def read_srt(text: str) -> tuple[Cue, ...]:
    """SubRip or WebVTT text."""
    cues = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        if found := TIMES.search(part):
            words = part[found.end() :].partition("\n")[2]
            said = " ".join(TAG.sub("", words).split())
            if said:
                cues.append(Cue(_moment(found.groups()[:4]), _moment(found.groups()[4:]), said))
    return tuple(cues)


def read_sjson(text: str) -> tuple[Cue, ...]:
    """Three lists of one length: `start` and `end` in milliseconds, and `text`."""
    try:
        data: Json = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(data, dict):
        return ()
    lists = [data.get(name) for name in ("start", "end", "text")]
    if not all(isinstance(part, list) for part in lists):
        return ()
    rows = zip(*(part for part in lists if isinstance(part, list)), strict=False)
    return tuple(
        Cue(int(begins), int(ends), " ".join(said.split()))
        for begins, ends, said in rows
        if _is_moment(begins) and _is_moment(ends)
        if isinstance(said, str) and said.strip()
    )


def _is_moment(value: Json) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and 0 <= value < LATEST


def to_vtt(cues: Iterable[Cue]) -> str:
    parts = [
        f"{_stamp(cue.begins)} --> {_stamp(cue.ends)}\n{escape(cue.text, quote=False)}\n"
        for cue in cues
    ]
    return "\n".join(["WEBVTT\n", *parts])


def _moment(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int(fraction.ljust(3, "0"))


def _stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"
