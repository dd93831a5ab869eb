"""The shapes of what a unit page shows, one for each kind of block."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from gradus.courseware.course import Block, Course
from gradus.courseware.links import Links


@dataclass(frozen=True, slots=True)
class Text:
    """Reading matter: safe HTML with neutral links."""

    template: ClassVar[str] = "blocks/html.html"
    html: str


@dataclass(frozen=True, slots=True)
class Source:
    """A media file of the course: neutral address and type."""

    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Track:
    """Captions in one language: neutral address of the WebVTT, and the language's code."""

    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: when it begins and ends in milliseconds, and its words."""

    begins: int
    ends: int
    text: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The video on another site, which is opened only by the learner's own click."""

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Video:
    """A film with its captions; `fragment` is the stretch to play, such as `#t=10,20`."""

    template: ClassVar[str] = "blocks/video.html"
    title: str
    sources: tuple[Source, ...]
    elsewhere: tuple[Elsewhere, ...]
    tracks: tuple[Track, ...]
    cues: tuple[Cue, ...]
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A problem, which the assessment room draws and marks."""

    template: ClassVar[str] = "blocks/problem.html"
    key: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Blocks inside a block: those for learners."""

    template: ClassVar[str] = "blocks/holder.html"
    shown: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Kept word for word, never shown: learners see one neutral line."""

    template: ClassVar[str] = "blocks/unknown.html"
    kind: str


Content: TypeAlias = Text | Video | Question | Holder | Unsupported
Parser = Callable[[Course, Block, Links], Content]
