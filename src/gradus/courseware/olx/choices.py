"""Blocks that choose among their children. What is chosen here is the same for everyone.

`library_content` and `itembank` hold a pool of which a learner should get `max_count` blocks
(-1: all), `split_test` and `randomize` one group each. Until learners' choices are stored, all
get the first, so that nobody's points depend on a choice that is not recorded.
"""

from collections.abc import Mapping
from typing import Final

from gradus.courseware.olx import fields
from gradus.lib.terms import Json

POOLS: Final = frozenset({"library_content", "itembank"})
ONE_OF: Final = frozenset({"split_test", "randomize"})
ALL: Final = -1


def shown_of(kind: str, written: Mapping[str, Json], children: int) -> tuple[int, str]:
    """How many of a block's children are shown, the first ones, and why not all."""
    if kind in POOLS:
        count = _count(written.get("max_count"))
        if ALL < count < children:
            return count, f"everyone gets the first {count} of {children}"
    if kind in ONE_OF and children > 1:
        return 1, f"everyone gets the first of {children} groups"
    if kind == "conditional":
        return children, "the condition is not checked"
    return children, ""


def _count(raw: Json) -> int:
    try:
        count = fields.whole(raw)
    except fields.Unreadable:
        count = None
    return 1 if count is None else count
