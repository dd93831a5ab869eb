"""Every kind of condition, by the name it has in a document. To add one, add a line."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from gradus.lib.conditions.kinds.absent import Absent
from gradus.lib.conditions.kinds.at_least import AtLeast
from gradus.lib.conditions.kinds.average import Average
from gradus.lib.conditions.kinds.credits_at_least import CreditsAtLeast
from gradus.lib.conditions.kinds.decision import Decision
from gradus.lib.conditions.kinds.either import Any
from gradus.lib.conditions.kinds.every import All
from gradus.lib.conditions.kinds.fact import Fact
from gradus.lib.conditions.kinds.has import Has
from gradus.lib.conditions.kinds.negation import Not
from gradus.lib.conditions.kinds.window import Window
from gradus.lib.conditions.reading import Reader
from gradus.lib.conditions.tree import Condition

KINDS: Final[Mapping[str, Callable[[Reader], Condition]]] = {
    "all": All.read,
    "any": Any.read,
    "at_least": AtLeast.read,
    "not": Not.read,
    "absent": Absent.read,
    "has": Has.read,
    "credits_at_least": CreditsAtLeast.read,
    "average": Average.read,
    "fact": Fact.read,
    "decision": Decision.read,
    "window": Window.read,
}
NEGATABLE: Final = frozenset({"all", "any", "at_least", "not", "fact", "decision"})


def read_condition(reader: Reader) -> Condition:
    """The condition in one node: one kind, and perhaps the clause it stands in."""
    data = reader.data if isinstance(reader.data, Mapping) else {}
    ops = [key for key in data if key != "clause"]
    if len(ops) != 1 or ops[0] not in KINDS:
        known = ", ".join(KINDS)
        raise reader.fault("One kind of condition belongs here.", f"Known: {known}.")
    op = ops[0]
    if reader.inside_not and op not in NEGATABLE:
        raise reader.fault(
            f"`not` cannot be said of `{op}`.", "Use `absent`, or negate a fact or decision."
        )
    if reader.has("clause"):
        reader = replace(reader, clause=reader.at("clause").text())
    return KINDS[op](reader.at(op))
