"""The frame of a problem: numbering, parts, what is not supported."""

from fractions import Fraction

import pytest
from lxml import etree

from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import Mode
from gradus.courseware.problems.problem import parse_problem
from tests.courseware.problems.samples import problem

LINE = '<stringresponse answer="a"><textline/></stringresponse>'


def test_responses_are_numbered_from_two() -> None:
    assert [drawn.id for drawn in problem(LINE + LINE).inputs] == ["p_2_1", "p_3_1"]


def test_what_cannot_be_answered_is_labelled_and_leaves_the_maximum() -> None:
    drawn = problem(f"<schematicresponse><p>Draw.</p></schematicresponse>{LINE}")
    kinds = [part.input.kind for part in drawn.parts if part.input]
    assert (kinds, drawn.maximum, drawn.unsupported) == (
        ["unsupported", "text"],
        1,
        ("schematicresponse",),
    )
    assert [one.id for one in drawn.inputs] == ["p_3_1"]
    assert "Draw." in drawn.parts[0].html


def test_a_script_is_not_run_and_the_problem_takes_no_answers() -> None:
    drawn = problem(f"<script type='loncapa/python'>x = 1</script>{LINE}")
    assert (drawn.needs_sandbox, drawn.answerable, drawn.maximum) == (True, False, 0)
    assert "x = 1" not in "".join(part.html for part in drawn.parts)
    with pytest.raises(ContentFault):
        drawn.mark({"p_2_1": "a"})


def test_javascript_and_perl_are_left_out_without_more_ado() -> None:
    drawn = problem(f"<script type='text/javascript'>alert(1)</script>{LINE}")
    assert (drawn.needs_sandbox, drawn.answerable) == (False, True)
    assert "alert" not in "".join(part.html for part in drawn.parts)


def test_solution_and_hints_stand_apart_from_the_text() -> None:
    drawn = problem(
        f"<p>Why?</p>{LINE}<solution><p>Because.</p></solution>"
        "<demandhint><hint>Think.</hint><hint>Think <b>more</b>.</hint></demandhint>"
    )
    assert drawn.solution == "<p>Because.</p>"
    assert drawn.hints == ("Think.", "Think <b>more</b>.")
    assert "".join(part.html for part in drawn.parts) == "<p>Why?</p>"


def test_hostile_html_is_cleaned_and_cannot_forge_the_place_of_an_input() -> None:
    drawn = problem(f"<p onclick='x()'>\ue0000\ue001<a href='javascript:x()'>go</a></p>{LINE}")
    html = "".join(part.html for part in drawn.parts)
    assert "onclick" not in html
    assert "javascript" not in html
    assert len([part for part in drawn.parts if part.input]) == 1


def test_weight_scales_what_a_problem_is_worth() -> None:
    element = etree.fromstring(f"<problem weight='2.5' max_attempts='3'>{LINE}{LINE}</problem>")
    drawn = parse_problem(element, key="p", seed=1, mode=Mode.STRICT)
    assert (drawn.maximum, drawn.possible, drawn.max_attempts) == (2, Fraction("2.5"), 3)


def test_one_answer_that_cannot_be_read_leaves_all_unmarked() -> None:
    number = '<numericalresponse answer="1"><formulaequationinput/></numericalresponse>'
    with pytest.raises(Exception, match="cannot be read"):
        problem(LINE + number).mark({"p_2_1": "a", "p_3_1": "1 2"})


@pytest.mark.parametrize(
    "attributes", ["weight='heavy'", "weight='-1'", "weight='1/0'"], ids=["word", "less", "zero"]
)
def test_a_weight_that_is_no_number_is_the_authors_slip(attributes: str) -> None:
    with pytest.raises(ContentFault):
        parse_problem(
            etree.fromstring(f"<problem {attributes}>{LINE}</problem>"),
            key="p",
            seed=1,
            mode=Mode.STRICT,
        )


def test_points_that_are_no_number_are_the_authors_slip() -> None:
    with pytest.raises(ContentFault):
        problem('<stringresponse answer="a"><textline points="many"/></stringresponse>')


def test_a_response_has_one_line_and_no_more() -> None:
    drawn = problem('<stringresponse answer="a"><textline/><textline/></stringresponse>')
    assert ([one.id for one in drawn.inputs], drawn.maximum) == (["p_2_1"], 1)
    with pytest.raises(ContentFault):
        problem('<stringresponse answer="a"/>')


def test_of_several_solutions_the_one_for_the_choice_drawn_is_shown() -> None:
    drawn = problem(
        '<multiplechoiceresponse><choicegroup answer-pool="2">'
        '<choice correct="true" explanation-id="x">a</choice><choice correct="false">b</choice>'
        "</choicegroup></multiplechoiceresponse><solutionset>"
        '<solution explanation-id="x">About a.</solution>'
        '<solution explanation-id="y">No.</solution>'
        "</solutionset>"
    )
    assert drawn.solution == "About a."


def test_an_answer_made_by_a_script_that_is_missing_does_not_count() -> None:
    drawn = problem('<numericalresponse answer="$x"><formulaequationinput/></numericalresponse>')
    assert (drawn.unsupported, drawn.maximum) == (("numericalresponse",), 0)
