"""Let the demonstration's people do what they did, through the same actions as everybody.

Every deed is known by a token that depends on the person and the deed alone, so a demonstration
that was cut off goes on where it stopped, and one that is whole is left as it is.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.contrib.auth.hashers import make_password

from gradus.accounts.actions import audit, open_account
from gradus.accounts.queries import has_happened
from gradus.assessment.actions import record_final_grade, submit
from gradus.assessment.queries.final import has_final_grade
from gradus.assessment.queries.problems import problem_for
from gradus.catalog.queries.courses import course_of
from gradus.catalog.queries.runs import run_of_course
from gradus.courseware.problems.base import Answers
from gradus.courseware.problems.problem import Problem
from gradus.credentials.actions.issue import choose_visibility
from gradus.credentials.actions.lists import refresh_lists
from gradus.credentials.queries.held import held_by
from gradus.enrollment.actions import enroll, grant_role
from gradus.enrollment.queries import enrollment_in
from gradus.lib import later
from gradus.management.demonstration.answers import read_answers
from gradus.management.demonstration.people import (
    COURSES,
    DOMAIN,
    PASSWORD,
    PEOPLE,
    Part,
    Person,
    Study,
)
from gradus.pathways.actions import declare_facts, evaluate_credit
from gradus.pathways.queries import evaluations_of
from gradus.payments.actions import checkout, decide_at_demo_bank, order, request_refund
from gradus.payments.rules.orders import Kind

BETWEEN_ANSWERS: Final = timedelta(hours=5)
"""From one answer to the next; less when a course was begun too short a time ago."""
SETTLED: Final = "settled_in_demo"
TRIES: Final = 2


def settle(*, now: datetime) -> int:
    """Bring everybody to where they stand; say how many had something left to do."""
    world = World(now)
    staff = [Life(person, world) for person in PEOPLE if person.role]
    learners = [Life(person, world) for person in PEOPLE if not person.role]
    world.registrar = next(life for life in staff if life.person.role == "registrar")
    lived = sum(life.live() for life in (*staff, *learners))
    refresh_lists(now=now)
    return lived


class World:
    """What all people share: the runs, the answer sheet, the day."""

    registrar: "Life"

    def __init__(self, now: datetime) -> None:
        self.now = now
        found = {number: run_of_course(f"Harborview+{number}", now) for number in COURSES}
        self.runs = {number: run for number, run in found.items() if run is not None}
        sheet = settings.CONTENT_DIR / "demo" / "answers.yaml"
        self.sheet = read_answers(sheet.read_text(encoding="utf-8"))

    @cached_property
    def hashed(self) -> str:
        """The common password, hashed once, for it takes long on purpose."""
        return make_password(PASSWORD)


class Life:
    """One person and their deeds."""

    def __init__(self, person: Person, world: World) -> None:
        self.person = person
        self.world = world
        self.user = open_account(
            email=person.email,
            hashed_password=world.hashed,
            name=person.name,
            now=world.now - timedelta(days=person.days_here),
        )

    def live(self) -> bool:
        """Do what is still to do, and note in the trail that all is done."""
        subject = f"accounts.user:{self.user.uuid}"
        if has_happened(verb=SETTLED, subject=subject):
            return False
        if self.person.role:
            for run in self.world.runs.values():
                grant_role(user=self.user, run=run, role=self.person.role, now=self.world.now)
        for study in self.person.studies:
            self.study(study)
        self.look_ahead()
        audit(actor=None, verb=SETTLED, subject=subject, now=self.world.now)
        return True

    def study(self, study: Study) -> None:
        """Enrol, pay as far as the person paid, answer what they answered."""
        begun = self.world.now - timedelta(days=study.days_ago)
        enroll(learner=self.user, run=self.world.runs[study.course], now=begun)
        if study.part is not Part.AUDIT:
            self.pay(study, begun)
        ended = self.answer(study, begun) if study.answers else begun
        later.queue().drain(now=ended)
        if study.graded_by_hand:
            self.be_graded(study, ended)

    def pay(self, study: Study, at: datetime) -> None:
        """Order at the demonstration bank, and pay or be declined there."""
        run = self.world.runs[study.course]
        ordered = order(buyer=self.user, run=run, token=self.token(study.course), now=at)
        checkout(order=ordered, return_to="/learn/", now=at)
        kind = Kind.DECLINED if study.part is Part.DECLINED else Kind.CAPTURED
        decide_at_demo_bank(order=ordered, kind=kind, now=at)
        if study.part is Part.REFUNDED:
            reason = "The course was not what I had expected."
            request_refund(order=ordered, reason=reason, completed=False, now=at)
            later.queue().drain(now=at + timedelta(days=1))

    def answer(self, study: Study, begun: datetime) -> datetime:
        """Answer the problems in their order; returns when the last answer was given."""
        enrollment = enrollment_in(self.user, self.world.runs[study.course])
        if enrollment is None:
            return begun
        blocks = course_of(enrollment.content).root.walk_shown()
        keys = [block.key for block in blocks if block.kind == "problem"]
        chosen = [key for key in keys if not study.only or key.startswith(study.only)]
        step = min(BETWEEN_ANSWERS, (self.world.now - begun) / (TRIES * len(chosen) + 1))
        at = begun
        for key in chosen:
            placed = problem_for(enrollment, key)
            for count, given in enumerate(self.tries(study, placed.problem)):
                at += step
                token = self.token(study.course, key, str(count))
                submit(enrollment=enrollment, placed=placed, answers=given, token=token, now=at)
        return at

    def tries(self, study: Study, problem: Problem) -> Iterator[Answers]:
        """What the person answers to a problem, try by try."""
        sheet = self.world.sheet
        if problem.key.startswith(study.wrong or (" ",)):
            for _ in range(min(TRIES, problem.max_attempts or 1)):
                yield sheet.wrong(study.course, problem)
            return
        if problem.key in study.slips:
            yield sheet.wrong(study.course, problem)
        yield sheet.right(study.course, problem)

    def be_graded(self, study: Study, at: datetime) -> None:
        """The registrar records the result as it stands."""
        run = self.world.runs[study.course]
        enrollment = enrollment_in(self.user, run)
        if enrollment is not None and not has_final_grade(self.user, run):
            record_final_grade(
                enrollment=enrollment,
                recorded_by=self.world.registrar.user,
                reason="All attempts at the final check are used.",
                now=at,
            )

    def look_ahead(self) -> None:
        """Show the credential, declare what partners ask, have the record evaluated."""
        now = self.world.now
        for held in held_by(self.user):
            if not held.public:
                choose_visibility(credential=held.row, public=True, now=now)
        if self.person.states:
            declare_facts(learner=self.user, statements=dict(self.person.states), now=now)
        for agreement in self.person.asks:
            if not evaluations_of(self.user, agreement):
                evaluate_credit(learner=self.user, agreement=agreement, now=now)

    def token(self, *words: str) -> UUID:
        """The same deed of the same person has the same token, whenever it is done."""
        return uuid5(NAMESPACE_URL, "/".join([DOMAIN, self.person.slug, *words]))
