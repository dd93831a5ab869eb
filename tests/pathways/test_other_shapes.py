"""Shapes of real agreements that the two demonstrations do not have."""

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from gradus.lib.conditions.evidence import Attempt, Facts, Held, Statement
from gradus.lib.conditions.grades import Grade
from gradus.lib.conditions.reading import Reader, Unreadable
from gradus.lib.terms import Sentence, State
from gradus.pathways.rules.agreement_file import read_agreement
from gradus.pathways.rules.credit import Evaluation, Situation, Use, evaluate
from gradus.pathways.rules.degree import Degree
from gradus.pathways.rules.editions import binding
from gradus.pathways.rules.plain import plain
from gradus.pathways.rules.vectors import Difference, differences
from tests.pathways.samples import northgate

DEGREE: Degree = northgate()[2]
DAY = date(2027, 5, 28)
YES = Statement(value=True)
KNOWN = {"bachelor": YES, "taught_in_english": YES, "holds_masters_in": Statement(())}


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(northgate()[0]))
    change(data)
    return data


def judged(data: dict[str, Any], *attempts: Attempt, **more: Any) -> Evaluation:  # noqa: ANN401 free
    facts = Facts(
        on=DAY,
        request_on=DAY,
        attempts=attempts,
        statements=KNOWN,
        credentials=more.get("credentials", ()),
    )
    situation = Situation(facts, ledger=more.get("ledger", ()), encloses=more.get("encloses", {}))
    return evaluate(read_agreement(data, DEGREE), DEGREE, situation)


def result(course: str, grade: Grade, on: date = date(2026, 9, 1)) -> Attempt:
    return Attempt(course, grade, on, identity="id_checked", supervision="remote")


def percent(course: str, value: int) -> Attempt:
    return result(course, Grade("dd-percent", Fraction(value)))


def in_letters(data: dict[str, Any]) -> None:
    """Three Bs admit by themselves; percentages are converted by a signed clause."""
    data["grading_schemes"]["letter"] = {"kind": "letter", "letters": ["A", "B", "C"], "pass": "C"}
    data["conversions"] = [
        {
            "from": "dd-percent",
            "to": "letter",
            "bands": [["90", "A"], ["80", "B"]],
            "clause": "2.1",
        }
    ]
    bar = {"scheme": "letter", "value": "B"}
    three = [{"has": {"course": c, "min_grade": bar}} for c in ("DD1", "DD2", "DD3")]
    data["admission"] = {"mode": "automatic", "clause": "2.6", "when": {"all": three}}


def test_three_bs_admit_by_themselves() -> None:
    data = changed(in_letters)
    two = judged(data, percent("DD1", 91), percent("DD2", 80))
    assert (two.admission.state, two.admission.clause) == (State.PENDING, "2.6")
    three = judged(
        data, percent("DD1", 91), percent("DD2", 80), result("DD3", Grade("letter", "B"))
    )
    assert three.admission.state is State.MET


def test_a_grade_just_below_a_signed_band_is_not_lifted() -> None:
    found = judged(changed(in_letters), percent("DD1", 91), percent("DD2", 79), percent("DD3", 80))
    assert found.admission.state is State.PENDING
    assert "DD2 79 on 1 September 2026: below B" in str(found.admission.reason)


def test_a_grade_in_a_scheme_nobody_signed_for_needs_a_person() -> None:
    found = judged(changed(in_letters), result("DD2", Grade("ects", "A")))
    assert found.lines[0].judgement.state is State.DISCRETION


@pytest.mark.parametrize(
    ("sizes", "limit"),
    [([["30", "6"], ["40", "8"]], 6), ([["20", "4"], ["36", "9"]], 9), ([["40", "8"]], 0)],
)
def test_a_cap_may_grow_with_the_degree(sizes: list[list[str]], limit: int) -> None:
    def sliding(data: dict[str, Any]) -> None:
        data["caps"][0] = {"id": "third", "by_degree_size": sizes, "clause": "4.1"}

    found = judged(changed(sliding), *(percent(c, 90) for c in ("DD1", "DD2", "DD3", "DD4")))
    assert next(cap.limit for cap in found.caps if cap.id == "third") == limit
    assert found.accepted == min(limit, 12)


def test_a_fraction_rounds_down_to_whole_credits_unless_a_step_is_given() -> None:
    def rough(data: dict[str, Any]) -> None:
        data["caps"][0] = {"id": "third", "fraction": "0.32", "round": "down", "clause": "4.1"}

    found = judged(changed(rough), percent("DD1", 90))
    assert next(cap.limit for cap in found.caps if cap.id == "third") == 11


def test_a_course_inside_a_credential_used_elsewhere_is_used_too() -> None:
    use = Use("data-decisions", "credit", "elsewhere", Fraction(16), date(2027, 1, 1))
    held = (Held("data-decisions", date(2027, 1, 1), ("DD1", "DD2")),)
    found = judged(
        changed(lambda _: None),
        percent("DD1", 90),
        percent("DD3", 90),
        credentials=held,
        ledger=(use,),
        encloses={"data-decisions": ("DD1", "DD2")},
    )
    states = {line.award.id: line.judgement.state for line in found.lines}
    assert (states["L2"], states["L3"]) == (State.MET, State.FAILED)


def test_some_credits_used_elsewhere_may_be_shared_up_to_a_limit() -> None:
    def limited(data: dict[str, Any]) -> None:
        data["sharing"][0]["max_credits"] = "3"
        data["sharing"].append(
            {"between": ["waiver", "admission"], "max_credits": "0", "clause": "5.1"}
        )

    uses = tuple(
        Use(c, "credit", "elsewhere", Fraction(3), date(2027, 1, 1)) for c in ("DD1", "DD2")
    )
    found = judged(changed(limited), percent("DD1", 90), percent("DD2", 90), ledger=uses)
    assert (found.eligibility.state, found.counts) == (State.MET, 3)


def test_what_the_partner_recorded_is_the_first_level() -> None:
    own = Use("DD2", "credit", "northgate-msads", Fraction(3), date(2027, 1, 1))
    found = judged(changed(lambda _: None), percent("DD2", 90), ledger=(own,))
    assert found.recorded == 3
    assert found.lines[0].judgement.state is State.MET


def test_past_its_review_an_agreement_says_so() -> None:
    found = judged(changed(lambda data: data.update(review_by="2027-05-01")))
    assert [str(w) for w in found.warnings] == [
        "The review of this agreement was due on 1 May 2027."
    ]


def test_an_expectation_nobody_knows_is_a_difference() -> None:
    def strange(data: dict[str, Any]) -> None:
        data["vectors"] = [
            {
                "name": "x",
                "learner": "maya",
                "request_on": "2026-08-31",
                "expect": {"states": {"L9": "met"}, "luck": "much"},
            }
        ]

    data = changed(strange)
    found = list(differences(data, read_agreement(data, DEGREE), DEGREE))
    path = ("vectors", 0, "expect", "states", "L9")
    assert found[0] == Difference("x", path, "states of L9", "met", "no such line")
    assert found[1].found == "an expectation that is not known"


def test_an_edition_that_has_ended_binds_nobody_new() -> None:
    assert binding([], DAY, DAY) is None


def test_what_has_no_plain_form_is_not_kept() -> None:
    with pytest.raises(TypeError, match="object has no plain form"):
        plain(object())
    assert plain(Sentence("x")) == {"template": "x", "values": []}


def test_a_slot_the_degree_does_not_have_is_not_found() -> None:
    with pytest.raises(KeyError):
        DEGREE.place("core.art")


def test_what_is_not_what_the_schema_promised_is_refused_all_the_same() -> None:
    for wrong, words in (
        (lambda: Reader({"a": 1}).condition(), "No condition belongs here."),
        (lambda: Reader("soon").day(), "This is not a date."),
        (lambda: Reader(data=True).number(), "A number belongs here."),
        (lambda: read_agreement({"grading_schemes": "x"}, DEGREE), "Names with values"),
    ):
        with pytest.raises(Unreadable, match=words):
            wrong()
