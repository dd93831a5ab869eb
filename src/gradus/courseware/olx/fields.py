"""What an attribute's text means: the value itself, or JSON in quotes, or the word `null`.

Source: OLX as exported by Open edX Studio, https://docs.openedx.org/en/latest/educators/olx/.
Exports write `start="2030-01-01T00:00:00Z"` and `start="&quot;2030-01-01T00:00:00Z&quot;"`.

>>> moment('"2030-01-01T00:00:00+00:00"') == moment("2030-01-01T00:00:00Z")
True
>>> moment("null") is None, boolean("True"), number("2.0"), text("2024")
(True, True, Fraction(2, 1), '2024')
>>> duration("0 day 5 hours 5 minutes 0 seconds")
datetime.timedelta(seconds=18300)
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Final

from gradus.lib.terms import Json

DURATION: Final = re.compile(
    r"\s*(?:(\d+)\s*days?\s*)?(?:(\d+)\s*hours?\s*)?(?:(\d+)\s*minutes?\s*)?(?:(\d+)\s*seconds?\s*)?"
)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST: Final = 400
EMPTY: Final = (None, "")


class Unreadable(ValueError):
    """The text is no value of its field."""


def decoded(raw: Json) -> Json:
    """JSON where the text is JSON, else the text."""
    if not isinstance(raw, str):
        return raw
    try:
        value: Json = json.loads(raw)
    except (ValueError, RecursionError):
        return raw
    return value


def text(raw: Json) -> str:
    """Text stays as written, except JSON text in quotes: "2024" is not a number."""
    value = decoded(raw)
    if isinstance(value, str):
        return value
    return raw if isinstance(raw, str) else json.dumps(raw)


def boolean(raw: Json) -> bool | None:
    value = decoded(raw)
    if value in EMPTY:
        return None
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if isinstance(value, bool):
        return value
    raise Unreadable("true or false")


def whole(raw: Json) -> int | None:
    value = number(raw)
    if value is None:
        return None
    if value.denominator != 1:
        raise Unreadable("a whole number")
    return value.numerator


def number(raw: Json) -> Fraction | None:
    """An exact number; floats are read by their shortest decimal text."""
    value = decoded(raw)
    if value in EMPTY:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unreadable("a number")
    written = str(value).strip()
    if len(written) > LONGEST or re.search(r"e[+-]?\d{4}", written, re.IGNORECASE):
        raise Unreadable("a number of ordinary size")
    try:
        return Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise Unreadable("a number") from None


def moment(raw: Json) -> datetime | None:
    """A moment in UTC: ISO 8601 (no zone is UTC), or milliseconds since 1970."""
    value = decoded(raw)
    if value in EMPTY:
        return None
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return EPOCH + timedelta(milliseconds=value)
        if isinstance(value, str):
            read = datetime.fromisoformat(value.strip())
            return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Unreadable("a date such as 2030-01-31T12:00:00Z")


def duration(raw: Json) -> timedelta | None:
    """Parts such as "2 days 3 hours", each optional."""
    value = decoded(raw)
    if value in EMPTY:
        return None
    found = DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None or not any(found.groups()):
        raise Unreadable('a duration such as "2 days 3 hours"')
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    try:
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise Unreadable("a duration of ordinary size") from None


def listing(raw: Json) -> tuple[Json, ...]:
    value = decoded(raw)
    if value in EMPTY:
        return ()
    if isinstance(value, list | tuple):
        return tuple(value)
    raise Unreadable("a list")


def table(raw: Json) -> Mapping[str, Json]:
    value = decoded(raw)
    if value in EMPTY:
        return {}
    if isinstance(value, Mapping):
        return value
    raise Unreadable("a table")
