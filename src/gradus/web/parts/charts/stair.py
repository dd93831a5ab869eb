"""Levels that build on each other, as the house's stair line under a ceiling."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from gradus.web.parts.charts.base import WIDTH, Chart, Scale, Table, element, picture

TOP, BOTTOM, ABOVE = 26, 170, 9


@dataclass(frozen=True, slots=True)
class Tread:
    """One level: what it is, how high it stands, the figure as people read it."""

    name: str
    value: float
    figure: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Stair:
    """Treads that never fall, and the ceiling they lead to."""

    id: str
    finding: str
    title: str
    treads: tuple[Tread, ...]
    ceiling: Tread
    source: str = ""


def stair_drawn(data: Stair) -> Chart:
    """The stair as a chart with its table."""
    levels = (*data.treads, data.ceiling)
    description = " ".join(f"{tread.name}: {tread.figure}." for tread in levels)
    scale = Scale(0.0, data.ceiling.value, BOTTOM, TOP)
    svg = picture(
        data.id,
        BOTTOM + 26,
        data.title,
        description,
        *_ceiling(data.ceiling, scale),
        element("path", d=_line(data.treads, scale), class_="line line0"),
        *(part for k, tread in enumerate(data.treads) for part in _told(data, k, tread, scale)),
    )
    table = Table(
        caption=data.title,
        head=("Level", "Credits", "Meaning"),
        rows=tuple((tread.name, tread.figure, tread.meaning) for tread in levels),
    )
    return Chart(data.id, data.finding, data.title, description, svg, table, data.source)


def _ceiling(ceiling: Tread, scale: Scale) -> tuple[SafeString, SafeString]:
    y = scale.at(ceiling.value)
    line = element("path", d=f"M0 {y:g}H{WIDTH}", class_="guide")
    text = element(
        "text", f"{ceiling.figure} {ceiling.name}", x=WIDTH, y=y - ABOVE, class_="soft end"
    )
    return line, text


def _line(treads: tuple[Tread, ...], scale: Scale) -> str:
    width = WIDTH / len(treads)
    path = f"M0 {scale.at(0):g}"
    for k, tread in enumerate(treads):
        path += f"V{scale.at(tread.value):g}H{round((k + 1) * width, 1):g}"
    return path


def _told(data: Stair, k: int, tread: Tread, scale: Scale) -> tuple[SafeString, SafeString]:
    width = WIDTH / len(data.treads)
    middle = round((k + 0.5) * width, 1)
    figure = element(
        "text", tread.figure, x=middle, y=scale.at(tread.value) - ABOVE, class_="strong mid"
    )
    return figure, element("text", tread.name, x=middle, y=BOTTOM + 20, class_="soft mid")
