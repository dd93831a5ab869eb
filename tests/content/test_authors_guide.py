"""What the guide for authors shows can be loaded, and it leaves no kind out."""

import json
import re
from pathlib import Path

from lxml import etree

from gradus.catalog.rules.program import program_of
from gradus.catalog.rules.program_checks import program_faults
from gradus.courseware.problems.base import Mode
from gradus.courseware.problems.problem import Problem, parse_problem
from gradus.courseware.problems.registry import RESPONSES
from gradus.lib.conditions.registry import KINDS
from gradus.lib.documents import read_document

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "content/schemas/program.schema.json").read_text(encoding="utf-8"))


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def example_problems() -> list[Problem]:
    return [
        parse_problem(etree.fromstring(text), key="p", seed=1, mode=Mode.STRICT)
        for text in examples("xml")
    ]


def test_every_kind_of_problem_has_a_section_or_a_sentence() -> None:
    assert [tag for tag, kind in RESPONSES.items() if kind and f"`{tag}`" not in GUIDE] == []


def test_every_example_of_a_problem_can_be_answered() -> None:
    assert [p.title for p in example_problems() if not p.answerable or p.unsupported] == []
    assert len(example_problems()) == 5


def test_the_example_of_a_program_has_no_fault() -> None:
    (text,) = examples("yaml")
    document = read_document(text, schema=SCHEMA, file="authors.md")
    assert program_faults(document) == []
    assert [course.key for course in program_of(document.data).courses] == [
        "Harborview+SS1",
        "Harborview+SS2",
    ]


def test_every_condition_and_every_requirement_is_explained() -> None:
    asked = set(SCHEMA["$defs"]["requirement"]["properties"]) | set(KINDS)
    assert sorted(word for word in asked if not re.search(rf"`[^`]*\b{word}:", GUIDE)) == []
