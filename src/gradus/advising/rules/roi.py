"""What a raise would have to be for an option to pay: one person, one option, against nothing.

Source: the decision aid's model (docs/decide.md, "The model"). Present values discount a year's
flow by (1 + rate)^t; the first is today's. Break-even is a closed form: no root is searched.

>>> from gradus.advising.rules.options import DO_NOTHING
>>> roi(DO_NOTHING, Person(salary=85_000), raise_=0.04).finished.money_npv
0.0
>>> round(present_value((-1000.0, 600.0, 600.0), 0.03), 2)
148.08
"""

from dataclasses import dataclass
from itertools import pairwise

from gradus.advising.rules.cash import Person, Year, benefit, cash_flows, share_with_raise
from gradus.advising.rules.options import Option


@dataclass(frozen=True, slots=True)
class Outcome:
    """One course of events. A payback is the t of the first year that stays out of debt."""

    years: tuple[Year, ...]
    money_npv: float
    full_npv: float
    money_payback: int | None
    full_payback: int | None
    irr: float | None


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The smallest raise, as a share of pay, that returns the costs; None where none can.

    `money` counts fees and pay given up; `full` also hours. The `risk` pair spreads the cost of
    stopping early over the chance of finishing.
    """

    money: float | None
    full: float | None
    money_risk: float | None
    full_risk: float | None


@dataclass(frozen=True, slots=True)
class Roi:
    break_even: BreakEven
    yearly_raise: float | None
    worth_of_whole_pay: float  # PV of a raise of 100 %
    finished: Outcome
    stopped: Outcome
    expected_money: float
    expected_full: float


def present_value(flows: tuple[float, ...], rate: float) -> float:
    """The first flow is today's and is not discounted."""
    return sum(flow / (1 + rate) ** t for t, flow in enumerate(flows))


def running_total(flows: tuple[float, ...], rate: float) -> tuple[float, ...]:
    return tuple(present_value(flows[: t + 1], rate) for t in range(len(flows)))


def payback(flows: tuple[float, ...], rate: float) -> int | None:
    """The first t from which the discounted running total stays at or above zero.

    >>> payback((-1000.0, 600.0, 600.0), 0.03)
    2
    """
    below = [t for t, total in enumerate(running_total(flows, rate)) if total < 0]
    first = below[-1] + 1 if below else 0
    return first if first < len(flows) else None


def irr(flows: tuple[float, ...]) -> float | None:
    """The internal rate, only where the sign changes exactly once: else it is not one number.

    >>> irr((-100.0, 110.0)), irr((-100.0, 230.0, -132.0))
    (0.1, None)
    """
    signs = [flow > 0 for flow in flows if flow]
    if sum(a != b for a, b in pairwise(signs)) != 1:
        return None
    rising = signs[-1]
    low, high = 0.0, 1.0  # of the yearly discount factor x = 1 / (1 + rate)

    def above(x: float) -> bool:
        return (sum(flow * x**t for t, flow in enumerate(flows)) > 0) == rising

    while not above(high):
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if above(middle) else (middle, high)
    return round(1 / high - 1, 12)


def outcome(option: Option, person: Person, *, raise_: float, done: bool) -> Outcome:
    years = cash_flows(option, person, raise_=raise_, done=done)
    money = tuple(year.money for year in years)
    full = tuple(year.full for year in years)
    return Outcome(
        years=years,
        money_npv=present_value(money, person.discount),
        full_npv=present_value(full, person.discount),
        money_payback=payback(money, person.discount),
        full_payback=payback(full, person.discount),
        irr=irr(money),
    )


@dataclass(frozen=True, slots=True)
class Cost:
    """Present value of what is spent: money alone, and with hours."""

    money: float
    full: float

    @classmethod
    def of(cls, years: tuple[Year, ...], rate: float) -> "Cost":
        return cls(
            money=present_value(tuple(year.money_cost for year in years), rate),
            full=present_value(tuple(year.full_cost for year in years), rate),
        )

    def mixed(self, other: "Cost", chance: float) -> "Cost":
        """The expected cost when this one comes with the given chance."""
        return Cost(
            money=chance * self.money + (1 - chance) * other.money,
            full=chance * self.full + (1 - chance) * other.full,
        )


def over(cost: float, worth: float) -> float | None:
    return cost / worth if worth > 0 else None


def break_even(done: Cost, stopped: Cost, *, completion: float, worth: float) -> BreakEven:
    risked = done.mixed(stopped, completion)
    return BreakEven(
        money=over(done.money, worth),
        full=over(done.full, worth),
        money_risk=over(risked.money, completion * worth),
        full_risk=over(risked.full, completion * worth),
    )


def yearly_amount(option: Option, person: Person, share: float | None) -> float | None:
    """What the break-even raise is in the first whole year of it, before tax."""
    if share is None:
        return None
    whole = (t for t in range(person.horizon) if share_with_raise(option, person, t) >= 1)
    first = next(whole, None)
    return None if first is None else share * person.pay(first)


def roi(option: Option, person: Person, *, raise_: float = 0.0) -> Roi:
    """The whole account. Break-even needs no forecast; `raise_` only feeds the two outcomes."""
    worth = present_value(
        tuple(benefit(option, person, t) for t in range(person.horizon)), person.discount
    )
    finished = outcome(option, person, raise_=raise_, done=True)
    stopped = outcome(option, person, raise_=raise_, done=False)
    rate, c = person.discount, person.completion
    share = break_even(
        Cost.of(finished.years, rate), Cost.of(stopped.years, rate), completion=c, worth=worth
    )
    return Roi(
        break_even=share,
        yearly_raise=yearly_amount(option, person, share.full),
        worth_of_whole_pay=worth,
        finished=finished,
        stopped=stopped,
        expected_money=c * finished.money_npv + (1 - c) * stopped.money_npv,
        expected_full=c * finished.full_npv + (1 - c) * stopped.full_npv,
    )
