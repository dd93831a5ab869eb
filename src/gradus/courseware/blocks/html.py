"""Reading matter."""

from gradus.courseware.blocks.base import Text
from gradus.courseware.course import Block, Course
from gradus.courseware.links import Links
from gradus.courseware.markup import clean


def parse_html(_course: Course, block: Block, links: Links) -> Text:
    return Text(clean(block.body or "", links))
