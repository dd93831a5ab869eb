"""Dropdown lists."""

import pytest

from gradus.courseware.faults import ContentFault
from tests.courseware.problems.samples import problem

TYPES = (
    "<optionresponse><p>1 is <optioninput options=\"('int','float')\" correct=\"int\"/></p>"
    '<p>1.0 is <optioninput><option correct="false">int'
    "<optionhint>Whole only.</optionhint></option>"
    '<option correct="true"> float </option></optioninput></p></optionresponse>'
)


def test_each_list_is_judged_alone() -> None:
    mark = problem(TYPES).mark({"p_2_1": "int", "p_2_2": "int"})
    assert [(one.id, one.points) for one in mark.inputs] == [("p_2_1", 1), ("p_2_2", 0)]
    assert mark.inputs[1].hint is not None
    assert mark.inputs[1].hint.texts == ("Whole only.",)


def test_options_are_trimmed_and_in_order() -> None:
    first, second = problem(TYPES).inputs
    assert [choice.name for choice in first.choices] == ["int", "float"]
    assert [choice.name for choice in second.choices] == ["int", "float"]


def test_the_text_around_the_lists_stays() -> None:
    parts = problem(TYPES).parts
    kinds = [part.input.kind if part.input else part.html for part in parts]
    assert kinds == ["<p>1 is ", "dropdown", "</p><p>1.0 is ", "dropdown", "</p>"]


@pytest.mark.parametrize(
    "wrong",
    [
        "<optioninput options=\"('a','b')\" correct=\"c\"/>",
        '<optioninput><option correct="true">a</option><option correct="true">b</option>'
        "</optioninput>",
        "",
    ],
)
def test_a_list_without_one_right_answer_is_the_authors_slip(wrong: str) -> None:
    with pytest.raises(ContentFault):
        problem(f"<optionresponse>{wrong}</optionresponse>")
