"""Charts: title, description, picture and table come from the same figures."""

from itertools import pairwise

import pytest
from lxml import etree

from gradus.web.parts.charts.base import Chart, element, spread, ticks
from gradus.web.parts.charts.breakeven import BreakEvenBar, Need, Seen, break_even_bar
from gradus.web.parts.charts.line import Line, Running, running
from gradus.web.parts.charts.order import Arrow, Order, Step, order_drawn
from gradus.web.parts.charts.stair import Stair, Tread, stair_drawn

M = "\N{MINUS SIGN}"
SVG = "{http://www.w3.org/2000/svg}"
MONEY = Line("money", "Money", (-1000.0, -1500.0, 800.0, 3000.0), crossing=3)
HOURS = Line("with hours", "Money and hours", (-5000.0, -8000.0, -5600.0, -3000.0))
CASH = Running(
    id="cash",
    finding="The money is back in year 3.",
    title="Running total",
    unit="USD",
    lines=(MONEY, HOURS),
    studying=1.5,
    source="Our model.",
)
ADA = Need("If you finish", 0.4, 2.1, "0.4 %", "2.1 %")
MASTERS = Seen(14.0, "14 %", "master's degree", "A", "Ohio 2024")
BAR = BreakEvenBar("need", "It pays from 0.4 %.", "Break-even raise", (ADA,), (MASTERS,))


def drawing(chart: Chart) -> etree._Element:
    return etree.fromstring(f'<div xmlns="http://www.w3.org/2000/svg">{chart.svg}</div>')[0]


def texts(chart: Chart) -> list[str]:
    return [str(node.text) for node in drawing(chart).iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", [running(CASH), break_even_bar(BAR)])
def test_a_chart_names_itself_and_is_described(chart: Chart) -> None:
    svg = drawing(chart)
    assert svg.get("role") == "img"
    names = {node.get("id"): node.text for node in svg if node.get("id")}
    assert names == {f"{chart.id}-title": chart.title, f"{chart.id}-desc": chart.description}
    assert svg.get("aria-labelledby") == f"{chart.id}-title"
    assert svg.get("aria-describedby") == f"{chart.id}-desc"


@pytest.mark.parametrize("chart", [running(CASH), break_even_bar(BAR)])
def test_a_chart_carries_no_style_and_no_colour_of_its_own(chart: Chart) -> None:
    attributes = {name for node in drawing(chart).iter() for name in node.attrib}
    assert attributes & {"style", "fill", "stroke", "onclick"} == set()


def test_the_table_of_running_totals_holds_every_drawn_point() -> None:
    chart = running(CASH)
    assert chart.table.head == ("End of year", "Money", "Money and hours")
    assert chart.table.rows == (
        ("1", f"{M}1,000", f"{M}5,000"),
        ("2", f"{M}1,500", f"{M}8,000"),
        ("3", "800", f"{M}5,600"),
        ("4", "3,000", f"{M}3,000"),
    )
    points = [node.get("points", "").split() for node in drawing(chart).iter(f"{SVG}polyline")]
    assert [len(line) for line in points] == [5, 5]
    assert chart.description == (
        "Running totals in USD over 4 years, all beginning at zero. "
        f"Money: lowest {M}1,500 in year 2, 3,000 at the end, at or above zero from year 3. "
        f"Money and hours: lowest {M}8,000 in year 2, {M}3,000 at the end."
    )


def test_lines_differ_by_mark_and_are_named_where_they_end() -> None:
    svg = drawing(running(CASH))
    assert len([n for n in svg.iter(f"{SVG}circle") if "mark0" in n.get("class", "")]) == 4
    assert len([n for n in svg.iter(f"{SVG}polygon") if "mark1" in n.get("class", "")]) == 4
    assert {"money", "with hours", "study", "0", "USD"} <= set(texts(running(CASH)))


def test_names_of_lines_that_end_together_stand_apart() -> None:
    same = Running("same", "", "Totals", "USD", (MONEY, MONEY, MONEY), 1.0)
    ends = [
        float(node.get("y", 0))
        for node in drawing(running(same)).iter(f"{SVG}text")
        if "name" in node.get("class", "")
    ]
    assert sorted(b - a for a, b in pairwise(ends)) == [19, 19]


def test_a_long_horizon_keeps_its_years_apart() -> None:
    long = Line("money", "Money", tuple(float(k) for k in range(40)))
    shown = texts(running(Running("long", "", "Totals", "USD", (long,), 2.0)))
    assert {"10", "20", "40"} <= set(shown)
    assert "1" not in shown


def test_a_flat_line_can_be_drawn() -> None:
    flat = Line("nothing", "Doing nothing", (0.0, 0.0))
    chart = running(Running("flat", "", "Totals", "USD", (flat,), 0.0))
    assert chart.table.rows == (("1", "0"), ("2", "0"))


def test_the_bar_shows_needs_and_measured_raises_with_their_grade() -> None:
    chart = break_even_bar(BAR)
    assert {
        "If you finish",
        "0.4 % money",
        "2.1 % with hours",
        "14 % · evidence A",
        "master's degree",
    } <= set(texts(chart))
    assert chart.table.rows == (
        ("If you finish", "0.4 %", "2.1 %", ""),
        ("Measured: master's degree", "14 %", "", "A, Ohio 2024"),
    )
    assert chart.description == (
        "If you finish: 0.4 % for money alone, 2.1 % with your hours. "
        "Measured: 14 % for a master's degree, grade A."
    )


def test_a_need_that_no_raise_meets_is_said() -> None:
    chart = break_even_bar(BreakEvenBar("need", "", "Raise", (Need("Ben", None, None),), ()))
    assert "no raise is enough" in texts(chart)
    assert chart.table.rows == (("Ben", "none is enough", "none is enough", ""),)


def test_words_beside_a_far_mark_turn_back_into_the_picture() -> None:
    told = [n for n in drawing(break_even_bar(BAR)).iter(f"{SVG}text") if n.text == MASTERS.label]
    assert [n.get("class") for n in told] == ["soft end"]


def test_a_tiny_need_is_told_briefly_in_the_picture() -> None:
    tiny = Need("Ben", 0.01, 0.02, "less than 0.1 %", "less than 0.1 %")
    shown = texts(break_even_bar(BreakEvenBar("need", "", "Raise", (tiny,), ())))
    assert {"under 0.1 % money", "under 0.1 % with hours"} <= set(shown)


def test_what_authors_write_is_escaped() -> None:
    assert element("text", "<b>", title='"') == '<text title="&quot;">&lt;b&gt;</text>'
    assert element("line", stroke_width=1, class_="x") == '<line stroke-width="1" class="x"/>'


def test_ticks_are_round_and_enclose() -> None:
    assert ticks(-9.0, 0.0, 4) == (-10.0, -5.0, 0.0)
    assert ticks(0, 0, 4) == (0.0, 1.0, 2.0, 3.0, 4.0)
    assert ticks(0, 1.0, 4) == (0.0, 0.5, 1.0)


def test_spread_keeps_order_and_distance() -> None:
    assert spread((5, 5, 5), 10) == (-5, 5, 15)
    assert spread((50, 10), 10) == (50, 10)


ORDER = Order(
    id="order",
    finding="Recommended.",
    title="The order",
    steps=(
        Step("A", "A", "Probability for Decisions"),
        Step("B", "B", "Statistics"),
        Step("C", "C", "A course with a title far too long for a box of half the width"),
        Step("X", "X", "Capstone"),
    ),
    arrows=(
        Arrow("A", "B", enforced=True),
        Arrow("A", "C", enforced=False),
        Arrow("B", "X", enforced=False),
        Arrow("C", "X", enforced=False),
    ),
)


def test_a_course_stands_below_those_it_builds_on() -> None:
    boxes = list(drawing(order_drawn(ORDER)).iter(f"{SVG}rect"))
    tops = [float(box.get("y", 0)) for box in boxes]
    assert tops[0] < tops[1] == tops[2] < tops[3]
    assert order_drawn(ORDER).table.rows[-1] == ("X", "Capstone", "B, C")


def test_an_arrow_shows_whether_the_order_is_enforced() -> None:
    paths = [node.get("class") for node in drawing(order_drawn(ORDER)).iter(f"{SVG}path")]
    assert paths.count("way may") == 3
    assert order_drawn(ORDER).description == (
        "A, Probability for Decisions, first. B, Statistics, after A. "
        "C, A course with a title far too long for a box of half the width, after A. "
        "X, Capstone, after B and C."
    )


def test_a_long_title_is_cut_in_the_picture_and_whole_in_the_table() -> None:
    chart = order_drawn(ORDER)
    assert any(text.endswith("…") for text in texts(chart))
    assert chart.table.rows[2][1].endswith("half the width")


STAIR = Stair(
    id="stair",
    finding="9 of 36 credits count.",
    title="Credits",
    treads=(
        Tread("recorded", 0, "0", "Decided."),
        Tread("estimate", 9, "9", "As we see it."),
        Tread("at most", 12, "12", "If all comes true."),
    ),
    ceiling=Tread("credits: the whole degree", 36, "36", "What the degree asks."),
)


def test_a_stair_rises_with_its_figures_under_the_ceiling() -> None:
    chart = stair_drawn(STAIR)
    line = next(n for n in drawing(chart).iter(f"{SVG}path") if n.get("class") == "line line0")
    assert line.get("d") == "M0 170V170H133.3V134H266.7V122H400"
    assert texts(chart) == [
        "36 credits: the whole degree",
        "0",
        "recorded",
        "9",
        "estimate",
        "12",
        "at most",
    ]
    assert chart.table.rows[1] == ("estimate", "9", "As we see it.")
    assert chart.description == (
        "recorded: 0. estimate: 9. at most: 12. credits: the whole degree: 36."
    )
