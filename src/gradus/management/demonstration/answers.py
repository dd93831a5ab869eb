"""The answer sheet of the demonstration courses, for its learners and for tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from gradus.courseware.problems.base import Answers
from gradus.courseware.problems.problem import Problem
from gradus.lib.documents import read_document
from gradus.lib.terms import Json

Given = Sequence[str | Sequence[str]]
Sheet = Mapping[str, Mapping[str, Mapping[str, Given]]]

FIELD: Final[Json] = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
}
ENTRY: Final[Json] = {
    "type": "object",
    "required": ["right", "wrong"],
    "additionalProperties": False,
    "properties": {
        "right": {"type": "array", "minItems": 1, "items": FIELD},
        "wrong": {"type": "array", "minItems": 1, "items": FIELD},
    },
}
SCHEMA: Final[Mapping[str, Json]] = {
    "type": "object",
    "required": ["format", "courses"],
    "additionalProperties": False,
    "properties": {
        "format": {"const": "gradus.answers/1"},
        "courses": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": ENTRY},
        },
    },
}


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A right and a wrong answer to every problem, by course number and problem key."""

    courses: Sheet

    def right(self, course: str, problem: Problem) -> Answers:
        """What earns all points."""
        return _filled(problem, self.courses[course][problem.key]["right"])

    def wrong(self, course: str, problem: Problem) -> Answers:
        """What a learner with a common mistake says."""
        return _filled(problem, self.courses[course][problem.key]["wrong"])


def read_answers(text: str) -> AnswerSheet:
    """The sheet in `text`; `Faulty` when it is not one."""
    data = read_document(text, schema=SCHEMA, file="answers.yaml").data
    return AnswerSheet(cast("Mapping[str, Sheet]", data)["courses"])


def _filled(problem: Problem, given: Given) -> Answers:
    fields = [drawn.id for drawn in problem.inputs]
    return {
        field: value if isinstance(value, str) else tuple(value)
        for field, value in zip(fields, given, strict=True)
    }
