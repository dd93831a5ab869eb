"""A block of a kind that is not known here: kept verbatim, reported, not shown."""

from gradus.courseware.blocks.base import Unsupported
from gradus.courseware.course import Block, Course
from gradus.courseware.links import Links


def parse_unknown(_course: Course, block: Block, _links: Links) -> Unsupported:
    return Unsupported(block.kind)
