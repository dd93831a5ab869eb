"""What conditions are judged by: results, credentials, statements, decisions, what is open.

Nothing here looks anything up: the facts are complete, and the two dates are given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from gradus.lib.conditions.grades import Grade

Stated: TypeAlias = bool | str | Fraction | tuple[str, ...]

IDENTITY: Final = ("none", "id_checked")
SUPERVISION: Final = ("none", "remote", "in_person")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One dated result of one course, as the record states it."""

    course: str
    grade: Grade
    on: date
    identity: str = "none"
    supervision: str = "none"
    level: str = ""
    tags: frozenset[str] = frozenset()
    credits: Fraction = Fraction(0)
    key: str = ""

    @property
    def name(self) -> str:
        """How evidence is cited: the record's key, else course and day."""
        return self.key or f"{self.course}@{self.on}"


@dataclass(frozen=True, slots=True)
class Held:
    """A credential on the record, and the courses it encloses."""

    credential: str
    on: date
    courses: tuple[str, ...] = ()
    key: str = ""

    @property
    def name(self) -> str:
        """How evidence is cited."""
        return self.key or f"{self.credential}@{self.on}"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a learner stated, or proved by a document, about themself."""

    value: Stated
    on: date | None = None
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Whether something can still be taken, and when next (None: not announced)."""

    open: bool = True
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The learner already studies for this degree."""

    org: str
    degree: str


UNKNOWN: Final = Opportunity()


@dataclass(frozen=True)
class Facts:
    """Everything known about one learner on one day.

    `on` is the day of asking, `request_on` the day a request would be sent: results after it do
    not exist yet. What has no entry in `opportunities` is not known, and counts as open.
    """

    on: date
    request_on: date
    attempts: tuple[Attempt, ...] = ()
    credentials: tuple[Held, ...] = ()
    statements: Mapping[str, Statement] = field(default_factory=dict)
    decisions: Mapping[str, bool] = field(default_factory=dict)
    enrolments: tuple[Enrolment, ...] = ()
    opportunities: Mapping[str, Opportunity] = field(default_factory=dict)
    course_credits: Mapping[str, Fraction] = field(default_factory=dict)

    def opportunity(self, what: str) -> Opportunity:
        """Whether `what` can still be taken; the unknown is open."""
        return self.opportunities.get(what, UNKNOWN)
