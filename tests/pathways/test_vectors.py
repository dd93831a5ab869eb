"""The sixteen cases of the format's example come out as written."""

from datetime import date
from fractions import Fraction

import pytest

from gradus.lib.conditions.reading import Reader
from gradus.lib.money import Money
from gradus.lib.terms import State
from gradus.pathways.rules.credit import Use, evaluate
from gradus.pathways.rules.vectors import differences, situation
from tests.pathways.samples import judged, northgate

DATA, AGREEMENT, DEGREE = northgate()
CASES = [case.at("name").text() for case in Reader(DATA).at("vectors").items()]


@pytest.mark.parametrize("name", CASES)
def test_the_case_comes_out(name: str) -> None:
    assert [d for d in differences(DATA, AGREEMENT, DEGREE) if d.case == name] == []


def test_sixteen_cases_are_there() -> None:
    assert {name.split()[0] for name in CASES} == {str(n) for n in range(1, 17)}
    found = [
        evaluate(AGREEMENT, DEGREE, situation(Reader(DATA), case))
        for case in Reader(DATA).at("vectors").items()
    ]
    assert len(found) == 18


def test_line_1_cites_the_78_because_the_91_is_too_old() -> None:
    line = judged("1").lines[0]
    assert str(line.judgement.reason) == (
        "DD2 78 on 18 May 2025 (the 91 of 20 May 2018 does not count: over 7 years old)"
    )
    assert line.judgement.margin is not None
    assert line.judgement.margin.amount == 8


def test_the_margin_below_the_bar_is_exact() -> None:
    judgement = judged("13 just below").lines[1].judgement
    assert judgement.margin is not None
    assert judgement.margin.amount == Fraction(-1, 100)
    assert "0.01 short of 75" in str(judgement.reason)
    assert [m.what for m in judgement.missing] == ["DD3"]


def test_an_unknown_degree_asks_for_a_statement() -> None:
    missing = judged("10").eligibility.missing
    assert [(m.kind, m.what) for m in missing] == [("declare", "bachelor")]


def test_a_closed_window_says_when_it_opens() -> None:
    eligibility = judged("15").eligibility
    assert [(m.kind, m.by) for m in eligibility.missing] == [("wait", date(2027, 9, 15))]
    assert str(eligibility.children[4].reason) == "closed now, opens 1 February 2027"


def test_a_line_without_a_place_saves_nothing_and_still_costs_its_fee() -> None:
    found = judged("5")
    by_id = {line.award.id: line for line in found.lines}
    idle = next(line for line in found.lines if line.accepted and not line.counts)
    assert "saves nothing here" in str(idle.note)
    assert by_id["L4"].counts + by_id["L5"].counts == 3
    assert found.saved.fees == Money(40_000, "USD")


def test_what_remains_names_the_campus_course_and_the_thesis() -> None:
    remaining = {place.id: left for place, left in judged("2").remaining}
    assert remaining == {
        "core.systems": 3,
        "core.ethics": 3,
        "electives.quantitative": 9,
        "thesis": 9,
    }
    assert any(place.on_campus for place, _ in judged("2").remaining)


def test_a_pending_request_elsewhere_is_a_warning_not_a_lock() -> None:
    pending = Use("DD2", "credit", "elsewhere", Fraction(3), date(2027, 1, 1), recorded=False)
    found = judged("2", ledger=(pending,))
    assert found.lines[0].judgement.state is State.MET
    assert [str(w) for w in found.warnings] == [
        "DD2 is also in a request under elsewhere: if that is granted it may no longer count here"
    ]
