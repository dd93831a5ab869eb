"""Each kind of condition in each state, and what it says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradus.lib.conditions.evidence import (
    Attempt,
    Enrolment,
    Facts,
    Held,
    Opportunity,
    Statement,
)
from gradus.lib.conditions.grades import Conversion, Grade, Scheme
from gradus.lib.conditions.reading import Cycle, Reader, Unreadable, Window
from gradus.lib.conditions.registry import KINDS, read_condition
from gradus.lib.conditions.tree import Basis, Condition, Judgement
from gradus.lib.terms import Json, State
from tests.pathways.samples import schema

DAY = date(2027, 5, 28)
PERCENT = Scheme("pc", passing=Fraction(60))
LETTERS = Scheme("let", letters=("A", "B", "C"), passing="C")
SIGNED = Conversion("pc", "let", ((Fraction(80), "B"), (Fraction(90), "A")), "3.9")
WINDOWS = {
    "open": Window("open", (Cycle(date(2027, 2, 1), DAY),)),
    "later": Window("later", (Cycle(date(2028, 2, 1), date(2028, 9, 15)),)),
    "unpublished": Window(
        "unpublished", (Cycle(date(2026, 1, 1), date(2026, 2, 1)),), further=True
    ),
    "over": Window("over", (Cycle(date(2026, 1, 1), date(2026, 2, 1)),)),
    "never": Window("never", ()),
}
M, D, P, F = State.MET, State.DISCRETION, State.PENDING, State.FAILED


def attempt(course: str, grade: str, on: date = date(2026, 5, 1)) -> Attempt:
    return Attempt(course, Grade("pc", Fraction(grade)), on, identity="id_checked")


def tagged(one: Attempt, *, level: str = "", credit: int = 0) -> Attempt:
    return replace(one, tags=frozenset({"quant"}), level=level, credits=Fraction(credit))


FACTS = Facts(
    on=DAY,
    request_on=DAY,
    attempts=(
        tagged(attempt("A", "80"), level="graduate", credit=3),
        tagged(attempt("B", "50")),
        attempt("OLD", "91", on=date(2018, 5, 20)),
        attempt("FUTURE", "90", on=date(2027, 6, 1)),
        attempt("SHUT", "40"),
    ),
    credentials=(Held("cred", date(2020, 1, 1)),),
    statements={
        "yes": Statement(value=True),
        "no": Statement(value=False),
        "proved": Statement(value=True, proved=True),
        "score": Statement(Fraction("6.5"), on=date(2026, 1, 1)),
        "stale": Statement(Fraction(8), on=date(2024, 1, 1)),
        "undated": Statement(Fraction(8)),
        "fields": Statement(("law", "art")),
    },
    decisions={"granted": True, "refused": False},
    enrolments=(Enrolment("northgate", "msc"),),
    opportunities={
        "SHUT": Opportunity(open=False),
        "GONE": Opportunity(open=False),
        "NEXT": Opportunity(next_on=date(2027, 9, 1)),
    },
)


def condition(data: Json) -> Condition:
    return read_condition(
        Reader(
            data,
            condition_of=read_condition,
            clause="1",
            schemes={"pc": PERCENT, "let": LETTERS},
            conversions=(SIGNED,),
            windows=WINDOWS,
            definitions={"recent": {"max_age": {"years": 7}}},
            labels={"yes": "I hold a degree"},
        )
    )


def judge(data: Json, facts: Facts = FACTS) -> Judgement:
    return condition(data).judge(facts)


def bar(value: str, scheme: str = "pc") -> Json:
    return {"scheme": scheme, "value": value}


MET: Json = {"fact": {"name": "yes", "is": True}}
OPEN: Json = {"fact": {"name": "unknown", "is": True}}
ASKED: Json = {"decision": {"id": "review", "by": "partner"}}
CLOSED: Json = {"fact": {"name": "no", "is": True, "hard": True}}
FOUR = [MET, ASKED, OPEN, CLOSED]

STATES: list[tuple[str, Json, State]] = [
    ("all", {"all": [MET, MET]}, M),
    ("all", {"all": [MET, ASKED]}, D),
    ("all", {"all": [OPEN, ASKED]}, P),
    ("all", {"all": [OPEN, CLOSED]}, F),
    ("any", {"any": FOUR}, M),
    ("any", {"any": FOUR[1:]}, D),
    ("any", {"any": FOUR[2:]}, P),
    ("any", {"any": [CLOSED]}, F),
    ("at_least", {"at_least": {"n": 1, "of": FOUR}}, M),
    ("at_least", {"at_least": {"n": 2, "of": FOUR}}, D),
    ("at_least", {"at_least": {"n": 3, "of": FOUR}}, P),
    ("at_least", {"at_least": {"n": 4, "of": FOUR}}, F),
    ("not", {"not": {"fact": {"name": "fields", "any_of": ["maths"]}}}, M),
    ("not", {"not": ASKED}, D),
    ("not", {"not": OPEN}, P),
    ("not", {"not": {"fact": {"name": "fields", "any_of": ["law"]}}}, F),
    ("absent", {"absent": {"enrolment": {"org": "southport", "degree": "any"}}}, M),
    ("absent", {"absent": {"enrolment": {"org": "northgate", "degree": "any"}}}, F),
    ("absent", {"absent": {"credential": "cred"}}, F),
    ("absent", {"absent": {"course": "Z"}}, M),
    ("has", {"has": {"course": "A", "min_grade": bar("80")}}, M),
    ("has", {"has": {"course": "A", "min_grade": bar("81")}}, P),
    ("has", {"has": {"course": "A", "min_grade": bar("B", "let")}}, M),
    ("has", {"has": {"course": "A", "min_grade": bar("A", "let")}}, P),
    ("has", {"has": {"course": "SHUT", "min_grade": bar("60")}}, F),
    ("has", {"has": {"course": "GONE"}}, F),
    ("has", {"has": {"course": "NEXT"}}, P),
    ("has", {"has": {"course": "FUTURE"}}, P),
    ("has", {"has": {"course": "OLD", "use": "recent"}}, P),
    ("has", {"has": {"course": "A", "supervision": "remote"}}, P),
    ("has", {"has": {"tag": "quant", "level": "graduate"}}, M),
    ("has", {"has": {"credential": "cred"}}, M),
    ("has", {"has": {"credential": "cred", "use": "recent"}}, P),
    ("has", {"has": {"credential": "GONE"}}, F),
    (
        "credits_at_least",
        {"credits_at_least": {"credits": 3, "of": [{"has": {"course": "A"}}]}},
        M,
    ),
    (
        "credits_at_least",
        {"credits_at_least": {"credits": 4, "of": [{"has": {"course": "A"}}]}},
        F,
    ),
    ("average", {"average": {"of": {"tag": "quant"}, "scheme": "pc", "at_least": 65}}, M),
    ("average", {"average": {"of": {"tag": "quant"}, "scheme": "pc", "at_least": 66}}, P),
    ("average", {"average": {"of": {"courses": ["SHUT"]}, "scheme": "pc", "at_least": 66}}, F),
    ("average", {"average": {"of": {"courses": ["NEXT"]}, "scheme": "pc", "at_least": 66}}, P),
    (
        "average",
        {
            "average": {
                "of": {"tag": "quant"},
                "scheme": "pc",
                "at_least": 100,
                "attempts": "all_attempts",
                "min_count": 3,
                "weights": "credits",
            }
        },
        F,
    ),
    ("fact", MET, M),
    ("fact", {"fact": {"name": "proved", "is": True}}, M),
    ("fact", OPEN, P),
    ("fact", {"fact": {"name": "no", "is": True}}, P),
    ("fact", CLOSED, F),
    ("fact", {"fact": {"name": "score", "at_least": "6.5"}}, M),
    ("fact", {"fact": {"name": "score", "at_least": "7.0"}}, P),
    ("fact", {"fact": {"name": "stale", "at_least": "7.0", "max_age": {"years": 2}}}, P),
    ("fact", {"fact": {"name": "undated", "at_least": 7, "max_age": {"years": 2}}}, P),
    ("decision", {"decision": {"id": "granted", "by": "partner"}}, M),
    ("decision", ASKED, D),
    ("decision", {"decision": {"id": "refused", "by": "partner"}}, F),
    ("window", {"window": "open"}, M),
    ("window", {"window": "later"}, P),
    ("window", {"window": "unpublished"}, P),
    ("window", {"window": "over"}, F),
    ("window", {"window": "never"}, F),
]


@pytest.mark.parametrize(("op", "data", "state"), STATES)
def test_a_condition_stands_as_the_law_says(op: str, data: Json, state: State) -> None:
    found = judge(data)
    assert (found.state, found.op, found.clause) == (state, op, "1")
    assert str(found.reason)


def test_every_kind_is_judged_here_and_known_to_the_schema() -> None:
    defs = schema("agreement")["$defs"]
    assert isinstance(defs, Mapping)
    node = defs["condition"]
    assert isinstance(node, Mapping)
    properties = node["properties"]
    assert isinstance(properties, Mapping)
    assert set(properties) - {"clause"} == set(KINDS) == {op for op, _, _ in STATES}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"some": []}, "One kind of condition belongs here."),
        ({"all": [], "any": []}, "One kind of condition belongs here."),
        ({"any": []}, "Nothing can meet an empty choice."),
        ({"at_least": {"n": 3, "of": [MET]}}, "3 of 1 can never be met."),
        ({"not": {"has": {"course": "A"}}}, "`not` cannot be said of `has`."),
        ({"window": "nowhere"}, "No window 'nowhere' is defined."),
        ({"has": {}}, "One thing is asked at a time."),
        ({"has": {"course": "A", "use": "old"}}, "No definition 'old'."),
        ({"has": {"course": "A", "min_grade": bar("D", "let")}}, "let has no grade D."),
        ({"has": {"course": "A", "min_grade": bar("1", "us")}}, "No scheme 'us'."),
        ({"fact": {"name": "yes"}}, "A fact is tested in one way."),
        ({"fact": {"name": "yes", "is": "perhaps"}}, "true or false belongs here."),
        ({"all": "A"}, "A list belongs here."),
        ({"at_least": {"n": "1.5", "of": [MET]}}, "A whole number belongs here."),
        ({"decision": {"id": "x"}}, "'by' is missing."),
        ({"decision": {"id": 3, "by": "x"}}, "A word belongs here."),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused_in_words(data: Json, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        condition(data)
    assert caught.value.what == words
    assert caught.value.remedy


def test_a_grade_that_no_signed_clause_converts_needs_a_person() -> None:
    strange = Attempt("X", Grade("ects", "A"), date(2026, 1, 1))
    facts = Facts(on=DAY, request_on=DAY, attempts=(strange,))
    found = judge({"has": {"course": "X", "min_grade": bar("60")}}, facts)
    assert found.state is D
    assert str(found.reason) == "X A is a grade of ects: no signed clause converts it"


def test_words_say_what_is_there_and_what_is_missing() -> None:
    low = judge({"has": {"course": "A", "min_grade": bar("81"), "supervision": "in_person"}})
    assert str(low.reason) == ("A 80 on 1 May 2026: 1 short of 81, not exam supervised in person")
    assert [str(m.sentence) for m in low.missing] == [
        "Take A again: 81 or more, exam supervised in person"
    ]
    assert str(judge({"has": {"course": "NEXT"}}).missing[0].sentence) == (
        "Take NEXT: a passing result (next start 1 September 2027)"
    )
    assert str(judge(MET).reason) == (
        "I hold a degree: yes (your statement; proof will be asked for)"
    )
    assert str(
        judge({"fact": {"name": "stale", "at_least": "7.0", "max_age": {"years": 2}}}).reason
    ) == ("stale: 8, counted until 1 January 2026")


def test_a_conclusion_rests_on_its_weakest_ground() -> None:
    recorded: Json = {"has": {"course": "A"}}
    granted: Json = {"decision": {"id": "granted", "by": "partner"}}
    assert judge({"all": [recorded, recorded]}).basis is Basis.RECORDED
    assert judge({"all": [recorded, granted]}).basis is Basis.DECIDED
    assert judge({"all": [recorded, granted, MET]}).basis is Basis.DECLARED


def test_all_stands_as_long_as_its_first_end_and_any_as_its_last() -> None:
    short: Json = {"window": "open"}
    long: Json = {"has": {"course": "A", "use": "recent"}}
    assert judge({"all": [short, long]}).valid_through == DAY
    assert judge({"any": [short, long]}).valid_through == date(2033, 5, 1)
    assert judge({"at_least": {"n": 2, "of": [short, long, MET]}}).valid_through == date(
        2033, 5, 1
    )
    assert judge({"all": [MET, MET]}).valid_through is None


def test_credits_stand_until_the_sum_would_break() -> None:
    parts: list[Json] = [{"has": {"course": "A", "use": "recent"}}]
    found = judge({"credits_at_least": {"credits": 3, "of": parts}})
    assert found.valid_through == date(2033, 5, 1)


hard = st.recursive(
    st.sampled_from([MET, OPEN, ASKED, CLOSED]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(hard, hard)
def test_not_obeys_double_negation_and_de_morgan(one: Json, two: Json) -> None:
    twice: Json = {"not": {"not": {"not": one}}}
    assert judge({"not": one}).state is judge(twice).state
    neither: Json = {"not": {"any": [one, two]}}
    both_not: Json = {"all": [{"not": one}, {"not": two}]}
    turned = {M: F, F: M}
    states = {judge({"not": one}).state, judge({"not": two}).state}
    if states <= set(turned):
        assert judge(neither).state is judge(both_not).state
