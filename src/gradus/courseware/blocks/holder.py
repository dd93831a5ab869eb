"""Blocks that hold blocks. Some of them choose; what is chosen here is the same for everyone."""

from gradus.courseware.blocks.base import Holder
from gradus.courseware.course import Block, Course
from gradus.courseware.links import Links
from gradus.courseware.olx import fields

ALL = -1


def parse_holder(_course: Course, block: Block, _links: Links) -> Holder:
    return Holder(block.children)


def parse_library(_course: Course, block: Block, _links: Links) -> Holder:
    """A pool of which each learner should get `max_count` blocks; everyone gets the first."""
    count = _count(block)
    shown = block.children if count == ALL else block.children[:count]
    if len(shown) == len(block.children):
        return Holder(shown)
    return Holder(shown, f"everyone gets the first {len(shown)} of {len(block.children)}")


def parse_first(_course: Course, block: Block, _links: Links) -> Holder:
    """An experiment or a random choice: everyone gets the first group's block."""
    shown = block.children[:1]
    if len(block.children) <= 1:
        return Holder(shown)
    return Holder(shown, f"everyone gets the first of {len(block.children)} groups")


def parse_conditional(_course: Course, block: Block, _links: Links) -> Holder:
    return Holder(block.children, "the condition is not checked")


def _count(block: Block) -> int:
    try:
        count = fields.whole(block.value("max_count"))
    except fields.Unreadable:
        count = None
    return 1 if count is None else count
