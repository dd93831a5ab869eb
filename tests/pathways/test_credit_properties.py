"""What must hold of every evaluation, tried on invented records."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gradus.lib.conditions.evidence import Attempt, Facts, Held, Statement
from gradus.lib.conditions.grades import Grade
from gradus.lib.terms import State
from gradus.pathways.rules.agreement import Agreement
from gradus.pathways.rules.agreement_file import read_agreement
from gradus.pathways.rules.credit import Evaluation, Situation, Use, evaluate
from gradus.pathways.rules.degree import Degree
from tests.pathways.samples import northgate

DATA, AGREEMENT, DEGREE = northgate()
COURSES = ("DD1", "DD2", "DD3", "DD4", "DD5")
FIRST = date(2026, 2, 1)

attempts = st.builds(
    Attempt,
    st.sampled_from(COURSES),
    st.integers(220, 380).map(lambda quarter: Grade("dd-percent", Fraction(quarter, 4))),
    st.dates(date(2018, 1, 1), date(2028, 12, 31)),
    identity=st.sampled_from(["none", "id_checked", "id_checked"]),
    supervision=st.sampled_from(["none", "remote", "in_person"]),
)
flags = st.sampled_from([None, True, True, False])


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    day = FIRST + timedelta(days=draw(st.integers(0, 950)))
    statements = {}
    for name in ("bachelor", "taught_in_english"):
        value = draw(flags)
        if value is not None:
            statements[name] = Statement(value)
    if draw(st.booleans()):
        statements["ielts"] = Statement(Fraction(15, 2), draw(st.dates(FIRST, day)))
    statements["holds_masters_in"] = Statement(())
    held = (Held("data-decisions", draw(st.dates(date(2025, 1, 1), date(2028, 1, 1))), COURSES),)
    elsewhere = Use("DD2", "credit", "other", Fraction(3), FIRST)
    return Situation(
        Facts(
            on=day,
            request_on=day,
            attempts=tuple(draw(st.lists(attempts, max_size=7))),
            credentials=held if draw(st.booleans()) else (),
            statements=statements,
            decisions=draw(st.sampled_from([{}, {"syllabus-review": True}])),
        ),
        ledger=(elsewhere,) if draw(st.booleans()) else (),
        other_transfer=Fraction(draw(st.sampled_from([0, 0, 3, 6]))),
        encloses={"data-decisions": COURSES},
    )


def judged(
    situation: Situation, agreement: Agreement = AGREEMENT, degree: Degree = DEGREE
) -> Evaluation:
    return evaluate(agreement, degree, situation)


def states(found: Evaluation) -> dict[str, State]:
    lines = {line.award.id: line.judgement.state for line in found.lines}
    waivers = {waiver.waiver.id: waiver.judgement.state for waiver in found.waivers}
    return {**lines, **waivers, "eligibility": found.eligibility.state}


def seen(found: Evaluation) -> tuple[object, ...]:
    credits_ = {line.award.id: (line.accepted, line.counts) for line in found.lines}
    return states(found), credits_, found.accepted, found.counts, found.at_most, found.saved


@settings(max_examples=60, deadline=None)
@given(situations(), st.randoms(use_true_random=False))
def test_order_of_evidence_awards_and_slots_never_matters(
    situation: Situation, dice: Random
) -> None:
    facts = situation.facts
    attempts_, awards, places = (
        list(facts.attempts),
        list(AGREEMENT.awards),
        list(DEGREE.places),
    )
    dice.shuffle(attempts_)
    dice.shuffle(awards)
    dice.shuffle(places)
    other = replace(
        situation,
        facts=replace(
            facts,
            attempts=tuple(attempts_),
            statements=dict(reversed(list(facts.statements.items()))),
        ),
    )
    agreement = replace(AGREEMENT, awards=tuple(awards))
    degree = replace(DEGREE, places=tuple(places))
    assert seen(judged(other, agreement, degree)) == seen(judged(situation))


@settings(max_examples=80, deadline=None)
@given(situations(), attempts)
def test_a_further_achievement_lowers_nothing_that_counts(
    situation: Situation, more: Attempt
) -> None:
    assume(more.on <= situation.facts.request_on)
    before = judged(situation)
    facts = replace(situation.facts, attempts=(*situation.facts.attempts, more))
    after = judged(replace(situation, facts=facts))
    assert all(after_ >= states(before)[name] for name, after_ in states(after).items())
    assert after.counts >= before.counts


@settings(max_examples=60, deadline=None)
@given(situations(), st.integers(1, 12))
def test_a_higher_cap_never_lowers_what_counts(situation: Situation, more: int) -> None:
    limits = tuple(
        replace(limit, fraction=None, max_credits=Fraction(12 + more))
        if limit.id == "third"
        else limit
        for limit in AGREEMENT.limits
    )
    raised = replace(AGREEMENT, limits=limits, min_credits_here=Fraction(0))
    assert judged(situation, raised).counts >= judged(situation).counts


def raised_bars() -> Agreement:
    """Every bar of 70 becomes 78."""
    text = json.dumps(DATA).replace('"value": "70"', '"value": "78"')
    return read_agreement(json.loads(text), DEGREE)


HARDER = raised_bars()


@settings(max_examples=60, deadline=None)
@given(situations())
def test_a_higher_bar_raises_nothing(situation: Situation) -> None:
    harder, before = judged(situation, HARDER), judged(situation)
    assert all(state <= states(before)[name] for name, state in states(harder).items())
    assert harder.counts <= before.counts


@settings(max_examples=100, deadline=None)
@given(situations(), st.integers(0, 4000))
def test_nothing_changes_before_the_day_announced(situation: Situation, ahead: int) -> None:
    found = judged(situation)
    day = situation.facts.request_on
    last = found.next_change_on or date(2040, 1, 1)
    later = day + timedelta(days=ahead % max((last - day).days, 1))
    facts = replace(situation.facts, on=later, request_on=later)
    assert seen(judged(replace(situation, facts=facts))) == seen(found)


@settings(max_examples=80, deadline=None)
@given(situations())
def test_every_bound_holds(situation: Situation) -> None:
    found = judged(situation)
    assert found.counts <= found.accepted
    assert found.counts <= found.at_most
    if found.eligibility.state is not State.MET:
        assert found.accepted == found.counts == 0
    for cap in found.caps:
        bound = (line.accepted for line in found.lines if cap.binds(line.award.id))
        assert sum(bound, Fraction(0)) <= cap.limit
    used = [c for line in found.lines if line.accepted for c in line.award.consumes]
    assert len(used) == len(set(used))
    left = sum((credit for _, credit in found.remaining), Fraction(0))
    assert left == DEGREE.credits - found.counts


@settings(max_examples=60, deadline=None)
@given(situations())
def test_doubling_every_credit_doubles_the_result(situation: Situation) -> None:
    two = Fraction(2)
    awards = tuple(replace(award, credits=award.credits * two) for award in AGREEMENT.awards)
    limits = tuple(
        replace(
            limit,
            max_credits=limit.max_credits and limit.max_credits * two,
            step=limit.step and limit.step * two,
        )
        for limit in AGREEMENT.limits
    )
    agreement = replace(
        AGREEMENT,
        awards=awards,
        limits=limits,
        min_credits_here=AGREEMENT.min_credits_here * two,
    )
    places = tuple(
        replace(place, credits=place.credits * two, room=place.room * two)
        for place in DEGREE.places
    )
    degree = replace(DEGREE, credits=DEGREE.credits * two, places=places)
    doubled = replace(situation, other_transfer=situation.other_transfer * two)
    one, other = judged(situation), judged(doubled, agreement, degree)
    assert (other.accepted, other.counts, other.at_most) == (
        one.accepted * two,
        one.counts * two,
        one.at_most * two,
    )
