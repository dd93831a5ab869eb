"""The worked examples of the model, to the cent; an independent account of the same law."""

from dataclasses import replace
from math import exp

import pytest

from gradus.advising.rules.career import career_change
from gradus.advising.rules.cash import Person, Year, cash_flows
from gradus.advising.rules.options import DO_NOTHING, Fee, Option, by_course, full_time
from gradus.advising.rules.roi import Roi, irr, payback, roi
from gradus.lib.refusal import Refused

CENT = 0.01
RATE = 1e-6


def courses(count: int, price: float, years: float, hours: float) -> Option:
    named = tuple((f"Course {k + 1}", price) for k in range(count))
    return by_course(named, years=years, hours=hours)


SINGLE = courses(1, 250, 0.25, 130)
SELF_STUDY = Option(fees=(), years=1.5, hours=650)
FIVE = courses(5, 250, 1.5, 650)
PROGRAM = replace(FIVE, fees=(*FIVE.fees, Fee("Exam", 250, 1.0)))
ONLINE_MASTERS = courses(10, 800, 3, 2080)
ONLINE_MBA = courses(12, 3750, 2.5, 1500)
FULL_TIME = full_time(courses(3, 16_000, 1.5, 0))
BASE = Person(salary=85_000)
ADA = Person(
    salary=60_000,
    growth=0,
    discount=0,
    fade=0,
    lag=0,
    tax=0.25,
    hour_value=0.5,
    horizon=6,
    stops_at=0.5,
)
BY_HAND = Option(
    fees=(*courses(4, 300, 1, 0).fees, Fee("Exam", 200, 1.0)),
    years=1,
    hours=400,
)


def cents(*amounts: float) -> object:
    return pytest.approx(amounts, abs=CENT)


def rates(*shares: float) -> object:
    return pytest.approx(shares, abs=RATE)


def npv(result: Roi) -> tuple[float, float]:
    return result.finished.money_npv, result.finished.full_npv


def stopped(result: Roi) -> tuple[float, float]:
    return result.stopped.money_npv, result.stopped.full_npv


def expected(result: Roi) -> tuple[float, float]:
    return result.expected_money, result.expected_full


def break_even(result: Roi) -> tuple[float | None, float | None]:
    return result.break_even.money, result.break_even.full


def risk(result: Roi) -> tuple[float | None, float | None]:
    return result.break_even.money_risk, result.break_even.full_risk


def running(years: tuple[Year, ...], rate: float) -> tuple[list[float], list[float]]:
    money, full = [0.0], [0.0]
    for year in years:
        money.append(money[-1] + year.money / (1 + rate) ** year.t)
        full.append(full[-1] + year.full / (1 + rate) ** year.t)
    return money[1:], full[1:]


def test_example_a_is_what_one_computes_by_hand() -> None:
    years = cash_flows(BY_HAND, ADA, raise_=0.02)
    assert [year.fees for year in years] == [1200, 200, 0, 0, 0, 0]
    assert [year.benefit for year in years] == cents(0, 900, 900, 900, 900, 900)
    assert years[0].time == pytest.approx(4326.92, abs=CENT)
    result = roi(BY_HAND, ADA, raise_=0.02)
    assert result.worth_of_whole_pay == pytest.approx(225_000)
    assert npv(result) == cents(3100.00, -1226.92)
    assert break_even(result) == rates(0.006222, 0.025453)
    assert stopped(result) == cents(-600.00, -2763.46)
    assert expected(result) == cents(510.00, -2302.50)
    assert risk(result) == rates(0.012444, 0.054111)


def test_example_b_flows_of_the_base_program() -> None:
    years = cash_flows(PROGRAM, BASE, raise_=0.04)
    assert [year.fees for year in years[:3]] == [1000, 500, 0]
    assert [year.time for year in years[:3]] == cents(4338.54, 2190.96, 0)
    assert [years[t].benefit for t in (2, 3, 9)] == cents(2427.84, 2379.65, 2109.93)


def test_example_b_results_of_the_base_program() -> None:
    result = roi(PROGRAM, BASE, raise_=0.04)
    assert result.worth_of_whole_pay == pytest.approx(387_231.54, abs=CENT)
    assert result.worth_of_whole_pay * 0.04 == pytest.approx(15_489.26, abs=CENT)
    assert npv(result) == cents(14_003.82, 7538.13)
    assert break_even(result) == rates(0.003836, 0.020533)
    assert stopped(result) == cents(-500.00, -2777.73)
    assert expected(result) == cents(3851.15, 317.03)
    assert risk(result) == rates(0.006849, 0.037271)
    assert result.yearly_raise == pytest.approx(0.020533 * 86_708.50, abs=0.05)


def test_example_b_with_twice_the_chance_of_finishing() -> None:
    result = roi(PROGRAM, replace(BASE, completion=0.6), raise_=0.04)
    assert expected(result) == cents(8202.29, 3411.79)
    assert risk(result) == rates(0.004697, 0.025315)


def test_example_b_pays_back_money_in_year_three_and_time_in_year_six() -> None:
    result = roi(PROGRAM, BASE, raise_=0.04)
    money, full = running(result.finished.years, BASE.discount)
    assert result.finished.money_payback == 2
    assert money[2] == pytest.approx(803.03, abs=CENT)
    assert result.finished.full_payback == 5
    assert full[4:6] == cents(-1412.63, 559.39)


def test_example_c_full_time_study() -> None:
    person = replace(BASE, tax_forgone=0.22, fade=0.0, horizon=20)
    result = roi(FULL_TIME, person, raise_=0.40)
    years = result.finished.years
    assert [year.fees for year in years[:2]] == cents(32_000, 16_000)
    assert [year.forgone for year in years[:3]] == cents(66_300, 33_481.50, 0)
    assert [year.time for year in years] == [0.0] * 20
    assert result.finished.money_npv == pytest.approx(204_151.62, abs=CENT)
    assert result.worth_of_whole_pay * 0.4 == pytest.approx(350_491.91, abs=CENT)
    assert break_even(result) == rates(0.167011, 0.167011)
    money, _ = running(years, person.discount)
    assert result.finished.money_payback == 8
    assert money[7:9] == cents(-15_527.45, 4817.19)


def test_example_d_employer_aid_is_capped_each_year() -> None:
    aided = roi(ONLINE_MBA, replace(BASE, aid_cap=5250), raise_=0.10)
    assert [year.fees for year in aided.finished.years[:4]] == [13_500, 13_500, 2250, 0]
    assert npv(aided) == cents(5279.40, -9506.47)
    assert break_even(aided) == rates(0.084476, 0.127954)
    assert (aided.finished.money_payback, aided.finished.full_payback) == (8, None)
    alone = roi(ONLINE_MBA, BASE, raise_=0.10)
    assert npv(alone) == cents(-10_016.31, -24_802.19)
    assert break_even(alone) == rates(0.129454, 0.172933)


@pytest.mark.parametrize(
    ("wage", "gain", "chances", "landed"),
    [
        (85_660, 129_135.53, (0.011503, 0.046846), (127_650.09, 123_086.07)),
        (120_230, 303_111.18, (0.004901, 0.019958), (301_625.74, 297_061.72)),
    ],
)
def test_example_e_career_changer(
    wage: float, gain: float, chances: tuple[float, float], landed: tuple[float, float]
) -> None:
    change = career_change(PROGRAM, replace(BASE, salary=60_000), wage=wage)
    assert change.gain == pytest.approx(gain, abs=CENT)
    assert (change.money_chance, change.full_chance) == rates(*chances)
    assert (change.landed_money, change.landed_full) == cents(*landed)
    assert (change.missed_money, change.missed_full) == cents(-1485.44, -6049.45)


def test_a_lower_wage_shows_a_negative_gain_and_no_chance() -> None:
    change = career_change(PROGRAM, BASE, wage=60_000)
    assert change.gain < 0
    assert (change.money_chance, change.full_chance) == (None, None)


TABLE = [
    ("single", SINGLE, (".11", ".67"), (".06", ".35"), (".03", ".21")),
    ("self-study", SELF_STUDY, (".00", "3.96"), (".00", "1.67"), (".00", ".93")),
    ("program", PROGRAM, (".91", "4.86"), (".38", "2.05"), (".21", "1.14")),
    ("online master's", ONLINE_MASTERS, ("9.47", "34.31"), ("2.46", "8.92"), ("1.21", "4.40")),
    ("online MBA", ONLINE_MBA, ("40.21", "53.71"), ("12.95", "17.29"), ("6.67", "8.91")),
    ("full-time", FULL_TIME, ("83.33", "83.33"), ("35.17", "35.17"), ("19.51", "19.51")),
]


def shown(share: float | None) -> str:
    assert share is not None
    text = f"{share * 100:.2f}"
    return text.removeprefix("0")


@pytest.mark.parametrize(("name", "option", "five", "ten", "twenty"), TABLE)
def test_break_even_table(
    name: str, option: Option, five: tuple[str, str], ten: tuple[str, str], twenty: tuple[str, str]
) -> None:
    row = [
        tuple(map(shown, break_even(roi(option, replace(BASE, horizon=years)))))
        for years in (5, 10, 20)
    ]
    assert (name, row) == (name, [five, ten, twenty])


@pytest.mark.parametrize(
    ("salary", "program", "masters"), [(40_000, ".82", "5.23"), (130_000, ".25", "1.61")]
)
def test_break_even_at_other_pay(salary: float, program: str, masters: str) -> None:
    person = replace(BASE, salary=salary)
    assert shown(roi(PROGRAM, person).break_even.money) == program
    assert shown(roi(ONLINE_MASTERS, person).break_even.money) == masters


def test_irr_exists_only_for_one_change_of_sign() -> None:
    assert irr((-100.0, 230.0, -132.0)) is None
    assert irr((0.0, 0.0)) is None
    assert irr((-1000.0, 600.0, 600.0)) == pytest.approx(0.130662, abs=RATE)
    assert irr((-100.0, 50.0)) == pytest.approx(-0.5)
    assert irr((100.0, -110.0)) == pytest.approx(0.1)


def test_payback_waits_for_the_year_that_stays_out_of_debt() -> None:
    assert payback((-100.0, 150.0, -100.0, 60.0), 0.0) == 3
    assert payback((-100.0, 50.0), 0.0) is None


def test_doing_nothing_is_zero_everywhere() -> None:
    result = roi(DO_NOTHING, BASE, raise_=0.5)
    assert npv(result) == stopped(result) == expected(result) == (0.0, 0.0)
    assert result.break_even.money is None
    assert {(y.benefit, y.fees, y.forgone, y.time) for y in result.finished.years} == {
        (0.0, 0.0, 0.0, 0.0)
    }


def test_study_that_never_ends_in_time_is_refused() -> None:
    with pytest.raises(Refused, match="Study of 3 years does not end within 3 years"):
        roi(ONLINE_MASTERS, replace(BASE, horizon=3))


def test_a_raise_that_starts_after_the_horizon_cannot_pay_back() -> None:
    result = roi(ONLINE_MASTERS, replace(BASE, horizon=4, lag=1.0))
    assert result.worth_of_whole_pay == 0.0
    assert (break_even(result), risk(result)) == ((None, None), (None, None))
    assert result.yearly_raise is None


def test_a_raise_without_one_whole_year_has_no_yearly_amount() -> None:
    assert roi(ONLINE_MASTERS, replace(BASE, horizon=4)).yearly_raise is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"salary": -1.0}, "salary_negative"),
        ({"discount": -1.0}, "rate_total_loss"),
        ({"growth": -2.0}, "rate_total_loss"),
        ({"work_hours": 0.0}, "work_hours_none"),
        ({"completion": 1.5}, "chance_range"),
        ({"stops_at": -0.1}, "chance_range"),
        ({"horizon": 0}, "horizon_range"),
        ({"horizon": 61}, "horizon_range"),
    ],
)
def test_impossible_people_are_refused(changes: dict[str, float], code: str) -> None:
    with pytest.raises(Refused) as refused:
        replace(BASE, **changes)  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("amount", "due", "code"), [(-1, 0, "fee_negative"), (1, -0.1, "fee_due"), (1, 1.1, "fee_due")]
)
def test_impossible_fees_are_refused(amount: float, due: float, code: str) -> None:
    with pytest.raises(Refused) as refused:
        Fee("Course", amount, due)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"years": -1.0}, "study_negative"),
        ({"hours": -1.0}, "study_negative"),
        ({"forgone": 2.0}, "forgone_share"),
    ],
)
def test_impossible_study_is_refused(changes: dict[str, float], code: str) -> None:
    with pytest.raises(Refused) as refused:
        replace(PROGRAM, **changes)  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.code == code


def test_a_person_without_pay_has_no_break_even() -> None:
    assert break_even(roi(PROGRAM, replace(BASE, salary=0.0))) == (None, None)


def test_the_decay_of_a_raise_starts_with_the_raise() -> None:
    years = cash_flows(PROGRAM, BASE, raise_=1.0)
    assert years[5].benefit == pytest.approx(85_000 * 1.01**5 * 0.7 * exp(-0.03 * 3))
