"""Words folded for search: without accents, case and punctuation.

Source: Unicode compatibility decomposition, https://www.unicode.org/reports/tr15/.

>>> folded("Décider avec données: DD1!")
'decider avec donnees dd1'
>>> folded_leaves({"a": ["Éins", 2], "b": {"c": "zwei"}})
'eins zwei'
"""

import re
import unicodedata
from collections.abc import Mapping

from gradus.lib.terms import Json


def folded(text: str) -> str:
    """The words of `text` in lower case, without accents, separated by single spaces."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", bare))


def folded_leaves(data: Json) -> str:
    """The folded words of every text inside `data`."""
    return " ".join(filter(None, (folded(text) for text in _texts(data))))


def _texts(data: Json) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, Mapping):
        return [text for value in data.values() for text in _texts(value)]
    if isinstance(data, list | tuple):
        return [text for value in data for text in _texts(value)]
    return []
