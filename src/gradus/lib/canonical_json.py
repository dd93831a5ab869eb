r"""JSON written once and read strictly: ASCII, one meaning, bounded in size and depth.

`canonical` serves hashes (sorted, no spaces); `written` serves files that are signed and stored
(order kept). Both escape `<` and `>`, so that the text can stand in an SVG's CDATA or a page.

>>> canonical({"b": 1, "a": "Zoë"})
b'{"a":"Zo\\u00eb","b":1}'
>>> written({"b": "]]>"})
b'{"b":"]]\\u003e"}'
>>> read('{"a": 1, "a": 2}')
Traceback (most recent call last):
    ...
gradus.lib.canonical_json.NotJson: The name "a" stands twice in one object.
"""

import hashlib
import json
from typing import Final

from gradus.lib.terms import Json

MAX_BYTES: Final = 100_000
MAX_DEPTH: Final = 32


class NotJson(ValueError):
    """The text is not JSON that has exactly one meaning; the message is a sentence for people."""


def canonical(value: Json) -> bytes:
    """The one way to write this value, for hashing."""
    return _ascii(json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False))


def written(value: Json) -> bytes:
    """The bytes to store and deliver; names keep their order."""
    return _ascii(json.dumps(value, separators=(",", ":"), allow_nan=False))


def sha256(value: Json) -> str:
    """The SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def read(text: str | bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Json:
    """The value that `text` means, or `NotJson`."""
    if len(text) > max_bytes:
        message = f"The text is longer than {max_bytes:,} bytes."
        raise NotJson(message)
    try:
        words = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    except UnicodeDecodeError:
        message = "The text is not UTF-8."
        raise NotJson(message) from None
    if depth(words) > max_depth:
        message = f"The text has more than {max_depth} levels."
        raise NotJson(message)
    try:
        value: Json = json.loads(
            words,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=_float,
            parse_int=_int,
        )
    except json.JSONDecodeError as error:
        message = f"The text is not JSON: line {error.lineno}, column {error.colno}."
        raise NotJson(message) from None
    return value


def depth(text: str) -> int:
    """How deep brackets nest outside strings, counted without recursion.

    >>> depth('{"a": [1, "[[["]}')
    2
    """
    deepest = level = 0
    inside = escaped = False
    for letter in text:
        if inside:
            inside = escaped or letter != '"'
            escaped = letter == "\\" and not escaped
        elif letter == '"':
            inside = True
        elif letter in "[{":
            level += 1
            deepest = max(deepest, level)
        elif letter in "]}":
            level -= 1
    return deepest


def _ascii(text: str) -> bytes:
    return text.replace("<", "\\u003c").replace(">", "\\u003e").encode("ascii")


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name, value in pairs:
        if name in found:
            message = f'The name "{name}" stands twice in one object.'
            raise NotJson(message)
        found[name] = value
    return found


def _constant(word: str) -> float:
    message = f"{word} is not a JSON value."
    raise NotJson(message)


def _float(digits: str) -> float:
    value = float(digits)
    if value in {float("inf"), float("-inf")}:
        message = f"The number {digits[:20]} is too large."
        raise NotJson(message)
    return value


def _int(digits: str) -> int:
    """A whole number; one beyond all decimals is refused as they are, before it is computed."""
    _float(digits)
    return int(digits)
