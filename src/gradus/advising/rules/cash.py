"""What flows in and out, year by year, for a person who takes an option instead of nothing.

Source: the decision aid's cash-flow model (docs/decide.md, "The model"). Real money, yearly,
t = 0 … horizon - 1, plain floats; rounding belongs to the edge (`rounding.py`).

>>> from gradus.advising.rules.options import Fee
>>> course = Option(fees=(Fee("Course", 250.0, 0.0),), years=0.5, hours=0.0)
>>> [year.money for year in cash_flows(course, Person(salary=1000, horizon=2), raise_=0.0)]
[-250.0, 0.0]
"""

from dataclasses import dataclass
from math import exp, floor

from gradus.advising.rules.options import Option
from gradus.lib.refusal import Refused, words

SAME_MOMENT = 1e-9
LONGEST_HORIZON = 60


@dataclass(frozen=True, slots=True)
class Person:
    """A person's pay and the years ahead; rates are shares (0.03), never per cent."""

    salary: float
    horizon: int = 10
    discount: float = 0.03
    growth: float = 0.01
    tax: float = 0.30
    tax_forgone: float | None = None  # None: the same as `tax`
    hour_value: float = 0.35  # of the net wage
    work_hours: float = 2080.0
    fade: float = 0.03
    lag: float = 0.5
    stops_at: float = 0.35  # share of study done by those who stop
    completion: float = 0.30
    aid_cap: float = 0.0  # employer's aid, at most this a year

    def __post_init__(self) -> None:
        if self.salary < 0:
            raise Refused("salary_negative", words("Pay cannot be below zero."))
        if not 1 <= self.horizon <= LONGEST_HORIZON:
            raise Refused(
                "horizon_range",
                words("The years to look ahead lie between 1 and {most}."),
                most=LONGEST_HORIZON,
            )
        if self.discount <= -1 or self.growth <= -1:
            raise Refused("rate_total_loss", words("A yearly rate must be above minus 100 %."))
        if self.work_hours <= 0:
            raise Refused("work_hours_none", words("Work hours a year must be above zero."))
        if not (0 <= self.completion <= 1 and 0 <= self.stops_at <= 1):
            raise Refused("chance_range", words("A chance or share lies between 0 and 100 %."))

    def pay(self, t: int) -> float:
        return self.salary * (1 + self.growth) ** t


@dataclass(frozen=True, slots=True)
class Year:
    """One year's flows, not discounted; costs are positive amounts."""

    t: int
    studying: float
    benefit: float
    fees: float
    forgone: float
    time: float

    @property
    def money(self) -> float:
        return self.benefit - self.fees - self.forgone

    @property
    def full(self) -> float:
        """Money, and the person's own hours at their price."""
        return self.money - self.time

    @property
    def money_cost(self) -> float:
        return self.fees + self.forgone

    @property
    def full_cost(self) -> float:
        return self.money_cost + self.time


def clip(x: float) -> float:
    return min(1.0, max(0.0, x))


def check_horizon(option: Option, person: Person) -> None:
    if option.years >= person.horizon:
        raise Refused(
            "study_beyond_horizon",
            words("Study of {years} years does not end within {horizon} years."),
            years=f"{option.years:.3g}",
            horizon=person.horizon,
        )


def share_with_raise(option: Option, person: Person, t: int) -> float:
    """The share of year t in which the raise is paid. Without study there is no raise."""
    if not option.years:
        return 0.0
    start = option.years + person.lag
    return max(0.0, min(t + 1, person.horizon) - max(t, start))


def benefit(option: Option, person: Person, t: int) -> float:
    """Net pay of year t from a raise of 100 %; a raise of p brings p times this."""
    years_with_raise = max(0.0, t - (option.years + person.lag))
    kept = exp(-person.fade * years_with_raise)
    return person.pay(t) * (1 - person.tax) * kept * share_with_raise(option, person, t)


def fees(option: Option, person: Person, t: int, *, done: bool) -> float:
    """Fees of year t after the employer's aid; who stops pays only what was due before."""
    due = sum(
        fee.amount
        for fee in option.fees
        if floor(fee.due * option.years + SAME_MOMENT) == t and (done or fee.due < person.stops_at)
    )
    return due - min(due, person.aid_cap)


def studying(option: Option, person: Person, t: int, *, done: bool) -> float:
    """The share of year t spent in study."""
    return clip(option.years * (1.0 if done else person.stops_at) - t)


def cash_flows(
    option: Option, person: Person, *, raise_: float, done: bool = True
) -> tuple[Year, ...]:
    check_horizon(option, person)
    tax_forgone = person.tax if person.tax_forgone is None else person.tax_forgone
    hour_price = person.hour_value * (1 - person.tax) / person.work_hours
    return tuple(
        Year(
            t=t,
            studying=(share := studying(option, person, t, done=done)),
            benefit=raise_ * benefit(option, person, t) if done else 0.0,
            fees=fees(option, person, t, done=done),
            forgone=option.forgone * person.pay(t) * (1 - tax_forgone) * share,
            time=option.hours_a_year * share * person.pay(t) * hour_price,
        )
        for t in range(person.horizon)
    )
