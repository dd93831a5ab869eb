"""Problems as problems/problem.html draws them: the author's text cut at the fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Final
from uuid import UUID, uuid4

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from gradus.assessment.queries.problems import Placed, Shown, placed, shown_problems
from gradus.assessment.rules.attempts import answer_visible, is_closed, marks_visible
from gradus.catalog.queries.courses import course_of
from gradus.courseware.course import Block
from gradus.courseware.faults import ContentFault, InvalidInput
from gradus.courseware.markup import relink
from gradus.courseware.problems.base import Answers, Input
from gradus.enrollment.queries import Enrollment
from gradus.lib.refusal import Refused, words
from gradus.lib.rounding import figure
from gradus.web.learn.fields import STATES, Field, StoredMark, Told, field_of
from gradus.web.parts.say import sentence

NO_HTML: Final = SafeString()
UNTITLED: Final = words("Question")
NEEDS_SANDBOX: Final = words(
    "This question needs the script sandbox, which is not set up here; it does not count."
)
UNSUPPORTED: Final = words("This question cannot be answered on this platform; it does not count.")
FAULTY: Final = words(
    "This question cannot be shown because of a mistake of its author; it does not count."
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of the author, or a field."""

    html: SafeString = NO_HTML
    field: Field | None = None


@dataclass(frozen=True)
class Drawn:
    """A problem on a page. `typed`: what was not taken, and why; `fresh`: just answered."""

    shown: Shown
    enrollment: Enrollment
    now: datetime
    token: UUID
    typed: Answers | None = None
    refusal: Refused | None = None
    fresh: bool = False

    @property
    def key(self) -> str:
        return self.shown.placed.problem.key

    @property
    def title(self) -> str:
        return self.shown.placed.block.title or gettext(UNTITLED)

    @property
    def url(self) -> str:
        """Where the answer goes (`learn:answer`)."""
        return f"/learn/{self.enrollment.uuid}/{self.shown.placed.unit_key}/{self.key}/"

    @property
    def page(self) -> str:
        """The problem on its unit's page."""
        return f"/learn/{self.enrollment.uuid}/{self.shown.placed.unit_key}/#problem-{self.key}"

    @cached_property
    def marked(self) -> bool:
        """Marks belong to the answer shown, and may be seen."""
        answered = self.shown.latest is not None and self.typed is None
        return answered and marks_visible(self.shown.placed.limits, now=self.now)

    @cached_property
    def open(self) -> bool:
        """An answer may still be given."""
        place = self.shown.placed
        return place.problem.answerable and not is_closed(
            place.limits, self.shown.standing, self.now
        )

    @property
    def unanswerable(self) -> str:
        """Why it takes no answers at all."""
        problem = self.shown.placed.problem
        if problem.answerable or not (problem.needs_sandbox or problem.unsupported):
            return ""
        return gettext(NEEDS_SANDBOX if problem.needs_sandbox else UNSUPPORTED)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(
            Piece(self.html(part.html)) if part.input is None else self._field(part.input)
            for part in self.shown.placed.problem.parts
        )

    @property
    def error(self) -> str:
        """Why nothing was taken, where it is not about one field."""
        refusal = self.refusal
        if refusal is None or (isinstance(refusal, InvalidInput) and refusal.input_id):
            return ""
        return sentence(refusal)

    @property
    def line(self) -> str:
        """Attempts used, points, and whether they count."""
        if not self.shown.placed.problem.answerable:
            return ""
        said = [self._attempts(), self._points()]
        if not self.shown.placed.block.settings.graded:
            said.append(gettext("does not count toward the grade"))
        return " · ".join(one for one in said if one)

    @property
    def button(self) -> str:
        """The word on the button; none when nothing more is to be answered."""
        if not self.open or (self.marked and self.shown.standing.full_marks):
            return ""
        return gettext("Check again") if self.shown.latest else gettext("Check")

    @property
    def said(self) -> str:
        """What stands beside the verdict: when it was saved, and whether more can follow."""
        if self.shown.latest is None:
            return ""
        at = localtime(self.shown.latest.submitted_at)
        said = [gettext("saved {time}").format(time=f"{at:%H:%M:%S}")]
        if not self.open:
            said.append(gettext("no more attempts"))
        return " · ".join(said)

    @property
    def verdict(self) -> tuple[str, str] | None:
        """State and word of the whole answer."""
        latest = self.shown.latest
        if latest is None or not self.marked:
            return None
        if latest.earned >= latest.possible:
            return STATES["correct"]
        return STATES["partially-correct" if latest.earned > 0 else "incorrect"]

    @property
    def hints(self) -> tuple[SafeString, ...]:
        """Hints that the learner opens one by one."""
        return tuple(self.html(hint) for hint in self.shown.placed.problem.hints)

    @cached_property
    def revealed(self) -> bool:
        """The right answer may be seen."""
        place, standing = self.shown.placed, self.shown.standing
        answerable = place.problem.answerable
        return answerable and answer_visible(place.limits, standing, now=self.now)

    @property
    def right(self) -> tuple[SafeString, ...]:
        if not self.revealed:
            return ()
        return tuple(self.html(html) for _, html in self.shown.placed.problem.right if html)

    @property
    def solution(self) -> SafeString:
        return self.html(self.shown.placed.problem.solution if self.revealed else "")

    def html(self, text: str) -> SafeString:
        """Clean HTML of the author with the addresses of this enrolment."""
        if "gradus:" in text:
            base = f"/learn/{self.enrollment.uuid}/"
            text = relink(text, static=f"{base}static/", block=f"{base}go/")
        return mark_safe(text)  # noqa: S308 - courseware.markup.clean made it

    def _field(self, drawn: Input) -> Piece:
        told = Told(
            mark=self._marks.get(drawn.id, {}),
            error=self._error_at(drawn.id),
            alone=len(self.shown.placed.problem.inputs) == 1,
            closed=not self.open,
        )
        return Piece(field=field_of(drawn, self._answers, self.html, told))

    def _attempts(self) -> str:
        used, allowed = self.shown.standing.used, self.shown.placed.limits.allowed
        if allowed is None:
            plural = ngettext("{n} attempt used", "{n} attempts used", used)
            return plural.format(n=used) if used else ""
        return gettext("{used} of {allowed} attempts used").format(used=used, allowed=allowed)

    def _points(self) -> str:
        """Points reached of those to be had, in the weight of the problem."""
        problem, latest = self.shown.placed.problem, self.shown.latest
        if not problem.possible:
            return ""
        possible = figure(problem.possible)
        if latest is not None and marks_visible(self.shown.placed.limits, now=self.now):
            earned = Fraction(latest.earned) * problem.possible / problem.maximum
            return gettext("{earned} of {possible} points").format(
                earned=figure(earned), possible=possible
            )
        plural = ngettext("{n} point", "{n} points", 1 if possible == "1" else 2)
        return plural.format(n=possible)

    @property
    def _answers(self) -> Answers:
        if self.typed is not None:
            return self.typed
        return self.shown.latest.answers if self.shown.latest else {}

    @cached_property
    def _marks(self) -> Mapping[str, StoredMark]:
        if not self.marked or self.shown.latest is None:
            return {}
        return {mark["id"]: mark for mark in self.shown.latest.feedback}

    def _error_at(self, input_id: str) -> str:
        if isinstance(self.refusal, InvalidInput) and self.refusal.input_id == input_id:
            return sentence(self.refusal)
        return ""


@dataclass(frozen=True, slots=True)
class Faulty:
    """A problem that cannot be read."""

    key: str
    title: str
    url: str = ""

    @property
    def unanswerable(self) -> str:
        return gettext(FAULTY)


Drawing = Drawn | Faulty


def drawn_problems(enrollment: Enrollment, unit: Block, now: datetime) -> Mapping[str, Drawing]:
    """The problems of a unit by key, in one query; a faulty one says so and stops nothing."""
    course = course_of(enrollment.content)
    drawings: dict[str, Drawing] = {}
    readable: list[Placed] = []
    for block in unit.walk_shown():
        if block.kind != "problem":
            continue
        try:
            readable.append(placed(enrollment, course, block))
        except ContentFault:
            drawings[block.key] = Faulty(block.key, block.title or gettext(UNTITLED))
    for key, shown in shown_problems(enrollment, readable).items():
        drawings[key] = Drawn(shown, enrollment, now, uuid4())
    return drawings
