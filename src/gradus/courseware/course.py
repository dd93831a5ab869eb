"""A course as its authors wrote it: a tree of blocks with their effective settings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Final

from gradus.lib.faults import Fault
from gradus.lib.terms import Json

SEQUENCES: Final = frozenset({"sequential", "videosequence"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file of the course and a line in it (0: not known)."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a block, ancestors' settings included (nearest wins).

    `opens_at` is the latest start on the path below the course; the course's own start belongs
    to its run. `format`, `weight` and the fields after them are the block's own.
    """

    opens_at: datetime | None = None
    due: datetime | None = None
    grace: timedelta = timedelta()
    graded: bool = False
    hidden: bool = False
    showanswer: str = "finished"
    show_correctness: str = "always"
    rerandomize: str = "never"
    max_attempts: int | None = None
    show_reset_button: bool = False
    relative_weeks_due: int | None = None
    format: str = ""
    weight: Fraction | None = None
    wait_seconds: int = 0
    attempts_before_showanswer: int = 0
    grading_method: str = "last_score"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the course: chapter, sequence, unit, or a leaf such as a problem.

    `key` is unique in the course and stable between imports of the same content. A leaf keeps
    its XML as `source` (and an html block its file as `body`); a holder keeps `children`.
    """

    key: str
    kind: str
    name: str
    title: str
    place: Place
    attributes: Mapping[str, str]
    policy: Mapping[str, Json]
    settings: Settings
    children: tuple["Block", ...] = ()
    chosen: int = 0
    """How many of the children, the first ones, are for learners."""
    limits: str = ""
    """Why not all of them are."""
    source: str = ""
    body: str | None = None
    missing: bool = False

    def walk(self) -> Iterator["Block"]:
        """The block and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def shown(self) -> tuple["Block", ...]:
        """The children that learners see."""
        return tuple(child for child in self.children[: self.chosen] if not child.settings.hidden)

    def walk_shown(self) -> Iterator["Block"]:
        """The block and all below it that learners see."""
        yield self
        for child in self.shown:
            yield from child.walk_shown()

    def value(self, name: str) -> Json:
        """A field as written: the policy file's word counts more than the attribute's."""
        return self.policy[name] if name in self.policy else self.attributes.get(name)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file under `static/`, and whether it needs enrolment to be seen."""

    path: str
    size: int
    locked: bool


@dataclass(frozen=True)
class Course:
    """One content version: everything the authors wrote, and what was wrong with it."""

    key: str
    org: str
    number: str
    run: str
    title: str
    sha256: str
    folder: Path
    root: Block
    grading: Json
    assets: Mapping[str, Asset]
    faults: tuple[Fault, ...]
    drafts: int
    """Files of unpublished work, which are not read."""
    unused: tuple[str, ...] = ()
    """Block files that nothing in the course points to."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """The `about/` and `info/` pages by name, as written."""

    @cached_property
    def blocks(self) -> Mapping[str, Block]:
        """All blocks by key, in reading order."""
        return {block.key: block for block in self.root.walk()}

    @cached_property
    def parents(self) -> Mapping[str, Block]:
        return {child.key: block for block in self.root.walk() for child in block.children}

    @cached_property
    def loose_assets(self) -> Mapping[str, str]:
        """File names by the form in which addresses write them: odd letters become `_`."""
        return {
            re.sub(r"[^\w.%~-]", "_", name): name for name in sorted(self.assets, reverse=True)
        }

    @cached_property
    def units(self) -> tuple[Block, ...]:
        """What is shown one page at a time: the children of every sequence, in order."""
        return tuple(unit for sequence in self.sequences for unit in units_of(sequence))

    @cached_property
    def unit_numbers(self) -> Mapping[str, int]:
        """Where each unit stands in reading order, by key."""
        return {unit.key: number for number, unit in enumerate(self.units)}

    @cached_property
    def sequences(self) -> tuple[Block, ...]:
        return tuple(part for chapter in self.chapters for part in sequences_of(chapter))

    @property
    def chapters(self) -> tuple[Block, ...]:
        return self.root.shown

    @cached_property
    def problems(self) -> tuple[Block, ...]:
        """All problems that learners see, in reading order."""
        return tuple(block for block in self.root.walk_shown() if block.kind == "problem")

    @cached_property
    def _unit_of(self) -> Mapping[str, Block]:
        return {block.key: unit for unit in self.units for block in unit.walk_shown()}

    def block(self, key: str) -> Block:
        """The block of this key, or `KeyError`."""
        return self.blocks[key]

    def unit_of(self, block: Block) -> Block | None:
        """The page a block stands on; none for what has pages below or is on no page."""
        return self._unit_of.get(block.key)

    def path_to(self, block: Block) -> tuple[Block, ...]:
        """The block's ancestors from the chapter down, itself excluded."""
        path: list[Block] = []
        parent = self.parents.get(block.key)
        while parent is not None and parent is not self.root:
            path.insert(0, parent)
            parent = self.parents.get(parent.key)
        return tuple(path)

    def sequence_of(self, block: Block) -> Block:
        """The sequence a block stands in (a sequence stands in itself)."""
        path = (*self.path_to(block), block)
        return path[1] if len(path) > 1 else path[0]

    def usage_key(self, block: Block) -> str:
        """The block's name in the wider world, from which learners' seeds are computed."""
        course = self.key.removeprefix("course-v1:")
        return f"block-v1:{course}+type@{block.kind}+block@{block.name}"


def sequences_of(chapter: Block) -> tuple[Block, ...]:
    """A chapter's sequences; where authors left out the level, the part stands for it."""
    return chapter.shown if chapter.kind == "chapter" else (chapter,)


def units_of(sequence: Block) -> tuple[Block, ...]:
    """A sequence's pages; what is no sequence is its own page."""
    return sequence.shown if sequence.kind in SEQUENCES else (sequence,)
