"""What must hold for every option and every person."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradus.advising.rules.cash import Person
from gradus.advising.rules.options import DO_NOTHING, Fee, Option
from gradus.advising.rules.roi import irr, present_value, roi
from tests.advising.oracle import costs, fold, gain

# On a busy machine one example may take long; only its answer is in question.
patient = settings(deadline=None)


def shares(low: float = 0.0, high: float = 1.0) -> st.SearchStrategy[float]:
    """Multiples of 1/64: a stray last bit cannot hide or feign a difference."""
    return st.integers(int(low * 64), int(high * 64)).map(lambda n: n / 64)


FEES = st.lists(
    st.builds(Fee, st.just("Course"), st.integers(0, 5000).map(float), shares()), max_size=6
).map(tuple)
OPTIONS = st.builds(
    Option,
    fees=FEES,
    years=shares(0.25, 4),
    hours=st.integers(0, 3000).map(float),
    forgone=st.sampled_from((0.0, 0.5, 1.0)),
)
PEOPLE = st.builds(
    Person,
    salary=st.integers(1_000, 300_000).map(float),
    horizon=st.integers(6, 30),
    discount=shares(-0.125, 0.25),
    growth=shares(-0.0625, 0.125),
    tax=shares(0, 0.75),
    tax_forgone=st.none() | shares(0, 0.75),
    hour_value=shares(),
    fade=shares(0, 0.25),
    lag=shares(0, 1.5),
    stops_at=shares(),
    completion=shares(0.125, 1),
    aid_cap=st.integers(0, 6000).map(float),
)


@patient
@given(OPTIONS, PEOPLE, shares(-0.25, 1))
def test_agrees_with_an_independent_account(option: Option, person: Person, p: float) -> None:
    result = roi(option, person, raise_=p)
    money, hours = costs(option, person, done=True)
    early_money, early_hours = costs(option, person, done=False)
    worth = gain(option, person)
    assert result.worth_of_whole_pay == pytest.approx(worth, rel=1e-9, abs=1e-5)
    assert result.finished.money_npv == pytest.approx(p * worth - money, rel=1e-9, abs=1e-5)
    assert result.finished.full_npv == pytest.approx(p * worth - money - hours, rel=1e-9, abs=1e-5)
    assert result.stopped.money_npv == pytest.approx(-early_money, rel=1e-9, abs=1e-5)
    assert result.stopped.full_npv == pytest.approx(-early_money - early_hours, rel=1e-9, abs=1e-5)


@patient
@given(st.lists(st.integers(-5000, 5000).map(float), max_size=12), shares(-0.5, 1))
def test_present_value_agrees_with_folding_back(flows: list[float], rate: float) -> None:
    assert present_value(tuple(flows), rate) == pytest.approx(fold(flows, rate), abs=1e-6)


@patient
@given(OPTIONS, PEOPLE, shares(), shares())
def test_npv_is_linear_in_the_raise(option: Option, person: Person, p: float, q: float) -> None:
    def value(share: float) -> float:
        return roi(option, person, raise_=share).finished.full_npv

    assert value(p) + value(q) == pytest.approx(value(p + q) + value(0.0), abs=1e-4)


@patient
@given(OPTIONS, PEOPLE, st.integers(2, 5))
def test_npv_is_linear_in_prices(option: Option, person: Person, factor: int) -> None:
    alone = replace(person, aid_cap=0.0)

    def value(times: int) -> float:
        dearer = tuple(replace(fee, amount=fee.amount * times) for fee in option.fees)
        return roi(replace(option, fees=dearer), alone, raise_=0.1).finished.money_npv

    free, once = value(0), value(1)
    assert value(factor) - free == pytest.approx(factor * (once - free), abs=1e-4)


@patient
@given(OPTIONS, PEOPLE)
def test_without_a_raise_only_the_costs_remain(option: Option, person: Person) -> None:
    result = roi(option, person, raise_=0.0)
    assert result.finished.money_npv <= 0
    assert all(year.benefit == 0 for year in result.finished.years)


@patient
@given(OPTIONS, PEOPLE)
def test_npv_at_break_even_is_zero(option: Option, person: Person) -> None:
    result = roi(option, person)
    assert result.break_even.money is not None
    assert result.break_even.full is not None
    money = roi(option, person, raise_=result.break_even.money).finished.money_npv
    full = roi(option, person, raise_=result.break_even.full).finished.full_npv
    assert (money, full) == (pytest.approx(0, abs=1e-6), pytest.approx(0, abs=1e-6))


@patient
@given(OPTIONS, PEOPLE)
def test_the_risk_break_even_brings_the_expected_value_to_zero(
    option: Option, person: Person
) -> None:
    result = roi(option, person)
    assert result.break_even.full_risk is not None
    assert roi(option, person, raise_=result.break_even.full_risk).expected_full == pytest.approx(
        0, abs=1e-5
    )


@patient
@given(OPTIONS, PEOPLE)
def test_at_no_discount_the_value_is_the_plain_sum(option: Option, person: Person) -> None:
    result = roi(option, replace(person, discount=0.0), raise_=0.05).finished
    assert result.money_npv == pytest.approx(sum(year.money for year in result.years), abs=1e-6)
    assert result.full_npv == pytest.approx(sum(year.full for year in result.years), abs=1e-6)


@patient
@given(OPTIONS, PEOPLE)
def test_stopping_costs_no_more_than_finishing(option: Option, person: Person) -> None:
    result = roi(option, person, raise_=0.0)
    assert result.stopped.money_npv >= result.finished.money_npv
    assert result.stopped.full_npv >= result.finished.full_npv


@patient
@given(OPTIONS, PEOPLE, st.integers(1, 100_000))
def test_the_money_break_even_never_rises_with_pay(
    option: Option, person: Person, more: int
) -> None:
    less = roi(option, person).break_even.money
    richer = roi(option, replace(person, salary=person.salary + more)).break_even.money
    assert less is not None
    assert richer is not None
    assert richer <= less * (1 + 1e-9)


@patient
@given(OPTIONS, PEOPLE, st.integers(1, 100_000))
def test_free_study_breaks_even_at_the_same_raise_for_everybody(
    option: Option, person: Person, more: int
) -> None:
    free = replace(option, fees=())
    richer = replace(person, salary=person.salary + more)
    assert roi(free, person).break_even.full == pytest.approx(roi(free, richer).break_even.full)


@patient
@given(OPTIONS, PEOPLE, shares(0.125, 0.5), shares(-0.25, 1))
def test_finishing_more_often_helps_exactly_when_finishing_beats_stopping(
    option: Option, person: Person, chance: float, p: float
) -> None:
    low = roi(option, replace(person, completion=chance), raise_=p)
    high = roi(option, replace(person, completion=chance + 0.25), raise_=p)
    better = low.finished.full_npv - low.stopped.full_npv
    assert high.expected_full - low.expected_full == pytest.approx(better * 0.25, abs=1e-6)


@patient
@given(PEOPLE, shares(-1, 1))
def test_doing_nothing_is_zero_for_everybody(person: Person, p: float) -> None:
    result = roi(DO_NOTHING, person, raise_=p)
    assert (result.expected_money, result.expected_full) == (0.0, 0.0)
    assert (result.finished.money_npv, result.finished.irr) == (0.0, None)


@patient
@given(OPTIONS, PEOPLE)
def test_aid_never_makes_anything_dearer(option: Option, person: Person) -> None:
    alone = roi(option, replace(person, aid_cap=0.0)).finished.money_npv
    assert roi(option, person).finished.money_npv >= alone


@patient
@given(st.integers(1, 5000), st.lists(st.integers(1, 5000), min_size=1, max_size=10))
def test_at_the_internal_rate_the_value_is_zero(price: int, gains: list[int]) -> None:
    flows = (-float(price), *map(float, gains))
    rate = irr(flows)
    assert rate is not None
    assert present_value(flows, rate) == pytest.approx(0, abs=1e-3)
