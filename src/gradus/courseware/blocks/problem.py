"""A problem's place on the page; what it asks and how it is marked is `problems`' matter."""

from gradus.courseware.blocks.base import Question
from gradus.courseware.course import Block, Course
from gradus.courseware.links import Links


def parse_question(_course: Course, block: Block, _links: Links) -> Question:
    return Question(block.key)
