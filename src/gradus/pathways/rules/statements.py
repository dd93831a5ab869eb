"""What a learner states about themself, from the form in which it is kept.

Source: the agreement format, node `fact`: yes or no, a number, a list of words, or a word; with
{value, on} the day of a test, with {proved: true} what a document shows.

>>> read_statement({"value": "7.5", "on": "2026-05-01"})
Statement(value=Fraction(15, 2), on=datetime.date(2026, 5, 1), proved=False)
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from gradus.lib.conditions.evidence import Stated, Statement
from gradus.lib.conditions.reading import Reader
from gradus.lib.terms import Json

NUMBER: Final = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")


def stated(value: Json) -> Stated:
    """A statement's value from text: yes or no, a number, a list, else a word.

    >>> stated("true"), stated("7.0"), stated(["analytics"]), stated("law"), stated(False)
    (True, Fraction(7, 1), ('analytics',), 'law', False)
    >>> stated("1/0"), stated("1e9")
    ('1/0', '1e9')
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(str(part) for part in value)
    text = str(value)
    if text in {"true", "false"}:
        return text == "true"
    return Fraction(text) if NUMBER.fullmatch(text) else text


def read_statement(data: Json) -> Statement:
    """The statement in `data`; `Unreadable` when a day or a mark of proof is no such thing."""
    if not isinstance(data, Mapping):
        return Statement(stated(data))
    place = Reader(data)
    return Statement(
        stated(place.at("value").data),
        place.at("on").day() if data.get("on") else None,
        place.has("proved") and place.at("proved").flag(),
    )
