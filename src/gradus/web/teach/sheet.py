"""Tables as CSV that a spreadsheet opens without running anything in them."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

# A cell that begins so is a formula to spreadsheets (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run.

    >>> harmless("=HYPERLINK(1)"), harmless("Ada"), harmless("  +1")
    ("'=HYPERLINK(1)", 'Ada', "'  +1")
    """
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


def sheet(rows: Iterable[Sequence[str]]) -> str:
    """All rows as CSV (RFC 4180), every cell harmless."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()
