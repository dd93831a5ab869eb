"""What every chart is made of: a finding, a picture, the same figures as a table, a source.

A chart is drawn on a canvas of 400 units, whatever its size on the page; colours, line styles
and type sizes are classes in charts.css. A label is laid out for the largest type in which it is
ever shown (16 units, on the narrowest phone).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

WIDTH = 400
LETTER = 8.4  # the width of an average letter at 16 units


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart in words and numbers; the first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Ready for components/chart.html. `id` is unique on its page."""

    id: str
    finding: str
    title: str
    description: str
    svg: SafeString
    table: Table
    source: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values to places on the canvas."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 2)


def element(tag: str, *children: str, **attributes: object) -> SafeString:
    """An SVG element; `class_` stands for class, and `stroke_width` for stroke-width."""
    told = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{conditional_escape(str(value))}"'
        for name, value in attributes.items()
    )
    inside = "".join(conditional_escape(child) for child in children)
    return mark_safe(f"<{tag}{told}>{inside}</{tag}>" if inside else f"<{tag}{told}/>")  # noqa: S308 - every part is escaped above


def picture(chart_id: str, height: float, title: str, description: str, *parts: str) -> SafeString:
    """The whole drawing with its accessible name and description."""
    return element(
        "svg",
        element("title", title, id=f"{chart_id}-title"),
        element("desc", description, id=f"{chart_id}-desc"),
        *parts,
        viewBox=f"0 0 {WIDTH} {height:g}",
        role="img",
        aria_labelledby=f"{chart_id}-title",
        aria_describedby=f"{chart_id}-desc",
        class_="drawn",
    )


def amount(value: float) -> str:
    """A whole number with a true minus sign and no negative zero."""
    return f"{round(value) or 0:,}".replace("-", "\N{MINUS SIGN}")


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Round numbers that enclose low and high, in equal steps of 1, 2 or 5 times a power of ten.

    >>> ticks(-1500, 7400, 5)
    (-2000.0, 0.0, 2000.0, 4000.0, 6000.0, 8000.0)
    >>> ticks(0, 14, 4)
    (0.0, 5.0, 10.0, 15.0)
    """
    high = high if high > low else low + most
    rough = (high - low) / most
    power = Decimal(10) ** floor(log10(rough))
    step = next(step for k in (1, 2, 5, 10) if float(step := k * power) >= rough * (1 - 1e-9))
    first, last = floor(Decimal(str(low)) / step), ceil(Decimal(str(high)) / step)
    return tuple(float(k * step) for k in range(first, last + 1))


def spread(wanted: Iterable[float], gap: float) -> tuple[float, ...]:
    """Places as near as possible to the wanted ones, in their order, at least `gap` apart.

    >>> spread((10, 12, 50), 8)
    (7.0, 15.0, 50.0)
    """
    given = list(wanted)
    blocks: list[list[int]] = []
    for index in sorted(range(len(given)), key=given.__getitem__):
        blocks.append([index])
        while len(blocks) > 1 and _top(given, blocks[-1], gap) < _bottom(given, blocks[-2], gap):
            last = blocks.pop()
            blocks[-1].extend(last)
    placed = [0.0] * len(given)
    for block in blocks:
        for k, index in enumerate(block):
            placed[index] = _centre(given, block) + (k - (len(block) - 1) / 2) * gap
    return tuple(placed)


def _centre(given: list[float], block: list[int]) -> float:
    return sum(given[index] for index in block) / len(block)


def _top(given: list[float], block: list[int], gap: float) -> float:
    return _centre(given, block) - len(block) * gap / 2


def _bottom(given: list[float], block: list[int], gap: float) -> float:
    return _centre(given, block) + len(block) * gap / 2
