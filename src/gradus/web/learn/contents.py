"""A course as its pages show it: lines of the outline, and the blocks of a unit."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gradus.courseware.blocks.base import Cue, Elsewhere, Holder, Text, Video
from gradus.courseware.course import Block, Course, sequences_of, units_of
from gradus.courseware.load import load_content
from gradus.enrollment.rules.reading import opening
from gradus.enrollment.rules.windows import RunDates
from gradus.web.learn.drawing import Drawn, Faulty
from gradus.web.learn.placing import Places

EMPTY: Final = SafeString()
LANGUAGES: Final = {"en": "English", "es": "Español", "de": "Deutsch", "fr": "Français"}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A page in the outline: how many of its problems are answered."""

    key: str
    title: str
    problems: int
    answered: int
    current: bool = False

    @property
    def done(self) -> bool:
        return 0 < self.problems == self.answered


@dataclass(frozen=True, slots=True)
class SequenceLine:
    """A sequence in the outline. `opens` is set while it is closed."""

    title: str
    format: str
    due: datetime | None
    opens: datetime | None
    units: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True)
class ChapterLine:
    title: str
    sequences: tuple[SequenceLine, ...]


@dataclass(frozen=True, slots=True)
class Outlined:
    """Makes the lines of a course for one learner at one moment."""

    course: Course
    dates: RunDates
    answerable: Collection[str]
    answered: Collection[str]
    now: datetime

    def chapters(self) -> tuple[ChapterLine, ...]:
        return tuple(
            ChapterLine(
                chapter.title or chapter.name,
                tuple(self.sequence(sequence) for sequence in sequences_of(chapter)),
            )
            for chapter in self.course.chapters
        )

    def sequence(self, sequence: Block, current: str = "") -> SequenceLine:
        settings = sequence.settings
        opens = opening(self.dates, settings.opens_at)
        return SequenceLine(
            title=sequence.title or sequence.name,
            format=settings.format if settings.graded else "",
            due=settings.due if self.dates.starts else None,
            opens=opens if opens and self.now < opens else None,
            units=tuple(
                self.unit(unit, number, current)
                for number, unit in enumerate(units_of(sequence), start=1)
            ),
        )

    def unit(self, unit: Block, number: int, current: str) -> UnitLine:
        problems = [block.key for block in unit.walk_shown() if block.key in self.answerable]
        return UnitLine(
            key=unit.key,
            title=title_of(unit, number),
            problems=len(problems),
            answered=sum(key in self.answered for key in problems),
            current=unit.key == current,
        )


def title_of(unit: Block, number: int) -> str:
    """A page's own name, that of the one block on it, or its number in the sequence."""
    parts = [block for block in unit.walk_shown() if not block.children and block is not unit]
    alone = parts[0].title if len(parts) == 1 else ""
    return unit.title or alone or gettext("Part {number}").format(number=number)


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption track with its real address."""

    url: str
    language: str
    label: str


@dataclass(frozen=True, slots=True)
class Film:
    """A video with real addresses; `minutes` numbers the lines of its transcript."""

    title: str
    sources: tuple[tuple[str, str], ...]
    captions: tuple[Caption, ...]
    elsewhere: tuple[Elsewhere, ...]
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One block on a unit page; `template` draws it from whichever field it needs."""

    key: str
    template: str
    title: str
    html: SafeString = EMPTY
    film: Film | None = None
    drawn: Drawn | Faulty | None = None


def pieces_of(
    course: Course, unit: Block, drawn: Mapping[str, Drawn | Faulty], places: Places
) -> Iterator[Piece]:
    """What stands on a unit's page, in order; blocks that hold blocks are opened."""
    content = load_content(course, unit.key)
    if isinstance(content, Holder):
        for child in content.shown:
            yield from pieces_of(course, child, drawn, places)
        return
    yield Piece(
        key=unit.key,
        template=content.template,
        title=unit.title,
        html=places.html(content.html) if isinstance(content, Text) else EMPTY,
        film=_film(content, places) if isinstance(content, Video) else None,
        drawn=drawn.get(unit.key),
    )


def _film(video: Video, places: Places) -> Film:
    return Film(
        title=video.title,
        sources=tuple(
            (places.address(source.url) + video.fragment, source.type) for source in video.sources
        ),
        captions=tuple(
            Caption(
                places.address(track.url),
                track.language,
                LANGUAGES.get(track.language, track.language),
            )
            for track in video.tracks
        ),
        elsewhere=video.elsewhere,
        cues=video.cues,
    )
