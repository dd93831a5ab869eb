"""Moments as credentials write them: UTC, whole seconds, `Z`.

Source: VC Data Model 2.0 section 4.9 (https://www.w3.org/TR/vc-data-model-2.0/#validity-period).

>>> stamp(datetime(2026, 6, 2, 9, 30, tzinfo=UTC))
'2026-06-02T09:30:00Z'
>>> moment("2026-06-02T11:30:00+02:00") == datetime(2026, 6, 2, 9, 30, tzinfo=UTC)
True
"""

import re
from datetime import UTC, datetime
from typing import Final

from gradus.lib.terms import Json

WRITTEN: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII
)


def stamp(at: datetime) -> str:
    """The moment in words of ISO 8601, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: Json) -> datetime:
    """The moment a text means; ValueError when it is none with a zone."""
    if not isinstance(text, str) or not WRITTEN.fullmatch(text):
        message = f"{text!r} is not a moment."
        raise ValueError(message)
    return datetime.fromisoformat(text).astimezone(UTC)
