"""Short ways to write a problem and to answer it."""

from lxml import etree

from gradus.courseware.problems.base import InputMark, Mode
from gradus.courseware.problems.problem import Problem, parse_problem

STRICT, OPENEDX = Mode.STRICT, Mode.OPENEDX


def problem(xml: str, *, mode: Mode = STRICT, seed: int = 1) -> Problem:
    """A problem with key `p`: its first input is `p_2_1`."""
    return parse_problem(
        etree.fromstring(f"<problem>{xml}</problem>"), key="p", seed=seed, mode=mode
    )


def answer(given: Problem, *texts: str) -> InputMark:
    """The mark of the only input."""
    value = texts[0] if len(texts) == 1 and given.inputs[0].kind != "checkbox" else texts
    return given.mark({"p_2_1": value}).inputs[0]
