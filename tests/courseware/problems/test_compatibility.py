"""Our marks beside those the reference gave to the same answers in public courses."""

import gzip
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from gradus.courseware.faults import InvalidInput
from gradus.courseware.problems.base import Mode
from gradus.courseware.problems.problem import Problem, parse_problem
from gradus.courseware.problems.registry import RESPONSES

BUILT = {tag for tag, kind in RESPONSES.items() if kind is not None}
TABLE = Path(__file__).parents[3] / "docs" / "marking.md"
ROW = re.compile(r"^\| `(problem/\S+)` \| `(.*?)` \|", re.MULTILINE)


def test_every_case_agrees_or_is_a_listed_difference(shared: Path) -> None:
    listed = set(ROW.findall(TABLE.read_text(encoding="utf-8")))
    differing = {
        (case["path"], " ".join(map(str, case["answers"].values())))
        for case in comparable(shared)
        if ours(case) != theirs(case)
    }
    assert differing == listed


def test_the_comparison_is_not_empty(shared: Path) -> None:
    assert sum(1 for _ in comparable(shared)) == 1216


def comparable(shared: Path) -> Iterator[dict[str, Any]]:
    """Cases of the kinds that exist, without those that need a script."""
    with gzip.open(shared / "data/compat/problem_cases.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            tags = set(case["tags"])
            if tags and tags <= BUILT and not problem_of(case).needs_sandbox:
                yield case


def problem_of(case: dict[str, Any]) -> Problem:
    return read(case["xml"], case["problem_id"], case["seed"])


@cache
def read(xml: str, key: str, seed: int) -> Problem:
    return parse_problem(etree.fromstring(xml), key=key, seed=seed, mode=Mode.OPENEDX)


def ours(case: dict[str, Any]) -> object:
    """Score, maximum, and of each input correctness, points and whether there is a hint."""
    answers = {k: tuple(v) if isinstance(v, list) else v for k, v in case["answers"].items()}
    try:
        mark = problem_of(case).mark(answers)
    except InvalidInput:
        return "invalid input"
    inputs = {i.id: (i.correctness.value, i.points, i.hint is not None) for i in mark.inputs}
    return mark.earned, mark.possible, inputs


def theirs(case: dict[str, Any]) -> object:
    expect = case["expect"]
    if "error" in expect:
        assert expect["error"] == "StudentInputError"
        return "invalid input"
    inputs = {
        key: (word, exact(expect["npoints"][key]), bool(expect["msg"].get(key)))
        for key, word in expect["correctness"].items()
    }
    return exact(expect["score"]), exact(expect["max"]), inputs


def exact(number: float) -> Fraction:
    return Fraction(str(number))
