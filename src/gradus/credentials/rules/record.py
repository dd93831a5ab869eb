"""A learner's record: what was achieved, as partners' agreements and transcripts read it.

Source: Open Badges 3.0, CLR 2.0 (https://www.imsglobal.org/spec/clr/v2p0/): a record holds only
what is final and not withdrawn.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class CourseAchieved:
    """A final course result; `grade` in points of a hundred, `uuid` that of the enrolment."""

    course: str
    org: str
    title: str
    grade: Fraction
    passed: bool
    verified: bool
    on: date
    uuid: str


@dataclass(frozen=True, slots=True)
class CredentialAchieved:
    """A signed program credential in force, and the courses it rests on."""

    program: str
    title: str
    on: date
    uuid: str
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything final of one learner, oldest first."""

    courses: tuple[CourseAchieved, ...] = ()
    credentials: tuple[CredentialAchieved, ...] = ()
