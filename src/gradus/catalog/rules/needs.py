"""A program's requirement as it is written: a tree of what must be passed.

Source: the catalogue's program document, `requirement`; the nodes are course, program, all_of,
at_least {count, of, with}, credits_at_least {credits, of}, one_track_of, at_most_one_counts and
capstone {course, after}. A plain word in a list is short for a course.

>>> tree = parse_requirement({"all_of": ["DD1", {"at_least": {"count": 1, "of": ["DD2", "DD3"]}}]})
>>> sorted(courses_in(tree))
['DD1', 'DD2', 'DD3']
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from gradus.lib.conditions.demands import Demand
from gradus.lib.conditions.grades import Bar, Scheme
from gradus.lib.conditions.reading import Path, Reader
from gradus.lib.terms import Json

PERCENT: Final = Scheme("percent")
NO_PROGRAMS: Final[Mapping[str, Json]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CourseNeed:
    """One slot, filled by a pass of the course or of an equivalent."""

    place: Path
    course: str
    demand: Demand
    equivalents: tuple[str, ...] = ()
    credits: Fraction = Fraction(0)
    shared: bool = False
    """A shared slot may be filled by a result that also counts elsewhere."""

    @property
    def courses(self) -> tuple[str, ...]:
        """Every course that can fill it."""
        return (self.course, *self.equivalents)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every child."""

    children: "tuple[Requirement, ...]"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`count` distinct children, which together also satisfy `conditions`."""

    place: Path
    count: int
    children: "tuple[Requirement, ...]"
    conditions: "tuple[Requirement, ...]" = ()


@dataclass(frozen=True, slots=True)
class CreditsAtLeast:
    """Distinct courses whose credits reach a sum."""

    place: Path
    credits: Fraction
    children: tuple[CourseNeed, ...]


@dataclass(frozen=True, slots=True)
class OneTrackOf:
    """One named branch; branches may share courses."""

    place: Path
    tracks: "tuple[tuple[str, Requirement], ...]"


@dataclass(frozen=True, slots=True)
class AtMostOneCounts:
    """Of these courses one counts; the others stay on the record."""

    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Capstone:
    """A course that opens when everything beside it is met."""

    need: CourseNeed


Requirement: TypeAlias = (
    CourseNeed | AllOf | AtLeast | CreditsAtLeast | OneTrackOf | AtMostOneCounts | Capstone
)


def parse_requirement(
    data: Json, *, programs: Mapping[str, Json] = NO_PROGRAMS, path: Path = ()
) -> Requirement:
    """The tree in `data`; `Unreadable` says where it makes no sense.

    `programs` holds the requirements of other programs, for the node `program`.
    """
    return _read(Reader(data, path=path), _Programs(programs))


def courses_in(requirement: Requirement) -> Mapping[str, Path]:
    """Every course that is named, with its first place."""
    found: dict[str, Path] = {}
    for need in leaves(requirement):
        for course in need.courses:
            found.setdefault(course, need.place)
    return found


def leaves(requirement: Requirement) -> Iterator[CourseNeed]:
    """Every slot of the tree, those in `with` too."""
    if isinstance(requirement, CourseNeed):
        yield requirement
    elif isinstance(requirement, Capstone):
        yield requirement.need
    else:
        for part in _parts(requirement):
            yield from leaves(part)


def excluded(requirement: Requirement) -> Iterator[frozenset[str]]:
    """The groups of courses of which only one counts."""
    if isinstance(requirement, AtMostOneCounts):
        yield frozenset(requirement.courses)
    else:
        for part in _parts(requirement):
            yield from excluded(part)


def _parts(requirement: Requirement) -> "tuple[Requirement, ...]":
    match requirement:
        case AllOf() | CreditsAtLeast():
            return requirement.children
        case AtLeast():
            return (*requirement.children, *requirement.conditions)
        case OneTrackOf():
            return tuple(track for _, track in requirement.tracks)
    return ()


@dataclass(frozen=True, slots=True)
class _Programs:
    """The other programs, and those we are inside of."""

    known: Mapping[str, Json]
    inside: tuple[str, ...] = ()


def _read(reader: Reader, programs: _Programs) -> Requirement:
    if isinstance(reader.data, str):
        return CourseNeed(reader.path, reader.data, Demand())
    ops = [op for op in READERS if reader.has(op)]
    if len(ops) != 1:
        raise reader.fault(
            "One kind of requirement belongs here.", f"Known: {', '.join(READERS)}."
        )
    return READERS[ops[0]](reader, programs)


def _course(reader: Reader, _: _Programs) -> CourseNeed:
    grade = reader.at("min_grade").number() if reader.has("min_grade") else None
    verified = reader.has("verified") and reader.at("verified").flag()
    years = reader.at("max_age").at("years").whole() if reader.has("max_age") else None
    demand = Demand(
        bar=None if grade is None else Bar(PERCENT, grade),
        identity="id_checked" if verified else "none",
        max_years=years,
    )
    return CourseNeed(
        reader.path,
        reader.at("course").text(),
        demand,
        equivalents=reader.at("equivalents").texts() if reader.has("equivalents") else (),
        credits=reader.at("credits").number() if reader.has("credits") else Fraction(0),
        shared=reader.has("shared") and reader.at("shared").flag(),
    )


def _children(reader: Reader, programs: _Programs) -> tuple[Requirement, ...]:
    children = tuple(_read(item, programs) for item in reader.items())
    if not children:
        raise reader.fault("This list is empty.", "Add a course, or remove the node.")
    return children


def _all_of(reader: Reader, programs: _Programs) -> AllOf:
    return AllOf(_children(reader.at("all_of"), programs))


def _at_least(reader: Reader, programs: _Programs) -> AtLeast:
    body = reader.at("at_least")
    children = _children(body.at("of"), programs)
    count = body.at("count").whole()
    if not 1 <= count <= len(children):
        raise body.at("count").fault(
            f"{count} of {len(children)} can never be met.", "Correct the count or add courses."
        )
    conditions = _children(body.at("with"), programs) if body.has("with") else ()
    return AtLeast(reader.path, count, children, conditions)


def _credits(reader: Reader, programs: _Programs) -> CreditsAtLeast:
    body = reader.at("credits_at_least")
    children: list[CourseNeed] = []
    for item in body.at("of").items():
        child = _read(item, programs)
        if not isinstance(child, CourseNeed) or not child.credits:
            raise item.fault(
                "Courses with credits belong here.", "For example {course: DD1, credits: 3}."
            )
        children.append(child)
    wanted = body.at("credits").number()
    if sum((child.credits for child in children), Fraction(0)) < wanted:
        raise body.at("credits").fault("These courses never reach the sum.", "Correct the sum.")
    return CreditsAtLeast(reader.path, wanted, tuple(children))


def _tracks(reader: Reader, programs: _Programs) -> OneTrackOf:
    body = reader.at("one_track_of")
    names = list(body.data) if isinstance(body.data, Mapping) else []
    if not names:
        raise body.fault("Named tracks belong here.", "For example {one_track_of: {theory: […]}}.")
    tracks = tuple((name, AllOf(_children(body.at(name), programs))) for name in names)
    return OneTrackOf(reader.path, tracks)


def _exclusion(reader: Reader, _: _Programs) -> AtMostOneCounts:
    return AtMostOneCounts(reader.at("at_most_one_counts").texts())


def _capstone(reader: Reader, programs: _Programs) -> Capstone:
    return Capstone(_course(reader.at("capstone"), programs))


def _program(reader: Reader, programs: _Programs) -> Requirement:
    name = reader.at("program").text()
    if name in programs.inside:
        way = " → ".join([*programs.inside, name])
        raise reader.at("program").fault(
            f"Programs contain each other: {way}.", "Break the circle."
        )
    if name not in programs.known:
        raise reader.at("program").fault(f"No program {name!r} is known.", "Publish it first.")
    nested = Reader(programs.known[name], path=(*reader.path, name))
    return _read(nested, replace(programs, inside=(*programs.inside, name)))


READERS: Final[Mapping[str, Callable[[Reader, _Programs], Requirement]]] = {
    "course": _course,
    "program": _program,
    "all_of": _all_of,
    "at_least": _at_least,
    "credits_at_least": _credits,
    "one_track_of": _tracks,
    "at_most_one_counts": _exclusion,
    "capstone": _capstone,
}
