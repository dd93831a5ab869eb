"""How many answers of each kind one core marks in a second; reading the problem apart."""

from collections.abc import Mapping
from functools import partial

from lxml import etree

from benchmarks.figures import head, line, seconds_each
from gradus.courseware.problems.base import Mode
from gradus.courseware.problems.problem import Problem, parse_problem

CHOICES = '<choice correct="true">Right</choice><choice correct="false">Wrong</choice>'
KINDS: Mapping[str, tuple[str, str | tuple[str, ...]]] = {
    "multiple choice": (
        "<multiplechoiceresponse><choicegroup>"
        + CHOICES
        + "</choicegroup></multiplechoiceresponse>",
        "choice_0",
    ),
    "checkboxes": (
        f"<choiceresponse><checkboxgroup>{CHOICES * 2}</checkboxgroup></choiceresponse>",
        ("choice_0", "choice_2"),
    ),
    "dropdown": (
        "<optionresponse><optioninput options=\"('left','right')\" correct=\"right\"/>"
        "</optionresponse>",
        "right",
    ),
    "numerical, 5 % tolerance": (
        '<numericalresponse answer="10"><responseparam type="tolerance" default="5%"/>'
        "<formulaequationinput/></numericalresponse>",
        "9.75",
    ),
    "string": (
        '<stringresponse answer="Bayes" type="ci"><textline/></stringresponse>',
        "bayes",
    ),
}


def measure() -> None:
    head("Marking, answers per second on one core")
    for name, (source, answer) in KINDS.items():
        read = partial(problem, source)
        made = read()
        given = {made.inputs[0].id: answer}
        assert made.mark(given).earned == 1, name
        marking = 1 / seconds_each(partial(made.mark, given))
        reading = 1 / seconds_each(read)
        line(name, f"{marking:9,.0f} marked/s", f"{reading:7,.0f} read/s")


def problem(source: str) -> Problem:
    element = etree.fromstring(f"<problem>{source}</problem>")
    return parse_problem(element, key="benchmark", seed=1, mode=Mode.STRICT)
