"""Tag → how it is read. What is not here is kept verbatim and shown as one neutral line."""

from collections.abc import Mapping
from typing import Final

from gradus.courseware.blocks.base import Content, Parser
from gradus.courseware.blocks.holder import parse_holder
from gradus.courseware.blocks.html import parse_html
from gradus.courseware.blocks.problem import parse_question
from gradus.courseware.blocks.unknown import parse_unknown
from gradus.courseware.blocks.video import parse_video
from gradus.courseware.course import Block, Course
from gradus.courseware.links import Links

PARSERS: Final[Mapping[str, Parser]] = {
    "course": parse_holder,
    "chapter": parse_holder,
    "sequential": parse_holder,
    "vertical": parse_holder,
    "problemset": parse_holder,
    "videosequence": parse_holder,
    "section": parse_holder,
    "wrapper": parse_holder,
    "randomize": parse_holder,
    "split_test": parse_holder,
    "conditional": parse_holder,
    "library_content": parse_holder,
    "itembank": parse_holder,
    "html": parse_html,
    "video": parse_video,
    "problem": parse_question,
}


def parse_block(course: Course, block: Block, links: Links) -> Content:
    """What the block shows; a block whose file is missing shows nothing."""
    parser = parse_unknown if block.missing else PARSERS.get(block.kind, parse_unknown)
    return parser(course, block, links)
