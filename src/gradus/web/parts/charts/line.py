"""Running totals over years: where they begin, when they cross zero, where they end."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from gradus.web.parts.charts.base import (
    LETTER,
    WIDTH,
    Chart,
    Scale,
    Table,
    amount,
    element,
    picture,
    spread,
    ticks,
)
from gradus.web.parts.charts.marks import Shape, mark

HEIGHT, TOP, BOTTOM, GAP = 300, 30, 262, 19
MOST_YEARS = 6
SHAPES = (Shape.CIRCLE, Shape.SQUARE, Shape.TRIANGLE)


@dataclass(frozen=True, slots=True)
class Line:
    """One running total; `totals` stand at the ends of year 1, 2, …; it begins at zero.

    `short` labels the line in the picture (at most 11 letters), `name` heads its column.
    `crossing` is the year at whose end it comes to stay at or above zero.
    """

    short: str
    name: str
    totals: tuple[float, ...]
    crossing: int | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """Up to three lines over the same years; `studying` years of study are shaded."""

    id: str
    finding: str
    title: str
    unit: str
    lines: tuple[Line, ...]
    studying: float
    source: str = ""

    @property
    def years(self) -> int:
        return len(self.lines[0].totals)


def running(data: Running) -> Chart:
    totals = [total for line in data.lines for total in (0.0, *line.totals)]
    levels = ticks(min(totals), max(totals), 4)
    left = 8 + LETTER * max(len(amount(level)) for level in levels)
    right = WIDTH - 14 - LETTER * max(len(line.short) for line in data.lines)
    across = Scale(0, data.years, left, right)
    up = Scale(levels[0], levels[-1], BOTTOM, TOP)
    description = describe(data)
    svg = picture(
        data.id,
        HEIGHT,
        data.title,
        description,
        study(data, across),
        *(level_line(level, up, left, right) for level in levels),
        element("text", data.unit, x=2, y=14, class_="soft"),
        *years(data.years, across),
        *(drawn(line, k, across, up) for k, line in enumerate(data.lines)),
        *labels(data.lines, up, right),
    )
    table = tabled(data)
    return Chart(data.id, data.finding, data.title, description, svg, table, data.source)


def describe(data: Running) -> str:
    parts = [f"Running totals in {data.unit} over {data.years} years, all beginning at zero."]
    for line in data.lines:
        lowest = min(line.totals)
        parts.append(
            f"{line.name}: lowest {amount(lowest)} in year {line.totals.index(lowest) + 1}, "
            f"{amount(line.totals[-1])} at the end"
            + (f", at or above zero from year {line.crossing}." if line.crossing else ".")
        )
    return " ".join(parts)


def study(data: Running, across: Scale) -> SafeString:
    start, end = across.at(0), across.at(min(data.studying, data.years))
    band = element(
        "rect", x=start, y=TOP, width=round(end - start, 2), height=BOTTOM - TOP, class_="band"
    )
    label = element("text", "study", x=start + 4, y=TOP - 6, class_="soft")
    return element("g", band, label)


def level_line(level: float, up: Scale, left: float, right: float) -> SafeString:
    y = up.at(level)
    zero = level == 0
    return element(
        "g",
        element("line", x1=left, x2=right, y1=y, y2=y, class_="zero" if zero else "level"),
        element(
            "text", amount(level), x=left - 6, y=y + 4.5, class_="strong end" if zero else "end"
        ),
    )


def years(count: int, across: Scale) -> tuple[SafeString, ...]:
    """Year numbers at the ends of years, as many as stand apart at the largest type."""
    step = next(step for step in (1, 2, 5, 10, 20, 50) if count / step <= MOST_YEARS)
    told = (0, *(year for year in range(step, count + 1, step)))
    return (
        *(element("text", f"{k}", x=across.at(k), y=BOTTOM + 18, class_="mid") for k in told),
        element(
            "text", "years from today", x=across.at(count / 2), y=HEIGHT - 2, class_="mid soft"
        ),
    )


def drawn(line: Line, place: int, across: Scale, up: Scale) -> SafeString:
    points = [(across.at(k), up.at(total)) for k, total in enumerate((0.0, *line.totals))]
    path = element(
        "polyline", points=" ".join(f"{x:g},{y:g}" for x, y in points), class_=f"line line{place}"
    )
    sparse = max(1, round(len(points) / 11))
    marks = [
        mark(SHAPES[place], x, y, size=3.6, class_=f"mark mark{place}")
        for k, (x, y) in enumerate(points)
        if k and k % sparse == 0
    ]
    if line.crossing is not None:
        x, y = points[line.crossing]
        marks.append(mark(Shape.CIRCLE, x, y, size=8, class_=f"ring ring{place}"))
    return element("g", path, *marks)


def labels(lines: tuple[Line, ...], up: Scale, right: float) -> tuple[SafeString, ...]:
    """Each line's name at its end; a thin line leads to a name that had to step aside."""
    wanted = [up.at(line.totals[-1]) for line in lines]
    placed = inside(spread(wanted, GAP))
    return tuple(
        element(
            "g",
            element("line", x1=right + 4, x2=right + 10, y1=at, y2=y, class_="lead"),
            element("text", line.short, x=right + 13, y=y + 5, class_=f"name name{k}"),
        )
        for k, (line, at, y) in enumerate(zip(lines, wanted, placed, strict=True))
    )


def inside(places: tuple[float, ...]) -> tuple[float, ...]:
    over = max(0.0, max(places) - (BOTTOM - 4))
    return tuple(place - over for place in places)


def tabled(data: Running) -> Table:
    return Table(
        caption=f"{data.title}, in {data.unit}",
        head=("End of year", *(line.name for line in data.lines)),
        rows=tuple(
            (f"{year + 1}", *(amount(line.totals[year]) for line in data.lines))
            for year in range(data.years)
        ),
    )
