"""What can be chosen about one program: all of it, its first course alone, or nothing.

Source: the decision aid, "Options" (docs/decide.md). Trying one course first is always offered
with its real figures; doing nothing is always in the same rows.

>>> courses = (PricedCourse("A", Money(25000, "USD"), weeks=2, hours=12),
...            PricedCourse("B", Money(25000, "USD"), weeks=6, hours=40))
>>> [(choice.key, choice.option.total, choice.option.hours) for choice in choices(courses)]
[('program', 500.0, 52.0), ('course', 250.0, 12.0), ('nothing', 0.0, 0.0)]
>>> [fee.due for fee in choices(courses)[0].option.fees]
[0.0, 0.25]
"""

from dataclasses import dataclass
from itertools import accumulate

from gradus.advising.rules.options import DO_NOTHING, Fee, Option
from gradus.lib.money import Money

WEEKS_A_YEAR = 52


@dataclass(frozen=True, slots=True)
class PricedCourse:
    """A course with its price (None: free), usual weeks and median hours in all."""

    title: str
    price: Money | None
    weeks: int
    hours: float

    @property
    def fee(self) -> float:
        return float(self.price.major) if self.price else 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """`completion` names the assumption about the chance of finishing it; empty: certain."""

    key: str
    option: Option
    completion: str


def choices(
    courses: tuple[PricedCourse, ...], *, weeks: int | None = None
) -> tuple[Choice, Choice, Choice]:
    """Courses are paid when they begin, one after the other, each for its share of the weeks."""
    planned = sum(course.weeks for course in courses)
    begins = accumulate((course.weeks for course in courses[:-1]), initial=0)
    first = courses[0]
    whole = Option(
        fees=tuple(
            Fee(course.title, course.fee, begin / planned)
            for course, begin in zip(courses, begins, strict=True)
        ),
        years=(weeks or planned) / WEEKS_A_YEAR,
        hours=float(sum(course.hours for course in courses)),
    )
    single = Option(
        fees=(Fee(first.title, first.fee, 0.0),),
        years=first.weeks / WEEKS_A_YEAR,
        hours=float(first.hours),
    )
    return (
        Choice("program", whole, "completion"),
        Choice("course", single, "completion_course"),
        Choice("nothing", DO_NOTHING, ""),
    )
