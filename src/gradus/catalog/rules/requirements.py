"""How a learner stands against a program's requirement, and why.

Source: the catalogue's law on counting and verdicts. The best *eligible* result of a course counts
(an expired 91 must not hide a fresh 78), a later failure never cancels a pass, and a result fills
one slot unless the slot is shared. Completion, dashboard, record and certificates all ask here.

>>> tree = parse_requirement({"all_of": ["DD1", "DD2"]})
>>> ada = [CourseResult("DD1", Fraction(88), passed=True, verified=True, on=date(2027, 1, 8))]
>>> verdict = evaluate(tree, ada, on=date(2027, 2, 1))
>>> verdict.state.value, verdict.missing, verdict.met, verdict.needed
('pending', ('DD2',), 1, 2)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from gradus.catalog.rules.needs import (
    PERCENT,
    AllOf,
    AtLeast,
    AtMostOneCounts,
    Capstone,
    CourseNeed,
    CreditsAtLeast,
    OneTrackOf,
    Requirement,
    courses_in,
    parse_requirement,
)
from gradus.catalog.rules.slots import Search, best_way
from gradus.lib.conditions.demands import Finding
from gradus.lib.conditions.evidence import Attempt
from gradus.lib.conditions.grades import Grade
from gradus.lib.conditions.kinds.every import judge_all
from gradus.lib.conditions.reading import Path
from gradus.lib.conditions.tree import Basis, Judgement, Margin, Missing
from gradus.lib.terms import Sentence, State

__all__ = ["CourseResult", "Requirement", "Verdict", "courses_in", "evaluate", "parse_requirement"]


@dataclass(frozen=True, slots=True)
class CourseResult:
    """A final result of one course; `grade` in points of a hundred."""

    course: str
    grade: Fraction
    passed: bool
    verified: bool
    on: date
    key: str = ""

    @property
    def name(self) -> str:
        """How it is cited."""
        return self.key or f"{self.course}@{self.on}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer: the whole's state, the explained tree, what is used and what is missing."""

    state: State
    tree: Judgement
    missing: tuple[str, ...]
    """Courses: passing exactly these as required completes it; fewer do not."""
    used: tuple[CourseResult, ...]
    unused: tuple[CourseResult, ...]
    met: int
    needed: int


def evaluate(
    requirement: Requirement,
    results: Sequence[CourseResult],
    *,
    on: date,
    open_courses: frozenset[str] | None = None,
) -> Verdict:
    """The verdict on `on`; `open_courses` None means that what is offered is not known."""
    passes = [_attempt(result) for result in results if result.passed]
    way, search = best_way(requirement, passes, on, open_courses)
    explain = _Explanation(search, dict(way.picks), way.missing, way.counted)
    tree = explain.node(requirement)
    slots = {place: course for place, course in way.picks if course}
    state = State.FAILED if way.failed else State.PENDING if way.missing else State.MET
    return Verdict(
        state,
        tree,
        () if way.failed else tuple(c for c in courses_in(requirement) if c in way.missing),
        tuple(result for result in results if result.name in tree.used),
        tuple(result for result in results if result.passed and result.name not in tree.used),
        sum(course not in way.missing for course in slots.values()),
        len(slots) + way.failed,
    )


def _attempt(result: CourseResult) -> Attempt:
    return Attempt(
        result.course,
        Grade(PERCENT.id, result.grade),
        result.on,
        identity="id_checked" if result.verified else "none",
        key=result.name,
    )


@dataclass(frozen=True)
class _Explanation:
    """The tree told along the chosen way."""

    search: Search
    picks: Mapping[Path, str]
    missing: frozenset[str]
    counted: frozenset[str]

    def node(self, node: Requirement) -> Judgement:
        """One node and everything under it."""
        match node:
            case CourseNeed():
                return self._slot(node)
            case Capstone():
                return replace(self._slot(node.need), op="capstone")
            case AtMostOneCounts():
                reason = Sentence.of("only one of {courses} counts", courses=node.courses)
                return Judgement(State.MET, reason, op="at_most_one_counts")
        return self._inner(node)

    def _inner(self, node: AllOf | AtLeast | CreditsAtLeast | OneTrackOf) -> Judgement:
        if isinstance(node, AllOf):
            return self._all(node)
        return self._tracks(node) if isinstance(node, OneTrackOf) else self._choice(node)

    def _all(self, node: AllOf) -> Judgement:
        children = tuple(self.node(child) for child in node.children)
        gated = tuple(
            _gated(judged)
            if isinstance(child, Capstone) and not _ready(judged, children)
            else judged
            for child, judged in zip(node.children, children, strict=True)
        )
        return replace(judge_all(gated), op="all_of")

    def _choice(self, node: AtLeast | CreditsAtLeast) -> Judgement:
        children = tuple(self.node(child) for child in node.children)
        chosen = tuple(
            judged
            for index, judged in enumerate(children)
            if (*node.place, "chosen", index) in self.picks
        )
        judged = judge_all(chosen)
        if not chosen:
            judged = replace(judged, state=State.FAILED)
        return replace(
            judged, op=_op(node), reason=_choice_reason(node, chosen), children=children
        )

    def _tracks(self, node: OneTrackOf) -> Judgement:
        children = tuple(
            replace(self.node(track), reason=Sentence.of("track {name}", name=name))
            for name, track in node.tracks
        )
        taken = next(
            (
                child
                for child, (name, _) in zip(children, node.tracks, strict=True)
                if (*node.place, "track", name) in self.picks
            ),
            children[0],
        )
        return replace(taken, op="one_track_of", children=children)

    def _slot(self, need: CourseNeed) -> Judgement:
        course = self.picks.get(need.place, "")
        found = self.search.findings(need, course or need.course)
        if course and course not in self.missing:
            return self._met(found)
        if course:
            return self._open(need, course, found)
        return self._unpicked(need, found)

    def _met(self, found: Sequence[Finding]) -> Judgement:
        cited = next(finding for finding in found if finding.eligible)
        ends = [finding.until for finding in found if finding.eligible and finding.until]
        return Judgement(
            State.MET,
            Sentence.of(
                "{course} {grade} on {on}",
                course=cited.attempt.course,
                grade=cited.attempt.grade.value,
                on=cited.attempt.on,
            ),
            op="course",
            basis=Basis.RECORDED,
            margin=None if cited.margin is None else Margin(cited.margin, "points"),
            used=(cited.attempt.name,),
            valid_through=max(ends, default=None),
        )

    def _open(self, need: CourseNeed, course: str, found: Sequence[Finding]) -> Judgement:
        sentence = Sentence.of("Pass {course}: {wants}", course=course, wants=need.demand.wants())
        return Judgement(
            State.PENDING,
            _why(course, found),
            op="course",
            margin=_margin(found),
            missing=(Missing("take", course, sentence),),
        )

    def _unpicked(self, need: CourseNeed, found: Sequence[Finding]) -> Judgement:
        passed = bool(found) and found[0].eligible
        offered = self.search.offered(need.course)
        if need.course in self.counted:
            return _not_here("{course} counts already elsewhere", need.course)
        if (passed or offered) and (*need.place, "empty") in self.picks:
            return _not_here("{course} cannot count beside the others", need.course)
        if passed:
            reason = Sentence.of("{course} passed, not needed here", course=need.course)
            return replace(self._met(found), reason=reason, used=())
        if offered:
            return Judgement(State.PENDING, _why(need.course, found), op="course")
        reason = Sentence.of("{why}; no longer offered", why=_why(need.course, found))
        return Judgement(State.FAILED, reason, op="course", margin=_margin(found))


def _not_here(words: str, course: str) -> Judgement:
    return Judgement(State.FAILED, Sentence.of(words, course=course), op="course")


def _why(course: str, found: Sequence[Finding]) -> Sentence:
    if not found:
        return Sentence.of("{course} not passed yet", course=course)
    return Sentence.of(
        "{course} {grade} on {on}: {why}",
        course=course,
        grade=found[0].attempt.grade.value,
        on=found[0].attempt.on,
        why=found[0].faults,
    )


def _margin(found: Sequence[Finding]) -> Margin | None:
    if not found or found[0].margin is None:
        return None
    return Margin(found[0].margin, "points")


def _ready(capstone: Judgement, siblings: Sequence[Judgement]) -> bool:
    """A capstone passed stays passed; else everything beside it must be met."""
    return capstone.state is not State.PENDING or all(
        other is capstone or other.state is State.MET for other in siblings
    )


def _gated(capstone: Judgement) -> Judgement:
    return replace(capstone, reason=Sentence("opens when everything else is passed"))


def _op(node: AtLeast | CreditsAtLeast) -> str:
    return "at_least" if isinstance(node, AtLeast) else "credits_at_least"


def _choice_reason(node: AtLeast | CreditsAtLeast, chosen: Sequence[Judgement]) -> Sentence:
    met = sum(judged.state is State.MET for judged in chosen)
    if isinstance(node, AtLeast):
        return Sentence.of(
            "{met} of the {count} needed, {offered} to choose from",
            met=met,
            count=node.count,
            offered=len(node.children),
        )
    return Sentence.of(
        "{credits} credits needed, {met} courses met", credits=node.credits, met=met
    )
