"""A share that grows in steps: what was reached after each answer, beside the mark to reach."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from gradus.web.parts.charts.base import (
    WIDTH,
    Chart,
    Scale,
    Table,
    element,
    picture,
)

HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 220, 14, 172, 52, 386
LEVELS = (0, 50, 100)


@dataclass(frozen=True, slots=True)
class Step:
    """What was reached from here on, in per cent; `text` is the figure as people read it."""

    label: str
    percent: float
    text: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps in order; `goal` is the mark to reach in per cent, None when there is none."""

    id: str
    finding: str
    title: str
    steps: tuple[Step, ...]
    goal: float | None
    goal_text: str = ""


def stepped(data: Steps) -> Chart:
    across = Scale(0, len(data.steps), LEFT, RIGHT)
    up = Scale(0, 100, BOTTOM, TOP)
    description = describe(data)
    svg = picture(
        data.id,
        HEIGHT,
        data.title,
        description,
        *(level_line(level, up) for level in LEVELS),
        *goal_line(data, up),
        stairs(data, across, up),
        *ends(data, across),
    )
    table = Table(
        caption=data.title,
        head=("When", "Result"),
        rows=tuple((step.label, step.text) for step in data.steps),
    )
    return Chart(data.id, data.finding, data.title, description, svg, table)


def describe(data: Steps) -> str:
    first, last = data.steps[0], data.steps[-1]
    goal = f" The mark to reach is {data.goal_text}." if data.goal is not None else ""
    return f"From {first.text} ({first.label}) to {last.text} ({last.label}).{goal}"


def level_line(level: int, up: Scale) -> SafeString:
    y = up.at(level)
    return element(
        "g",
        element("line", x1=LEFT, x2=RIGHT, y1=y, y2=y, class_="zero" if level == 0 else "level"),
        element("text", f"{level} %", x=LEFT - 6, y=y + 4.5, class_="end"),
    )


def goal_line(data: Steps, up: Scale) -> tuple[SafeString, ...]:
    if data.goal is None:
        return ()
    y = up.at(data.goal)
    return (
        element("line", x1=LEFT, x2=RIGHT, y1=y, y2=y, class_="line line1"),
        element("text", f"to pass: {data.goal_text}", x=LEFT + 6, y=y - 6, class_="soft"),
    )


def stairs(data: Steps, across: Scale, up: Scale) -> SafeString:
    points = [(across.at(0), up.at(0))]
    for place, step in enumerate(data.steps):
        points += [
            (across.at(place), up.at(step.percent)),
            (across.at(place + 1), up.at(step.percent)),
        ]
    return element(
        "polyline", points=" ".join(f"{x:g},{y:g}" for x, y in points), class_="line line0"
    )


def ends(data: Steps, across: Scale) -> tuple[SafeString, ...]:
    y = BOTTOM + 20
    first = element("text", data.steps[0].label, x=across.at(0), y=y)
    if len(data.steps) == 1:
        return (first,)
    return (first, element("text", data.steps[-1].label, x=WIDTH - 14, y=y, class_="end"))
