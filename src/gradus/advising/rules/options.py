"""What a person may choose: fees with their due moments, length and hours of study.

Source: the decision aid's model of one option against doing nothing (docs/decide.md, "The model").

>>> course = Option(fees=(Fee("Course", 250.0, 0.0),), years=0.25, hours=130.0)
>>> course.total
250.0
>>> DO_NOTHING.total
0.0
"""

from dataclasses import dataclass, replace

from gradus.lib.refusal import Refused, words


@dataclass(frozen=True, slots=True)
class Fee:
    """One payment; `due` is the share of study (0 to 1) after which it falls due."""

    label: str
    amount: float
    due: float

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise Refused("fee_negative", words("A fee cannot be below zero."))
        if not 0 <= self.due <= 1:
            raise Refused(
                "fee_due", words("A fee falls due between the start and the end of study.")
            )


@dataclass(frozen=True, slots=True)
class Option:
    """A way to study.

    `hours` are hours beside paid work, over the whole option; `years` its planned length;
    `forgone` the share of pay given up while studying (0 beside the job, 1 instead of it).
    """

    fees: tuple[Fee, ...]
    years: float
    hours: float
    forgone: float = 0.0

    def __post_init__(self) -> None:
        if self.years < 0 or self.hours < 0:
            raise Refused("study_negative", words("Length and hours cannot be below zero."))
        if not 0 <= self.forgone <= 1:
            raise Refused(
                "forgone_share", words("The share of pay given up lies between 0 and 1.")
            )

    @property
    def total(self) -> float:
        """The price: always summed from its parts, never typed."""
        return sum((fee.amount for fee in self.fees), 0.0)

    @property
    def hours_a_year(self) -> float:
        return self.hours / self.years if self.years else 0.0


DO_NOTHING = Option(fees=(), years=0.0, hours=0.0)


def full_time(option: Option) -> Option:
    """The option studied instead of working: its time is already paid for as pay given up."""
    return replace(option, forgone=1.0, hours=0.0)


def by_course(prices: tuple[tuple[str, float], ...], *, years: float, hours: float) -> Option:
    """An option paid course by course, each when it starts, at equal distances.

    >>> [fee.due for fee in by_course((("A", 1.0), ("B", 1.0)), years=1, hours=9).fees]
    [0.0, 0.5]
    """
    count = len(prices)
    fees = tuple(Fee(label, amount, k / count) for k, (label, amount) in enumerate(prices))
    return Option(fees=fees, years=years, hours=hours)
