"""Which result fills which slot: exact search, because a greedy choice can miss completion.

Source: the catalogue's law on counting: a result fills one slot unless the slot is shared. With
A = one of {X, Y} and B = X, and X and Y passed, greedy gives X to A and reports B open; Y→A, X→B
is complete.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

from gradus.catalog.rules.needs import (
    AllOf,
    AtLeast,
    Capstone,
    CourseNeed,
    CreditsAtLeast,
    OneTrackOf,
    Requirement,
    excluded,
    leaves,
)
from gradus.lib.conditions.demands import Finding, findings
from gradus.lib.conditions.evidence import Attempt
from gradus.lib.conditions.reading import Path


@dataclass(frozen=True, slots=True)
class Way:
    """One way to satisfy a part of the tree."""

    taken: frozenset[str] = frozenset()
    """Courses whose results are used up."""
    counted: frozenset[str] = frozenset()
    """Courses that count anywhere, shared slots included."""
    missing: frozenset[str] = frozenset()
    """Courses still to be passed."""
    failed: int = 0
    """Slots that nothing can fill."""
    picks: tuple[tuple[Path, str], ...] = ()
    """Which course fills which slot; a branching node's place stands for a choice made."""

    @property
    def cost(self) -> tuple[int, int, list[str], list[str]]:
        """Least is best: nothing impossible, little to do, then an order that never varies."""
        return self.failed, len(self.missing), sorted(self.missing), sorted(self.counted)


Ways: TypeAlias = list[Way]


@dataclass(frozen=True)
class Search:
    """The results at hand and what is still open."""

    attempts: tuple[Attempt, ...]
    on: date
    open_courses: frozenset[str] | None
    contested: frozenset[str]
    """Courses named in more than one place: only their whereabouts can matter elsewhere."""
    groups: tuple[frozenset[str], ...]
    lenient: bool = False
    """Let a slot stay empty, to explain a tree that cannot be satisfied."""

    def findings(self, need: CourseNeed, course: str) -> tuple[Finding, ...]:
        """How the passes of one course stand against a slot, the cited one first."""
        own = [attempt for attempt in self.attempts if attempt.course == course]
        return findings(need.demand, own, self.on)

    def filled(self, need: CourseNeed, course: str) -> bool:
        """Whether a pass at hand fills the slot."""
        return any(finding.eligible for finding in self.findings(need, course))

    def offered(self, course: str) -> bool:
        """Whether the course can still be passed; not known counts as yes."""
        return self.open_courses is None or course in self.open_courses

    def allowed(self, counted: frozenset[str]) -> bool:
        """Whether no exclusion is broken."""
        return all(len(counted & group) <= 1 for group in self.groups)


def best_way(
    requirement: Requirement,
    attempts: Sequence[Attempt],
    on: date,
    open_courses: frozenset[str] | None,
) -> tuple[Way, Search]:
    """The way with the fewest impossible slots, then the fewest courses still to pass."""
    names = Counter(course for need in leaves(requirement) for course in need.courses)
    groups = tuple(excluded(requirement))
    contested = frozenset(c for c, times in names.items() if times > 1).union(*groups)
    search = Search(tuple(attempts), on, open_courses, contested, groups)
    found = ways(requirement, search)
    if not found:
        search = Search(tuple(attempts), on, open_courses, contested, groups, lenient=True)
        found = ways(requirement, search)
    return min(found, key=lambda way: way.cost), search


def ways(node: Requirement, search: Search) -> Ways:
    """Every way that differs where it matters, the cheapest of each."""
    found = [Way()]
    match node:
        case CourseNeed():
            found = _slot(node, search)
        case Capstone():
            found = _slot(node.need, search)
        case AllOf():
            found = _together([ways(child, search) for child in node.children], search)
        case AtLeast():
            found = _at_least(node, search)
        case CreditsAtLeast():
            found = _credits(node, search)
        case OneTrackOf():
            found = _tracks(node, search)
    return found


def _slot(need: CourseNeed, search: Search) -> Ways:
    found = []
    for course in need.courses:
        taken = frozenset[str]() if need.shared else frozenset([course])
        counted, pick = frozenset([course]), ((need.place, course),)
        if search.filled(need, course):
            found.append(Way(taken, counted, picks=pick))
        elif search.offered(course):
            found.append(Way(taken, counted, missing=counted, picks=pick))
    return [*found, *_given_up(need.place, 1, search)]


def _given_up(place: Path, slots: int, search: Search) -> Ways:
    return [Way(failed=slots, picks=(((*place, "empty"), ""),))] if search.lenient else []


def _together(parts: Iterable[Ways], search: Search) -> Ways:
    """Ways that satisfy all parts without using a result twice."""
    joined = [Way()]
    for part in parts:
        pairs = (_join(left, right) for left in joined for right in part if _free(left, right))
        joined = _cheapest((way for way in pairs if search.allowed(way.counted)), search)
    return joined


def _free(left: Way, right: Way) -> bool:
    return not left.taken & right.taken


def _join(left: Way, right: Way) -> Way:
    return Way(
        left.taken | right.taken,
        left.counted | right.counted,
        left.missing | right.missing,
        left.failed + right.failed,
        left.picks + right.picks,
    )


def _cheapest(found: Iterable[Way], search: Search) -> Ways:
    """Of ways that no other part of the tree can tell apart, the cheapest."""
    kept: dict[tuple[frozenset[str], ...], Way] = {}
    for way in found:
        key = tuple(s & search.contested for s in (way.taken, way.counted, way.missing))
        if key not in kept or way.cost < kept[key].cost:
            kept[key] = way
    return list(kept.values())


def _at_least(node: AtLeast, search: Search) -> Ways:
    parts = [ways(child, search) for child in node.children]
    found: list[Way] = []
    for chosen in combinations(range(len(parts)), node.count):
        mark = Way(picks=tuple(((*node.place, "chosen", index), "") for index in chosen))
        joined = _together((parts[index] for index in chosen), search)
        fitting = (way for way in joined if _within(node.conditions, way, search))
        found.extend(_join(mark, way) for way in fitting)
    return _cheapest([*found, *_given_up(node.place, node.count, search)], search)


def _within(conditions: Sequence[Requirement], way: Way, search: Search) -> bool:
    """Whether the chosen set itself satisfies `with`; what is still to pass is taken as passed."""
    if not conditions:
        return True
    inner = Search(
        tuple(a for a in search.attempts if a.course in way.counted),
        search.on,
        way.missing,
        way.counted,
        (),
    )
    return all(ways(condition, inner) for condition in conditions)


def _credits(node: CreditsAtLeast, search: Search) -> Ways:
    parts = {index: ways(child, search) for index, child in enumerate(node.children)}
    found: Ways = []
    for size in range(1, len(parts) + 1):
        for chosen in combinations(parts, size):
            if _just_enough(node, chosen):
                mark = Way(picks=tuple(((*node.place, "chosen", i), "") for i in chosen))
                joined = _together((parts[i] for i in chosen), search)
                found.extend(_join(mark, way) for way in joined)
    return _cheapest([*found, *_given_up(node.place, 1, search)], search)


def _just_enough(node: CreditsAtLeast, chosen: Sequence[int]) -> bool:
    """Whether the sum is reached, and would not be without the smallest."""
    values = [node.children[index].credits for index in chosen]
    total = sum(values, Fraction(0))
    return total >= node.credits > total - min(values)


def _tracks(node: OneTrackOf, search: Search) -> Ways:
    found: list[Way] = []
    for name, track in node.tracks:
        mark = Way(picks=(((*node.place, "track", name), ""),))
        found.extend(_join(mark, way) for way in ways(track, search))
    return _cheapest(found, search)
