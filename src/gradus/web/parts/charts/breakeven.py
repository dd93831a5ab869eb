"""What one must believe: break-even raises on an axis, beside raises that somebody measured."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from gradus.web.parts.charts.base import (
    LETTER,
    WIDTH,
    Chart,
    Scale,
    Table,
    element,
    picture,
    ticks,
)
from gradus.web.parts.charts.marks import Shape, mark

ROW, LEFT, RIGHT, TOP = 72, 8, 384, 4


@dataclass(frozen=True, slots=True)
class Need:
    """A break-even raise in per cent: for money alone, and with hours; None: no raise suffices.

    The texts are the same figures, rounded for people.
    """

    name: str
    money: float | None
    full: float | None
    money_text: str = ""
    full_text: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A raise somebody measured, in per cent, with its grade of evidence."""

    per_cent: float
    text: str
    label: str
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class BreakEvenBar:
    id: str
    finding: str
    title: str
    needs: tuple[Need, ...]
    seen: tuple[Seen, ...]
    source: str = ""


def break_even_bar(data: BreakEvenBar) -> Chart:
    widest = max([1.0, *(s.per_cent for s in data.seen), *(n.full or 0.0 for n in data.needs)])
    steps = ticks(0, widest, 4)
    across = Scale(0, steps[-1], LEFT, RIGHT)
    axis = TOP + ROW * len(data.needs) + 12
    bottom = axis + 32 + 44 * len(data.seen)
    description = describe(data)
    svg = picture(
        data.id,
        bottom,
        data.title,
        description,
        *(guide(seen, across, axis, k) for k, seen in enumerate(data.seen)),
        *(needed(need, across, TOP + ROW * k, k) for k, need in enumerate(data.needs)),
        *axis_drawn(steps, across, axis),
        *(measured(seen, across, axis, k) for k, seen in enumerate(data.seen)),
    )
    table = tabled(data)
    return Chart(data.id, data.finding, data.title, description, svg, table, data.source)


def describe(data: BreakEvenBar) -> str:
    needs = (
        f"{need.name}: {need.money_text} for money alone, {need.full_text} with your hours."
        if need.full is not None
        else f"{need.name}: no raise is enough."
        for need in data.needs
    )
    seen = (f"Measured: {s.text} for a {s.label}, grade {s.grade}." for s in data.seen)
    return " ".join((*needs, *seen))


def needed(need: Need, across: Scale, y: float, place: int) -> SafeString:
    name = element("text", need.name, x=LEFT, y=y + 16, class_="name")
    if need.money is None or need.full is None:
        return element("g", name, element("text", "no raise is enough", x=LEFT, y=y + 38))
    start, end, middle = across.at(need.money), across.at(need.full), y + 32
    width = max(round(end - start, 2), 1)
    return element(
        "g",
        name,
        element("rect", x=start, y=y + 28, width=width, height=8, class_=f"need need{place}"),
        mark(Shape.CIRCLE, start, middle, size=6, class_="mark mark0"),
        mark(Shape.SQUARE, end, middle, size=5.5, class_="mark mark1"),
        *keyed(Shape.CIRCLE, f"{brief(need.money_text)} money", LEFT + 5, y + 55, "mark0"),
        *keyed(Shape.SQUARE, f"{brief(need.full_text)} with hours", LEFT + 150, y + 55, "mark1"),
    )


def keyed(shape: Shape, words: str, x: float, y: float, colour: str) -> tuple[SafeString, ...]:
    """What a mark stands for, said beside the same mark."""
    return (
        mark(shape, x, y - 5, size=4.5, class_=f"mark {colour}"),
        element("text", words, x=x + 12, y=y),
    )


def brief(words: str) -> str:
    return words.replace("less than", "under")


def axis_drawn(steps: tuple[float, ...], across: Scale, y: float) -> tuple[SafeString, ...]:
    return (
        element("line", x1=LEFT, x2=RIGHT, y1=y, y2=y, class_="zero"),
        *(element("line", x1=across.at(s), x2=across.at(s), y1=y, y2=y + 5, class_="zero")
          for s in steps),
        *(element("text", f"{s:g} %", x=across.at(s), y=y + 21,
                  class_="begin" if s == 0 else "end" if s == steps[-1] else "mid")
          for s in steps),
    )  # fmt: skip


def guide(seen: Seen, across: Scale, axis: float, place: int) -> SafeString:
    x = across.at(seen.per_cent)
    return element("line", x1=x, x2=x, y1=TOP + 20, y2=axis + 44 + 44 * place, class_="guide")


def measured(seen: Seen, across: Scale, axis: float, place: int) -> SafeString:
    """The measured raise and, beside it, what was measured and how well."""
    x, y = across.at(seen.per_cent), axis + 48 + 44 * place
    value = f"{seen.text} · evidence {seen.grade}"
    widest = LETTER * max(len(value), len(seen.label))
    right = x + 12 + widest <= WIDTH
    at, side = (x + 12, "") if right else (x - 12, " end")
    return element(
        "g",
        mark(Shape.DIAMOND, x, y, size=4.6, class_="seen"),
        element("text", value, x=at, y=y + 1, class_=f"strong{side}"),
        element("text", seen.label, x=at, y=y + 19, class_=f"soft{side}"),
    )


def tabled(data: BreakEvenBar) -> Table:
    needs = tuple(
        (need.name, need.money_text or "none is enough", need.full_text or "none is enough", "")
        for need in data.needs
    )
    seen = tuple((f"Measured: {s.label}", s.text, "", f"{s.grade}, {s.source}") for s in data.seen)
    return Table(
        caption=data.title,
        head=("Raise", "Money alone", "With your hours", "Evidence"),
        rows=(*needs, *seen),
    )
