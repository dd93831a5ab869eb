"""What an author should know after loading a course: what is shown, what is not, what is wrong.

Every block is counted once: shown, or listed with its place and the reason why not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from gradus.courseware.blocks.base import Holder, Unsupported
from gradus.courseware.blocks.registry import parse_block
from gradus.courseware.course import Block, Course
from gradus.courseware.faults import ContentFault
from gradus.courseware.grading import check_policy, doubts_about, policy_of
from gradus.courseware.links import Links
from gradus.courseware.load import read_problem
from gradus.courseware.olx import fields
from gradus.courseware.problems.base import Mode
from gradus.lib.terms import Json

SEED: Final = 1
LOST: Final = (
    (re.compile(r"<script\b", re.IGNORECASE), "a script"),
    (re.compile(r"<(?:style|link)\b", re.IGNORECASE), "a style sheet"),
    (re.compile(r"<(?:iframe|embed|object)\b", re.IGNORECASE), "an embedded page"),
    (re.compile(r"<(?:form|input|button|select)\b", re.IGNORECASE), "a form"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to know: where it stands (file and line, unit) and what it is."""

    place: str
    unit: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" + (f" (in “{self.unit}”)" if self.unit else "")


@dataclass(slots=True)
class Report:
    """The findings, by heading. `blocks` = `shown` + unsupported + missing + left out."""

    title: str
    key: str
    sha256: str
    counts: Mapping[str, int]
    units: int
    shown: int = 0
    drafts: int = 0
    unsupported: list[Item] = field(default_factory=list)
    missing: list[Item] = field(default_factory=list)
    left_out: list[Item] = field(default_factory=list)
    left_out_blocks: int = 0
    responses: list[Item] = field(default_factory=list)
    sandbox: list[Item] = field(default_factory=list)
    errors: list[Item] = field(default_factory=list)
    links: list[Item] = field(default_factory=list)
    policy: list[Item] = field(default_factory=list)
    simplified: list[Item] = field(default_factory=list)
    exams: list[Item] = field(default_factory=list)
    reading: list[Item] = field(default_factory=list)
    unused: list[Item] = field(default_factory=list)

    @property
    def blocks(self) -> int:
        return sum(self.counts.values())

    @property
    def accounted(self) -> bool:
        """Whether every block is shown or listed."""
        listed = len(self.unsupported) + len(self.missing) + self.left_out_blocks
        return self.shown + listed == self.blocks

    def headings(self) -> tuple[tuple[str, list[Item]], ...]:
        """The lists in the order of their weight, under the words that head them."""
        return (
            ("Content errors: these problems cannot be answered", self.errors),
            ("Missing files", self.missing),
            ("Blocks not supported here", self.unsupported),
            ("Left out: for staff only, or not chosen (the same for everyone)", self.left_out),
            ("Questions not supported here (they do not count)", self.responses),
            ("Problems that need the script sandbox (they do not count)", self.sandbox),
            ("Grading policy", self.policy),
            ("Shown in a simpler way", self.simplified),
            ("Exams that need settings", self.exams),
            ("Broken links", self.links),
            ("Read with a warning", self.reading),
            ("Files that nothing points to", self.unused),
        )

    def to_json(self) -> Json:
        """The report as stored beside the content version."""
        lists = {
            words: [{"place": item.place, "unit": item.unit, "what": item.what} for item in items]
            for words, items in self.headings()
        }
        return {
            "blocks": self.blocks,
            "shown": self.shown,
            "units": self.units,
            "drafts": self.drafts,
            "accounted": self.accounted,
            "counts": dict(self.counts),
            "lists": lists,
        }


def report_on(course: Course) -> Report:
    """Look at every block once, and try every problem with seed 1."""
    counts = Counter(block.kind for block in course.root.walk())
    report = Report(
        title=course.title,
        key=course.key,
        sha256=course.sha256,
        counts=dict(counts.most_common()),
        units=len(course.units),
        drafts=course.drafts,
    )
    _look_at(course, course.root, report)
    report.policy = list(_policy(course))
    report.reading = [
        Item(f"{fault.file}:{fault.line}", "", f"{fault.what} {fault.remedy}")
        for fault in course.faults
    ]
    report.unused = [Item(path, "", "Not part of the course.") for path in course.unused]
    return report


def _policy(course: Course) -> Iterator[Item]:
    """What is wrong with the grading policy, by itself and over this course's sequences."""
    policy, wrong = policy_of(course.grading)
    graded = [sequence for sequence in course.sequences if sequence.settings.graded]
    existing = Counter(sequence.settings.format for sequence in graded)
    where = f"policies/{course.run}/grading_policy.json"
    words = (*wrong, *check_policy(policy, existing), *doubts_about(policy, existing))
    for one in dict.fromkeys(words):
        yield Item(where, "", one)


def _look_at(course: Course, block: Block, report: Report) -> None:
    unit = course.unit_of(block)
    place, title = str(block.place), (unit.title or unit.name) if unit else ""
    links = Links(course)
    if block.missing:
        report.missing.append(Item(place, title, f"<{block.kind}> {block.name}"))
        return
    content = parse_block(course, block, links)
    if isinstance(content, Unsupported):
        what = f"<{block.kind}> {block.title or block.name}{_stakes(course, block)}"
        report.unsupported.append(Item(place, title, what))
        return
    report.shown += 1
    if isinstance(content, Holder):
        for child in block.children:
            if child.key in {one.key for one in content.shown}:
                _look_at(course, child, report)
            else:
                _leave_out(child, report, title)
    if block.kind == "problem":
        _try_problem(course, block, links, report, title)
    report.simplified += [Item(place, title, what) for what in _simpler(block)]
    report.exams += [Item(place, title, what) for what in _exam(block)]
    report.links += [Item(place, title, address) for address in dict.fromkeys(links.broken)]


def _leave_out(block: Block, report: Report, unit: str) -> None:
    size = sum(1 for _ in block.walk())
    report.left_out_blocks += size
    below = f" with {size - 1} blocks in it" if size > 1 else ""
    why = ", for staff only" if block.settings.hidden else ""
    words = f"<{block.kind}> {block.title or block.name}{below}{why}"
    report.left_out.append(Item(str(block.place), unit, words))


def _try_problem(course: Course, block: Block, links: Links, report: Report, unit: str) -> None:
    place, stakes = str(block.place), _stakes(course, block)
    try:
        problem = read_problem(block, links, seed=SEED, mode=Mode.OPENEDX)
    except ContentFault as fault:
        report.errors.append(Item(place, unit, f"{fault.message}{stakes}"))
        return
    if problem.needs_sandbox:
        report.sandbox.append(Item(place, unit, f"{block.title or block.name}{stakes}"))
    for tag, count in Counter(problem.unsupported).items():
        times = f", {count} times" if count > 1 else ""
        report.responses.append(Item(place, unit, f"<{tag}>{times}{stakes}"))


def _stakes(course: Course, block: Block) -> str:
    if not block.settings.graded:
        return ""
    name = course.sequence_of(block).settings.format
    return f", graded as {name}" if name else ", graded"


def _simpler(block: Block) -> Iterator[str]:
    if block.limits:
        yield f"<{block.kind}>: {block.limits}"
    text = block.body or ""
    lost = [words for pattern, words in LOST if pattern.search(text)]
    if lost:
        yield f"<{block.kind}> without {', '.join(lost)}"
    if _table(block, "group_access"):
        yield f"<{block.kind}> is for some groups only; everyone sees it"


def _table(block: Block, name: str) -> bool:
    try:
        return any(fields.table(block.value(name)).values())
    except fields.Unreadable:
        return False


def _exam(block: Block) -> Iterator[str]:
    for name, words in (
        ("is_time_limited", "timed"),
        ("is_proctored_enabled", "proctored"),
        ("is_practice_exam", "a practice exam"),
    ):
        try:
            if fields.boolean(block.value(name)):
                yield f"“{block.title}” is {words}"
        except fields.Unreadable:
            continue
