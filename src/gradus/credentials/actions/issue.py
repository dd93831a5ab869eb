"""Award and issue: the decision, its row and its place in one transaction; signing comes later."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import cast

from django.conf import settings
from django.db import transaction

from gradus.accounts.actions import audit
from gradus.accounts.models import User
from gradus.assessment.queries.final import FinalResult, final_results
from gradus.catalog.models import ProgramVersion
from gradus.catalog.rules.program import program_of
from gradus.catalog.rules.requirements import CourseResult, evaluate, parse_requirement
from gradus.credentials.actions.lists import free_place
from gradus.credentials.models import AchievementVersion, Award, Credential, Visibility
from gradus.credentials.queries.issuers import issuer_of
from gradus.credentials.rules.achievement import achievement_document
from gradus.credentials.rules.award import (
    CourseFact,
    Facts,
    achievement_of,
    check_origin,
    kept,
)
from gradus.enrollment.queries import pins_of
from gradus.lib.later import later
from gradus.lib.refusal import Refused, words
from gradus.lib.terms import State


def consider(*, learner_id: int, now: datetime) -> tuple[Credential, ...]:
    """Issue what the learner's final results on verified places have earned, each once.

    Nothing is issued to an erased account: it would name nobody.
    """
    learner = User.objects.get(pk=learner_id)
    if learner.erased_at is not None:
        return ()
    results = [result for result in final_results(learner) if result.verified]
    issued = []
    for pin in pins_of(learner):
        used = earned_by(pin.version, results, now)
        if used:
            issued.append(issue(learner=learner, version=pin.version, results=used, now=now))
    return tuple(issued)


def earned_by(
    version: ProgramVersion, results: Sequence[FinalResult], now: datetime
) -> tuple[FinalResult, ...]:
    """The results that complete the program version, or nothing when it is not complete."""
    program = program_of(version.document)
    here = {course.number for course in program.courses}
    by_key = {str(r.enrollment_uuid): r for r in results if r.course in here}
    asked = [
        CourseResult(
            course=r.course,
            grade=Fraction(r.percent),
            passed=r.passed,
            verified=r.verified,
            on=r.recorded_at.date(),
            key=key,
        )
        for key, r in by_key.items()
    ]
    verdict = evaluate(parse_requirement(program.requirement), asked, on=now.date())
    if verdict.state is not State.MET:
        return ()
    order = [course.number for course in program.courses]
    used = [by_key[result.key] for result in verdict.used]
    return tuple(sorted(used, key=lambda result: order.index(result.course)))


@transaction.atomic
def issue(
    *, learner: User, version: ProgramVersion, results: Sequence[FinalResult], now: datetime
) -> Credential:
    """Award the program's credential. Awarded already: the newest credential as it is."""
    learner = User.objects.select_for_update().get(pk=learner.pk)
    achievement = _achievement(version, results, now)
    awarded = Award.objects.filter(learner=learner, achievement=achievement).first()
    if awarded is not None:
        return cast("Credential", awarded.credentials.order_by("-pk").first())
    award = Award.objects.create(
        learner=learner,
        achievement=achievement,
        recipient_name=learner.name,
        facts=kept(Facts(tuple(_fact(result) for result in results))),
        awarded_at=now,
    )
    status_list, index = free_place(achievement.institution, now)
    credential = Credential.objects.create(
        award=award, status_list=status_list, status_index=index, issued_at=now
    )
    audit(actor=None, verb="issued", subject=f"credentials.credential:{credential.uuid}", now=now)
    later("credentials.sign", credential.pk)
    return credential


@transaction.atomic
def choose_visibility(*, credential: Credential, public: bool, now: datetime) -> Visibility:
    """Switch the public page on or off; the signature and the status do not depend on it."""
    return Visibility.objects.create(credential=credential, public=public, chosen_at=now)


def _achievement(
    version: ProgramVersion, results: Sequence[FinalResult], now: datetime
) -> AchievementVersion:
    """What this program version asserts, published with its first award and never changed."""
    known = AchievementVersion.objects.filter(program_version=version).first()
    check_origin(settings.CREDENTIAL_ORIGIN, demo=settings.DEMO)
    url = f"{settings.CREDENTIAL_ORIGIN}/achievements/{version.program.slug}/{version.number}"
    if known is None:
        return _publish(version, url, {r.course: r.pass_percent for r in results}, now)
    if known.document["id"] != url:
        raise Refused(
            "credential_origin_changed",
            words(
                "No credential is issued: earlier ones name {known}, and this installation"
                " is now set to {origin}."
            ),
            known=str(known.document["id"]),
            origin=settings.CREDENTIAL_ORIGIN,
        )
    return known


def _publish(
    version: ProgramVersion, url: str, pass_marks: dict[str, Decimal], now: datetime
) -> AchievementVersion:
    program = program_of(version.document)
    written = achievement_of(program, url=url, version=version.number, pass_marks=pass_marks)
    institution = version.program.institution
    return AchievementVersion.objects.create(
        program_version=version,
        institution=institution,
        slug=version.program.slug,
        number=version.number,
        document=achievement_document(issuer_of(institution), written),
        published_at=now,
    )


def _fact(result: FinalResult) -> CourseFact:
    return CourseFact(
        course=result.course,
        title=result.title,
        percent=result.percent,
        pass_percent=result.pass_percent,
        started_at=result.started_at,
        recorded_at=result.recorded_at,
    )
