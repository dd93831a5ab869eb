"""Who lives in the demonstration and how far each has come. All of them are invented."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from gradus.lib.terms import Json

PASSWORD: Final = "a-step-at-a-time"  # noqa: S105 - public: it is printed by the demonstration
DOMAIN: Final = "demo.gradus.example"
DAYS_OPEN: Final = 200
"""How many days ago the program was published."""
COURSES: Final = ("DD1", "DD2", "DD3", "DD4", "DDX")


class Part(Enum):
    """How a person stands in one course."""

    AUDIT = "audit"
    PAID = "paid"
    REFUNDED = "refunded"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Study:
    """What a person did in one course.

    `only`: keys of problems begin with one of these; nothing means all. `wrong`: answered wrongly
    at every attempt. `slips`: wrong at the first attempt, right at the second. `graded_by_hand`:
    the registrar recorded the result although it is not a pass.
    """

    course: str
    part: Part
    days_ago: int
    answers: bool = True
    only: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    graded_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A learner, or with `role` a member of staff in all runs.

    `states` is what they declare about themselves, `asks` the agreements they had evaluated.
    """

    slug: str
    name: str
    state: str
    studies: tuple[Study, ...] = ()
    role: str = ""
    states: tuple[tuple[str, Json], ...] = ()
    asks: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.slug}@{DOMAIN}"

    @property
    def days_here(self) -> int:
        """How many days ago the person signed up."""
        return max([DAYS_OPEN if self.role else 1, *(study.days_ago for study in self.studies)])


def _passed(course: str, days_ago: int, *, wrong: tuple[str, ...] = ()) -> Study:
    return Study(course, Part.PAID, days_ago, wrong=wrong, only=() if course != "DD1" else GRADED)


GRADUATE: Final[tuple[tuple[str, Json], ...]] = (
    ("bachelor", "true"),
    ("taught_in_english", "true"),
    ("years_worked", "6"),
    ("holds_masters_in", []),
)
GRADED: Final = ("set1", "set2", "final")
PEOPLE: Final = (
    Person("nina", "Nina Adler (fictitious)", "new: has only signed up"),
    Person(
        "omar",
        "Omar Bilal (fictitious)",
        "reads the first course free of charge and tries the practice questions",
        (Study("DD1", Part.AUDIT, 20, only=("practice_promise", "practice_sensors")),),
    ),
    Person(
        "paula",
        "Paula Castro (fictitious)",
        "has paid for the first course and not begun",
        (Study("DD1", Part.PAID, 2, answers=False),),
    ),
    Person(
        "quentin",
        "Quentin Duval (fictitious)",
        "is in the middle of the first course",
        (
            Study(
                "DD1",
                Part.PAID,
                15,
                only=("practice_p", "practice_s", "practice_d", "practice_o", "set1"),
                wrong=("set1_court",),
                slips=("set1_test", "set1_servers"),
            ),
        ),
    ),
    Person(
        "rosa",
        "Rosa Engström (fictitious)",
        "has passed one course",
        (Study("DD1", Part.PAID, 60, wrong=("set2_sensor",), slips=("final_audit",)),),
    ),
    Person(
        "sven",
        "Sven Fischer (fictitious)",
        "lacks only the capstone: answer its two problems and the credential is issued",
        (
            _passed("DD1", 140, wrong=("final_true",)),
            _passed("DD2", 100),
            _passed("DD3", 70, wrong=("check_precision",)),
            _passed("DD4", 40),
            Study("DDX", Part.PAID, 3, answers=False),
        ),
    ),
    Person(
        "tara",
        "Tara Gupta (fictitious)",
        "has completed the program and holds its credential",
        (
            _passed("DD1", 180, wrong=("set1_court",)),
            _passed("DD2", 130),
            _passed("DD3", 110),
            _passed("DD4", 80),
            _passed("DDX", 50),
        ),
        states=GRADUATE,
        asks=("northgate", "southport"),
    ),
    Person(
        "umar",
        "Umar Haddad (fictitious)",
        "has failed the first course",
        (
            Study(
                "DD1",
                Part.PAID,
                90,
                only=GRADED,
                wrong=("set1_t", "set1_s", "set1_e", "set2", "final_a", "final_b", "final_t"),
                graded_by_hand=True,
            ),
        ),
    ),
    Person(
        "vera",
        "Vera Ivanova (fictitious)",
        "has been given the money back and reads on free of charge",
        (Study("DD1", Part.REFUNDED, 12, only=("practice_promise",)),),
    ),
    Person(
        "wanda",
        "Wanda Jones (fictitious)",
        "has three good grades and can ask a partner for credit",
        (
            _passed("DD1", 120),
            _passed("DD2", 90),
            _passed("DD3", 60),
            Study("DD4", Part.DECLINED, 5, answers=False),
        ),
        states=GRADUATE,
        asks=("northgate",),
    ),
    Person("ines", "Ines Keller (fictitious)", "instructor of all courses", role="instructor"),
    Person("reto", "Reto Lang (fictitious)", "registrar of all courses", role="registrar"),
)
