"""What a program document must make sense of beyond its form; faults with line and remedy.

Source: facts on programs, sections 2 (dates), 3 (requirement tree, order) and 7 (prices).

>>> cycle([Edge("A", "B", "enforced"), Edge("B", "C", "enforced"), Edge("C", "A", "recommended")])
('A', 'B', 'C', 'A')
>>> cycle([Edge("A", "B", "enforced"), Edge("A", "C", "enforced")])
()
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from gradus.catalog.rules.program import Edge, Part, edges_of, money_of
from gradus.catalog.rules.requirements import courses_in, parse_requirement
from gradus.lib.conditions.reading import Unreadable
from gradus.lib.documents import Document, Path
from gradus.lib.faults import Fault

IN_ORDER = (
    ("enrol_opens", "enrol_closes"),
    ("starts", "ends"),
    ("enrol_opens", "ends"),
    ("pay_by", "ends"),
)


def program_faults(document: Document) -> list[Fault]:
    """Everything that is wrong with a document whose form the schema has accepted."""
    part = cast("Part", document.data)
    return [
        *_courses_twice(document, part["courses"]),
        *_order(document, part),
        *_requirement(document, part),
        *_hours(document, part),
        *_prices(document, part),
        *_dates(document, part),
    ]


def cycle(edges: Sequence[Edge]) -> tuple[str, ...]:
    """A way from a course back to itself along the order, or nothing."""
    after: dict[str, list[str]] = {}
    for edge in edges:
        after.setdefault(edge.first, []).append(edge.then)
    done: set[str] = set()
    for start in after:
        found = _way_back(start, after, (), done)
        if found:
            return found
    return ()


def _way_back(
    course: str, after: Mapping[str, Sequence[str]], way: tuple[str, ...], done: set[str]
) -> tuple[str, ...]:
    if course in way:
        return (*way[way.index(course) :], course)
    if course in done:
        return ()
    for following in after.get(course, ()):
        found = _way_back(following, after, (*way, course), done)
        if found:
            return found
    done.add(course)
    return ()


def _courses_twice(document: Document, courses: Sequence[Part]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, course in enumerate(courses):
        number = course["number"]
        if number in seen:
            place: Path = ("courses", index, "number")
            what = f"The course {number} stands twice."
            yield document.fault(place, what, "Give each course its own number.")
        seen.add(number)


def _order(document: Document, part: Part) -> Iterator[Fault]:
    known = {course["number"] for course in part["courses"]}
    edges = edges_of(part.get("order", ()))
    for index, edge in enumerate(edges):
        for name, number in (("first", edge.first), ("then", edge.then)):
            if number not in known:
                yield _unknown(document, ("order", index, name), number, known)
    if way := cycle(edges):
        what = f"These courses wait for each other: {' → '.join(way)}."
        last = next(i for i, e in enumerate(edges) if (e.first, e.then) == way[-2:])
        remedy = f"Remove one step, for example {way[-2]} → {way[-1]}."
        yield document.fault(("order", last), what, remedy)


def _requirement(document: Document, part: Part) -> Iterator[Fault]:
    known = {course["number"] for course in part["courses"]}
    try:
        requirement = parse_requirement(part["requirement"])
    except Unreadable as wrong:
        yield document.fault(("requirement", *wrong.path), wrong.what, wrong.remedy)
        return
    for number, path in courses_in(requirement).items():
        if number not in known:
            yield _unknown(document, ("requirement", *path), number, known)


def _unknown(document: Document, path: Path, number: str, known: set[str]) -> Fault:
    remedy = f"The courses of this program are {', '.join(sorted(known))}."
    return document.fault(path, f"There is no course {number} in this program.", remedy)


def _hours(document: Document, part: Part) -> Iterator[Fault]:
    week = part["hours_per_week"]
    if week["low"] > week["high"]:
        what = f"From {week['low']} to {week['high']} hours a week runs backwards."
        yield document.fault(("hours_per_week", "high"), what, "Let high be at least low.")
    for index, course in enumerate(part["courses"]):
        hours = course["hours"]
        if not hours["p10"] <= hours["median"] <= hours["p90"]:
            what = f"The hours of {course['number']} are not in order."
            remedy = "Let p10 ≤ median ≤ p90."
            yield document.fault(("courses", index, "hours"), what, remedy)


def _prices(document: Document, part: Part) -> Iterator[Fault]:
    places = list(_price_places(part))
    for path, price in places:
        if wrong := _price_words(price):
            yield document.fault((*path, "amount"), *wrong)
    currencies = {price["currency"] for path, price in places if path[0] == "courses"}
    if len(currencies) > 1:
        what = f"The courses are priced in {' and '.join(sorted(currencies))}."
        remedy = "Price all courses of a program in one currency."
        yield document.fault(("courses",), what, remedy)


def _price_places(part: Part) -> Iterator[tuple[Path, Part]]:
    for index, course in enumerate(part["courses"]):
        if "price" in course:
            yield ("courses", index, "price"), course["price"]
    for index, comparator in enumerate(part.get("comparators", ())):
        for name in ("low", "high"):
            yield ("comparators", index, name), comparator[name]


def _price_words(price: Part) -> tuple[str, str] | None:
    try:
        money = money_of(price)
    except ValueError as wrong:
        return f"{wrong}.", "Write no more decimals than the currency has."
    if money.minor < 0 or price["amount"].startswith(("+", "-")):
        return f"The price {price['amount']} has a sign.", "Write a price as a plain amount."
    return None


def _dates(document: Document, part: Part) -> Iterator[Fault]:
    for index, course in enumerate(part["courses"]):
        seen: set[str] = set()
        for place, run in enumerate(course["runs"]):
            path: Path = ("courses", index, "runs", place)
            if run["run"] in seen:
                what = f"The run {run['run']} of {course['number']} stands twice."
                yield document.fault(path, what, "Give each run its own name.")
            seen.add(run["run"])
            yield from _backwards(document, path, run)


def _backwards(document: Document, path: Path, run: Mapping[str, Any]) -> Iterator[Fault]:
    for earlier, later in IN_ORDER:
        if earlier not in run or later not in run:
            continue
        first, last = (datetime.fromisoformat(run[name]) for name in (earlier, later))
        if first > last or (first == last and earlier != "pay_by"):
            what = f"{later} ({run[later]}) is not after {earlier} ({run[earlier]})."
            yield document.fault((*path, later), what, "Put the dates in order.")
