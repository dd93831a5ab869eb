"""The model written a second time, from its formulas, sharing no code with the product.

It counts time in equal slices instead of clipping shares of years, and folds the present value
from the last year backwards instead of summing discounted flows.
"""

from math import exp

from gradus.advising.rules.cash import Person
from gradus.advising.rules.options import Option

SLICES = 1 << 12  # shares in the tests are multiples of 1/64, products of two of 1/4096


def overlap(start: float, end: float, year: int) -> float:
    """How much of [start, end) lies in the year, counted in whole slices of it."""
    span = range(round(start * SLICES), round(end * SLICES))
    now = range(year * SLICES, (year + 1) * SLICES)
    both = range(max(span.start, now.start), min(span.stop, now.stop))
    return len(both) / SLICES


def fold(flows: list[float], rate: float) -> float:
    """Horner's scheme: the value of a flow in the year before is one step of interest away."""
    value = 0.0
    for flow in reversed(flows):
        value = value / (1.0 + rate) + flow
    return value


def costs(option: Option, person: Person, *, done: bool) -> tuple[float, float]:
    """Present value of fees and pay given up, and of the hours."""
    studied = option.years if done else option.years * person.stops_at
    tax_forgone = person.tax if person.tax_forgone is None else person.tax_forgone
    money: list[float] = []
    hours: list[float] = []
    for year in range(person.horizon):
        pay = person.salary * (1 + person.growth) ** year
        bill = 0.0
        for fee in option.fees:
            moment = fee.due * option.years
            paid = done or fee.due < person.stops_at
            if paid and year - 1e-9 <= moment < year + 1 - 1e-9:
                bill += fee.amount
        share = overlap(0.0, studied, year)
        given_up = option.forgone * share * pay * (1 - tax_forgone)
        money.append(max(0.0, bill - person.aid_cap) + given_up)
        pace = option.hours / option.years if option.years else 0.0
        wage = pay / person.work_hours * (1 - person.tax)
        hours.append(pace * share * wage * person.hour_value)
    return fold(money, person.discount), fold(hours, person.discount)


def gain(option: Option, person: Person) -> float:
    """Present value of a raise of 100 %."""
    if option.years == 0:
        return 0.0
    start = option.years + person.lag
    flows = []
    for year in range(person.horizon):
        pay = person.salary * (1 + person.growth) ** year * (1 - person.tax)
        faded = exp(-person.fade * (year - start)) if year > start else 1.0
        flows.append(pay * faded * overlap(start, person.horizon, year))
    return fold(flows, person.discount)
