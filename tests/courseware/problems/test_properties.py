"""What holds for every answer: marking is pure, bounded and never crashes."""

import time
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.courseware.expressions.evaluate import value_of
from gradus.courseware.faults import InvalidInput
from gradus.courseware.problems.base import Mode
from tests.courseware.problems.samples import problem

XML = """<multiplechoiceresponse><choicegroup shuffle="true"><choice correct="true">a</choice>
<choice correct="false">b</choice></choicegroup></multiplechoiceresponse>
<choiceresponse partial_credit="edc"><checkboxgroup><choice correct="true">a</choice>
<choice correct="false">b</choice><choice correct="true">c</choice></checkboxgroup>
</choiceresponse>
<optionresponse><optioninput options="('a','b')" correct="a"/></optionresponse>
<numericalresponse answer="10" partial_credit="close">
<responseparam type="tolerance" default="5%"/>
<formulaequationinput/></numericalresponse>
<stringresponse answer="a+" type="ci regexp"><textline/></stringresponse>"""
ALL = {mode: problem(XML, mode=mode) for mode in Mode}
CHOICES = st.sampled_from(["choice_0", "choice_1", "choice_2", "a", "b", "10", "1e1", ""])
TEXTS = CHOICES | st.text(max_size=30) | st.text("0123456789.+-*/^()|%eij ", max_size=40)
ANSWERS = st.dictionaries(
    st.sampled_from([f"p_{n}_1" for n in range(2, 8)]),
    TEXTS | st.lists(TEXTS, max_size=4).map(tuple),
)
HOSTILE = [
    "9^9^9",
    "9" * 1_999,
    "(" * 999 + "1" + ")" * 999,
    "2^" * 900 + "2",
    "1+" * 999 + "1",
    "-" * 2_000,
    "fact(" * 100 + "9" + ")" * 100,
    "1e999999999",
    "||".join(["1"] * 600),
    "__import__('os').getpid()",
    "9.9^999.9^999.9",
    "(0*i)^(-1)",
    "exp(exp(exp(9)))",
    "tan(" * 80 + "1" + ")" * 80,
    "٣",
    "1\x00",
    "U_{ijk}^{123}",
]


@given(ANSWERS, st.sampled_from(list(Mode)))
def test_marking_is_pure_bounded_and_refuses_at_most_in_words(
    answers: dict[str, str | tuple[str, ...]], mode: Mode
) -> None:
    try:
        mark = ALL[mode].mark(answers)
    except InvalidInput:
        return
    assert mark == ALL[mode].mark(answers)
    assert Fraction(0) <= mark.earned <= mark.possible == ALL[mode].maximum


@given(st.text("0123456789.+-*/^()|%eijxpU_{}' sqrtlnfac", max_size=60))
def test_no_text_crashes_the_expression_language(text: str) -> None:
    with suppress(InvalidInput):
        assert isinstance(value_of(text), int | float | complex)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_expressions_answer_in_milliseconds(text: str) -> None:
    begun = time.process_time()
    with suppress(InvalidInput):
        value_of(text)
    assert time.process_time() - begun < 0.05
