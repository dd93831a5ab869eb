"""A record and an evaluation as plain data, to be kept and hashed.

Source: RFC 8785 asks of hashed JSON that numbers have one form: exact numbers are written as text.

>>> from gradus.lib.terms import Sentence
>>> plain(Sentence.of("{n} credits", n=Fraction(9, 2)))
{'template': '{n} credits', 'values': [['n', '4.5']]}
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from gradus.lib.terms import Json, spoken
from gradus.pathways.rules.credit import Evaluation


def plain(value: object) -> Json:
    """The value as JSON; dataclasses by their fields."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Fraction):
        return spoken(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    return _whole(value)


def _whole(value: object) -> Json:
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in sorted(value.items())}
    if isinstance(value, frozenset):
        return sorted(str(part) for part in value)
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    message = f"{type(value).__name__} has no plain form"
    raise TypeError(message)


def told(found: Evaluation) -> Json:
    """An evaluation to be kept: every level, line, reason and clause."""
    return {
        "on": plain(found.on),
        "request_on": plain(found.request_on),
        "eligibility": plain(found.eligibility),
        "admission": plain(found.admission),
        "lines": [
            {
                "id": line.award.id,
                "mode": line.award.mode,
                "clause": line.award.clause,
                "judgement": plain(line.judgement),
                "accepted": plain(line.accepted),
                "counts": plain(line.counts),
                "places": [place.id for place in line.places],
                "note": plain(line.note),
            }
            for line in found.lines
        ],
        "waivers": [
            {
                "id": each.waiver.id,
                "waives": each.waiver.waives,
                "judgement": plain(each.judgement),
            }
            for each in found.waivers
        ],
        "recorded": plain(found.recorded),
        "accepted": plain(found.accepted),
        "counts": plain(found.counts),
        "at_most": plain(found.at_most),
        "saved": plain(found.saved),
        "next_change_on": plain(found.next_change_on),
    }
