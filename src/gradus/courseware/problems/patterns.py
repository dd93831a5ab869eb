"""Author's regular expressions against learner's text, within a limit of time."""

from dataclasses import dataclass
from typing import Final, Self

import regex

from gradus.courseware.faults import ContentFault
from gradus.courseware.problems.base import Mode

SECONDS: Final = 0.25


@dataclass(frozen=True, slots=True)
class Pattern:
    """Compiled once; a search that takes too long is the author's fault, not the learner's."""

    text: str
    compiled: "regex.Pattern[str]"

    @classmethod
    def of(cls, alternatives: list[str], *, ignore_case: bool, mode: Mode) -> Self:
        """The reference anchors only the first alternative's start and the last one's end."""
        if mode is Mode.STRICT:
            text = "|".join(f"^(?:{alternative})$" for alternative in alternatives)
        else:
            text = f"^{'|'.join(alternatives)}$"
        try:
            return cls(text, regex.compile(text, regex.IGNORECASE if ignore_case else 0))
        except regex.error as error:
            raise ContentFault(f"the pattern “{text}” cannot be read: {error}") from None

    def matches(self, text: str) -> bool:
        try:
            return self.compiled.search(text, timeout=SECONDS) is not None
        except TimeoutError:
            raise ContentFault(f"the pattern “{self.text}” takes too long") from None
