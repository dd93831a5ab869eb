"""What differs between two versions of a course, block by block."""

from dataclasses import dataclass

from gradus.courseware.course import Block, Course


@dataclass(frozen=True, slots=True)
class Changes:
    """Blocks by key, in reading order."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __str__(self) -> str:
        counts = (len(self.added), len(self.removed), len(self.changed))
        if not any(counts):
            return "no block differs"
        return "{} blocks added, {} removed, {} changed".format(*counts)


def changes_between(old: Course, new: Course) -> Changes:
    """Files under `static/` and block order are not compared."""
    before, after = old.blocks, new.blocks
    return Changes(
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        changed=tuple(
            key for key in after if key in before and _written(after[key]) != _written(before[key])
        ),
    )


def _written(block: Block) -> tuple[object, ...]:
    return block.kind, block.attributes, block.policy, block.source, block.body
