"""Which course builds on which: rows from top to bottom, arrows from the earlier to the later."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap

from django.utils.safestring import SafeString

from gradus.web.parts.charts.base import LETTER, WIDTH, Chart, Table, element, picture

HIGH, BETWEEN, GAP, EDGE = 62, 34, 12, 1
MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class Step:
    """A course in the picture; `key` is what arrows name, `name` its short name."""

    key: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """`then` builds on `first`: it must (enforced) or it should."""

    first: str
    then: str
    enforced: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    id: str
    finding: str
    title: str
    steps: tuple[Step, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A box on the canvas: left edge, top edge, width."""

    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def order_drawn(data: Order) -> Chart:
    rows = in_rows(data)
    places = placed(rows)
    description = " ".join(
        f"{step.name}, {step.title}"
        + (f", after {' and '.join(before)}." if (before := before_(data, step)) else ", first.")
        for row in rows
        for step in row
    )
    svg = picture(
        data.id,
        len(rows) * (HIGH + BETWEEN) - BETWEEN + 2 * EDGE,
        data.title,
        description,
        *(arrow(each, places) for each in data.arrows),
        *(box(step, places[step.key]) for row in rows for step in row),
    )
    table = Table(
        caption=data.title,
        head=("Course", "Title", "Builds on"),
        rows=tuple(
            (step.name, step.title, ", ".join(before_(data, step)) or "nothing")
            for row in rows
            for step in row
        ),
    )
    return Chart(data.id, data.finding, data.title, description, svg, table)


def before_(data: Order, step: Step) -> list[str]:
    names = {each.key: each.name for each in data.steps}
    return [names[each.first] for each in data.arrows if each.then == step.key]


def in_rows(data: Order) -> list[list[Step]]:
    """Each course one row below the lowest of those it builds on; the order has no circle."""
    depth: dict[str, int] = {step.key: 0 for step in data.steps}
    for _ in data.steps:
        for each in data.arrows:
            depth[each.then] = max(depth[each.then], depth[each.first] + 1)
    return [
        [step for step in data.steps if depth[step.key] == row]
        for row in range(max(depth.values()) + 1)
    ]


def placed(rows: list[list[Step]]) -> Mapping[str, Place]:
    places = {}
    for number, row in enumerate(rows):
        width = (WIDTH - 2 * EDGE - GAP * (len(row) - 1)) / len(row)
        for k, step in enumerate(row):
            x = EDGE + k * (width + GAP)
            places[step.key] = Place(
                round(x, 1), EDGE + number * (HIGH + BETWEEN), round(width, 1)
            )
    return places


def box(step: Step, place: Place) -> SafeString:
    letters = max(8, int((place.width - 20) / LETTER))
    lines = wrap(step.title, letters)
    if len(lines) > MOST_LINES:
        lines = [lines[0], f"{' '.join(lines[1:])[: letters - 1].rstrip()}…"]
    start = place.y + (20 if len(lines) == MOST_LINES else 28)
    return element(
        "g",
        element("rect", x=place.x, y=place.y, width=place.width, height=HIGH, rx=5, class_="box"),
        element("text", step.name, x=place.x + 10, y=start, class_="name name0"),
        *(
            element("text", line, x=place.x + 10, y=start + 18 * (k + 1))
            for k, line in enumerate(lines)
        ),
    )


def arrow(each: Arrow, places: Mapping[str, Place]) -> SafeString:
    first, then = places[each.first], places[each.then]
    x1, y1, x2, y2 = first.middle, first.y + HIGH, then.middle, then.y - 2
    kind = "way" if each.enforced else "way may"
    bend = (y1 + y2) / 2
    return element(
        "g",
        element(
            "path",
            d=f"M{x1:g} {y1:g}V{bend:g}H{x2:g}V{y2:g}",
            class_=kind,
        ),
        element(
            "path", d=f"M{x2 - 4:g} {y2 - 6:g}L{x2:g} {y2:g}L{x2 + 4:g} {y2 - 6:g}", class_="way"
        ),
    )
