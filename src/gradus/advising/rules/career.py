"""Changing careers: a new wage instead of a raise, if the job is landed.

Source: the decision aid's model (docs/decide.md, "The model"). No source gives the chance of
landing the job, so there is no default: landed and not landed are shown apart.

>>> from gradus.advising.rules.options import Fee, Option
>>> course = Option(fees=(Fee("Course", 1000.0, 0.0),), years=1.0, hours=0.0)
>>> ada = Person(salary=50_000, horizon=2, discount=0, growth=0, tax=0, lag=0)
>>> career_change(course, ada, wage=60_000).landed_money
9000.0
"""

from dataclasses import dataclass

from gradus.advising.rules.cash import Person, cash_flows, share_with_raise
from gradus.advising.rules.options import Option
from gradus.advising.rules.roi import Cost, over, present_value


@dataclass(frozen=True, slots=True)
class CareerChange:
    """`money_chance`, `full_chance`: the break-even chance of finishing *and* landing the job."""

    gain: float
    money_chance: float | None
    full_chance: float | None
    landed_money: float
    landed_full: float
    missed_money: float
    missed_full: float


def career_change(option: Option, person: Person, *, wage: float) -> CareerChange:
    """`wage` is a quantile of the target occupation's yearly pay, today, before tax."""
    more = tuple(
        (wage - person.salary)
        * (1 + person.growth) ** t
        * (1 - person.tax)
        * share_with_raise(option, person, t)
        for t in range(person.horizon)
    )
    gain = present_value(more, person.discount)
    cost = Cost.of(cash_flows(option, person, raise_=0.0), person.discount)
    return CareerChange(
        gain=gain,
        money_chance=over(cost.money, gain),
        full_chance=over(cost.full, gain),
        landed_money=gain - cost.money,
        landed_full=gain - cost.full,
        missed_money=-cost.money,
        missed_full=-cost.full,
    )
