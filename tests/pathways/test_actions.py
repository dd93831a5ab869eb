"""Agreements go live from files; evaluations and statements are kept."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gradus.accounts.models import User
from gradus.catalog.models import CourseRun
from gradus.lib.canonical_json import sha256
from gradus.lib.faults import Fault, Faulty
from gradus.lib.refusal import Refused
from gradus.lib.terms import State
from gradus.pathways.actions import check_degree, declare_facts, evaluate_credit
from gradus.pathways.models import Agreement as AgreementRow
from gradus.pathways.models import AgreementVersion, CreditEvaluation, DeclaredFact
from gradus.pathways.queries import (
    agreements_in_force,
    declared,
    evaluations_of,
    my_data,
    pathway_of,
    pathways_of,
    pathways_open,
    standing_of,
    standings_of,
)
from tests.credentials.story import DAY, NOW, passed
from tests.support.agreements import FOLDER, agreement_text, an_agreement
from tests.support.programs import a_program, teach

pytestmark = pytest.mark.django_db

ANSWERS = {"bachelor": "true", "taught_in_english": "true", "holds_masters_in": []}


def courses_passed(learner: User, **percent: str) -> None:
    for number, grade in percent.items():
        run = CourseRun.objects.get(course__number=number)
        if run.content_id is None:
            teach(run)
        passed(learner, run, grade)


def faults_of(work: Callable[[], object]) -> list[Fault]:
    with pytest.raises(Faulty) as caught:
        work()
    return list(caught.value.faults)


def line_of(text: str, words: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if words in line)


def test_an_agreement_is_published_once() -> None:
    a_program()
    first, again = an_agreement(), an_agreement(now=NOW + DAY)
    assert first == again
    assert (first.agreement.slug, first.label, AgreementVersion.objects.count()) == (
        "northgate",
        "2026-1",
        1,
    )


def test_published_words_never_change_under_the_same_edition() -> None:
    a_program()
    an_agreement()
    text = agreement_text("northgate").replace("USD 100 for each", "USD 120 for each")
    fault = faults_of(lambda: an_agreement(text=text))[0]
    assert fault.what == "Edition 2026-1 is published already, in other words."
    assert fault.line == line_of(text, 'version: "2026-1"')


def test_an_unknown_course_is_refused_with_its_line() -> None:
    a_program()
    text = agreement_text("northgate").replace("consumes: [DD3]", "consumes: [DD9]")
    fault = faults_of(lambda: an_agreement(text=text))[0]
    assert (fault.file, fault.line) == ("northgate.yaml", line_of(text, "consumes: [DD9]"))
    assert fault.what == "The program decisions-with-data has no course 'DD9'."
    assert fault.remedy == (
        "It has DD1, DD2, DD3, DD4, DDX; its credential is decisions-with-data."
    )


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("program: decisions-with-data}", "program: other}", "There is no program 'other'."),
        (
            "sending: {org: harborview",
            "sending: {org: northgate",
            "decisions-with-data is a program of harborview, not northgate.",
        ),
        (
            "receiving: {org: northgate",
            "receiving: {org: nowhere",
            "There is no institution 'nowhere'.",
        ),
        ("status: in_force", "status: draft", "An agreement that is draft is not published."),
        ("  - {org: northgate, name", "  - {org: southport, name", "Nobody signed for northgate."),
        ("review_by: 2030-06-30", "review_by: 2026-02-28", "The review was due on 2026-02-28."),
        ('clause: "3.2"', 'clause: "3.9"', "There is no clause 3.9."),
    ],
)
def test_what_keeps_an_agreement_from_going_live_is_said(old: str, new: str, what: str) -> None:
    a_program()
    text = agreement_text("northgate")
    assert old in text
    faults = faults_of(lambda: an_agreement(text=text.replace(old, new, 1)))
    assert what in [fault.what for fault in faults]
    assert all(fault.line > 0 and fault.remedy for fault in faults)


def test_an_agreement_whose_case_comes_out_differently_does_not_go_live() -> None:
    a_program()
    text = agreement_text("northgate").replace('saved: "8,500 USD"', 'saved: "9,000 USD"')
    fault = faults_of(lambda: an_agreement(text=text))[0]
    assert fault.what == (
        "Case “Two courses count, the third is open”: saved should be 9,000 USD, but is 8,500 USD."
    )
    assert fault.line == line_of(text, '"9,000 USD"')
    assert AgreementRow.objects.count() == 0


def test_a_degree_whose_slots_do_not_add_up_is_refused_with_its_line() -> None:
    text = (
        (FOLDER / "northgate.degree.yaml").read_text("utf-8").replace("credits: 36", "credits: 40")
    )
    fault = faults_of(lambda: check_degree(text=text, source="d.yaml"))[0]
    assert (fault.what, fault.line) == (
        "The slots hold 36 credits, the degree 40.",
        line_of(text, "slots:") + 1,
    )


def test_a_record_counts_as_the_agreement_says(ada: User) -> None:
    a_program()
    an_agreement()
    courses_passed(ada, DD1="88", DD2="78.5")
    declare_facts(learner=ada, statements=ANSWERS, now=NOW)
    found = standing_of(ada, "northgate", NOW).evaluation
    assert found.eligibility.state is State.MET
    assert (found.accepted, found.counts, found.at_most) == (6, 6, 12)
    assert str(found.lines[0].judgement.reason) == "DD2 78.5 on 28 February 2027"


def test_nothing_declared_means_nothing_counts_yet(ada: User) -> None:
    a_program()
    an_agreement()
    courses_passed(ada, DD1="88", DD2="78.5")
    found = standing_of(ada, "northgate", NOW).evaluation
    assert (found.eligibility.state, found.counts, found.at_most) == (State.PENDING, 0, 12)
    assert [m.what for m in found.eligibility.missing] == [
        "bachelor",
        "taught_in_english",
        "holds_masters_in",
    ]


def test_an_evaluation_is_kept_with_version_and_hash_of_the_record(ada: User) -> None:
    a_program()
    version = an_agreement()
    courses_passed(ada, DD1="88")
    kept = evaluate_credit(learner=ada, agreement="northgate", now=NOW)
    kept.refresh_from_db()
    assert (kept.version, kept.evaluated_at) == (version, NOW)
    assert kept.record_sha256 == sha256(kept.record)
    assert kept.result["lines"][2]["judgement"]["state"] == "met"
    assert (kept.result["counts"], kept.result["at_most"]) == ("0", "12")
    courses_passed(ada, DD2="90")
    again = evaluate_credit(learner=ada, agreement="northgate", now=NOW + DAY)
    assert again.record_sha256 != kept.record_sha256
    assert evaluations_of(ada, "northgate") == [again, kept]


def test_a_suspended_agreement_is_not_evaluated_for_keeping(ada: User) -> None:
    a_program()
    text = agreement_text("northgate").replace("status: in_force", "status: suspended")
    an_agreement(text=text)
    assert pathways_open(NOW) == ()
    with pytest.raises(Refused) as refused:
        evaluate_credit(learner=ada, agreement="northgate", now=NOW)
    assert refused.value.code == "agreement_not_in_force"
    assert CreditEvaluation.objects.count() == 0


def test_statements_are_rows_that_are_added_and_the_newest_counts(ada: User, ben: User) -> None:
    declare_facts(learner=ada, statements={"bachelor": "false"}, now=NOW)
    assert declare_facts(learner=ada, statements={"bachelor": "false"}, now=NOW + DAY) == ()
    ielts = {"value": "7.5", "on": "2026-05-01"}
    declare_facts(learner=ada, statements={"bachelor": "true", "ielts": ielts}, now=NOW + DAY)
    assert DeclaredFact.objects.count() == 3
    assert declared(ada) == {"bachelor": "true", "ielts": ielts}
    assert declared(ben) == {}
    data = my_data(ada)
    assert isinstance(data, dict)
    assert [fact["value"] for fact in data["declared_facts"]] == ["false", "true", ielts]


def test_the_first_passed_course_pins_the_edition(ada: User, ben: User) -> None:
    a_program()
    old = agreement_text("northgate")
    ending = old.replace("to: 2031-06-30}", "to: 2027-02-28}")
    first = an_agreement(text=ending)
    newer = old.replace('version: "2026-1"', 'version: "2027-1"').replace(
        "effective: {from: 2026-01-01", "effective: {from: 2027-03-01"
    )
    second = an_agreement(text=newer)
    courses_passed(ada, DD1="88")  # recorded on 28 February
    assert pathway_of(ada, "northgate", NOW).version == first
    assert pathway_of(ben, "northgate", NOW).version == second
    assert pathway_of(None, "northgate", NOW).version == second


def test_an_agreement_that_does_not_exist_does_not_exist(ada: User) -> None:
    with pytest.raises(AgreementRow.DoesNotExist):
        standing_of(ada, "northgate", NOW)


def test_the_most_that_an_agreement_can_bring_is_computed() -> None:
    version = a_program()
    an_agreement("northgate")
    an_agreement("southport")
    with CaptureQueriesContext(connection) as queries:
        found = agreements_in_force(NOW.date())
    assert len(queries) == 1
    assert [(s.slug, s.credits, s.degree_credits) for s in found] == [
        ("northgate", 12, 36),
        ("southport", 16, 48),
    ]
    assert found[0].words.startswith("Up to 12 of the degree's 36 credits, under 22 signed")
    assert pathways_of(version.program, NOW.date()) == found
    assert agreements_in_force(date(2026, 1, 1)) == found[:1]
    assert agreements_in_force(date(2040, 1, 1)) == ()


def test_all_standings_take_as_many_queries_as_one(ada: User) -> None:
    a_program()
    an_agreement("northgate")
    courses_passed(ada, DD1="88")
    with CaptureQueriesContext(connection) as one:
        standings_of(ada, NOW)
    an_agreement("southport")
    with CaptureQueriesContext(connection) as two:
        found = standings_of(ada, NOW)
    assert len(one) == len(two) == 4
    assert [s.pathway.slug for s in found] == ["northgate", "southport"]


def test_a_stranger_to_the_sender_brings_nothing(ada: User) -> None:
    a_program()
    an_agreement()
    courses_passed(ada, DD1="88")
    run = CourseRun.objects.get(course__number="DD1")
    run.course.institution = None
    run.course.save()
    found = standing_of(ada, "northgate", NOW + timedelta(days=1))
    assert found.evaluation.lines[2].judgement.state is State.PENDING
