"""Multiple choice and true/false."""

import pytest

from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import HALF, Correctness
from tests.courseware.problems.samples import OPENEDX, answer, problem

CAPITALS = """<multiplechoiceresponse><label>Capital of Italy?</label><choicegroup>
  <choice correct="false">Milan<choicehint>A large city, but no.</choicehint></choice>
  <choice correct="true" name="rome">Rome</choice>
  <choice correct="false">Turin</choice></choicegroup></multiplechoiceresponse>"""
LETTERS = "".join(
    f'<choice correct="{str(c == "A").lower()}"{fixed}>{c}</choice>'
    for c, fixed in zip("ABCDE", ["", "", "", "", ' fixed="true"'], strict=True)
)


def shuffled(attributes: str, seed: int) -> str:
    drawn = problem(
        f"<multiplechoiceresponse><choicegroup {attributes}>{LETTERS}</choicegroup>"
        "</multiplechoiceresponse>",
        seed=seed,
    )
    return "".join(choice.html for choice in drawn.inputs[0].choices)


def test_a_choice_keeps_the_name_it_was_given_and_others_are_counted() -> None:
    names = [choice.name for choice in problem(CAPITALS).inputs[0].choices]
    assert names == ["choice_0", "choice_rome", "choice_1"]


def test_the_right_choice_earns_the_point() -> None:
    mark = answer(problem(CAPITALS), "choice_rome")
    assert (mark.correctness, mark.points) == (Correctness.CORRECT, 1)


def test_a_wrong_choice_earns_nothing_and_says_why() -> None:
    mark = answer(problem(CAPITALS), "choice_0")
    assert (mark.points, mark.hint and mark.hint.texts) == (0, ("A large city, but no.",))


@pytest.mark.parametrize("given", ["", "choice_9", "rome"])
def test_a_choice_that_does_not_exist_is_wrong(given: str) -> None:
    assert answer(problem(CAPITALS), given).points == 0


def test_the_question_is_the_label_and_not_drawn_twice() -> None:
    drawn = problem(CAPITALS)
    assert drawn.inputs[0].label == "Capital of Italy?"
    assert "Capital" not in "".join(part.html for part in drawn.parts)


@pytest.mark.parametrize(("seed", "order"), [(1, "DBCAE"), (2, "BACDE"), (3, "CDBAE")])
def test_choices_are_shuffled_by_the_dice_of_python_2(seed: int, order: str) -> None:
    assert shuffled('shuffle="true"', seed) == order


def test_a_pool_shows_one_right_choice_and_some_wrong_ones() -> None:
    shown = {shuffled('answer-pool="3"', seed) for seed in range(20)}
    assert len(shown) > 1
    assert all(len(order) == 3 and "A" in order for order in shown)


def test_shuffle_and_pool_together_are_the_authors_slip() -> None:
    with pytest.raises(ContentFault):
        shuffled('shuffle="true" answer-pool="2"', 1)


def test_a_partly_right_choice_pays_its_points() -> None:
    mark = answer(
        problem(
            '<multiplechoiceresponse partial_credit="points"><choicegroup>'
            '<choice correct="partial">a</choice><choice correct="true">b</choice>'
            "</choicegroup></multiplechoiceresponse>"
        ),
        "choice_0",
    )
    assert (mark.correctness, mark.points) == (Correctness.PARTIAL, HALF)


def test_an_unknown_scheme_is_the_authors_slip() -> None:
    with pytest.raises(ContentFault):
        problem(
            '<multiplechoiceresponse partial_credit="edc"><choicegroup/></multiplechoiceresponse>'
        )


@pytest.mark.parametrize(("mode", "points"), [(OPENEDX, 1), ("strict", 3)])
def test_points_pay_one_in_the_reference_and_all_in_strict(mode: str, points: int) -> None:
    weighty = CAPITALS.replace("<choicegroup>", '<choicegroup points="3">')
    mark = problem(weighty, mode=OPENEDX.__class__(mode)).mark({"p_2_1": "choice_rome"})
    assert (mark.earned, mark.possible) == (points, 3)


def test_nothing_chosen_where_nothing_is_true_is_right() -> None:
    statements = problem(
        '<truefalseresponse><choicegroup><choice correct="false">1 &gt; 2</choice></choicegroup>'
        "</truefalseresponse>"
    )
    assert statements.mark({}).earned == 1
    assert statements.mark({"p_2_1": ("choice_0",)}).earned == 0


def test_feedback_can_be_targeted_at_an_explanation() -> None:
    targeted = problem(
        '<multiplechoiceresponse targeted-feedback=""><choicegroup>'
        '<choice correct="false" explanation-id="x">a</choice><choice correct="true">b</choice>'
        "</choicegroup></multiplechoiceresponse><targetedfeedbackset>"
        '<targetedfeedback explanation-id="x"><p>Look again.</p></targetedfeedback>'
        "</targetedfeedbackset>"
    )
    mark = answer(targeted, "choice_0")
    assert mark.hint is not None
    assert mark.hint.texts == ("<p>Look again.</p>",)
    assert "Look again" not in "".join(part.html for part in targeted.parts)
