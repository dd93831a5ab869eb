"""The fields of a problem as templates draw them, each with its value, mark and error."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gradus.courseware.problems.base import Answers, Correctness, Input, set_of, text_of
from gradus.lib.refusal import words

Html = Callable[[str], SafeString]
StoredMark = Mapping[str, Any]

STATES: Final = {
    Correctness.CORRECT.value: ("met", "Right"),
    Correctness.PARTIAL.value: ("pending", "Partly right"),
    Correctness.INCORRECT.value: ("failed", "Not right"),
}
SEVERAL: Final = "checkbox"
DESCRIPTIONS: Final = {
    "numeric": words("A number such as 0.25, 1/4 or 25%; a point, not a comma."),
    "checkbox": words("Choose all that apply."),
}
WIDTHS: Final = ((6, "w-short"), (16, "w-middle"))


@dataclass(frozen=True, slots=True)
class Option:
    """A choice, and whether the learner has taken it."""

    name: str
    html: SafeString
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """An input with what stands in it and how it was marked."""

    id: str
    name: str
    template: str
    label: SafeString
    description: str
    trailing: SafeString
    width: str
    inline: bool
    value: str
    options: tuple[Option, ...]
    state: str
    word: str
    hint_label: str
    hints: tuple[SafeString, ...]
    error: str
    closed: bool

    @property
    def said(self) -> bool:
        """Whether there is a mark, a hint or an error beside the field."""
        return bool(self.error or self.word or self.hints)

    @property
    def told(self) -> str:
        """Ids of the texts that describe the field."""
        mark = self.word or self.hints
        said = ((self.description, "about"), (self.error, "error"), (mark, "mark"))
        return " ".join(f"{self.id}-{suffix}" for text, suffix in said if text)


def form_name(drawn: Input) -> str:
    """The name of the form field of an input."""
    return f"input_{drawn.id}[]" if drawn.kind == SEVERAL else f"input_{drawn.id}"


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an answer: its stored feedback (empty if withheld) or why it was refused.

    A field that is `alone` leaves the verdict to the problem's own line.
    """

    mark: StoredMark = field(default_factory=dict)
    error: str = ""
    alone: bool = False
    closed: bool = False


def field_of(drawn: Input, answers: Answers, html: Html, told: Told) -> Field:
    """The input with the learner's answer and what is known of it."""
    mark = told.mark
    hint = mark.get("hint") or {}
    state, word = STATES[mark["correctness"]] if mark else ("", "")
    return Field(
        id=drawn.id,
        name=form_name(drawn),
        template=f"problems/{drawn.kind}.html",
        label=html(drawn.label),
        description=html(drawn.description) or _usual(drawn.kind),
        trailing=html(drawn.trailing),
        width=_width(drawn.size),
        inline=drawn.inline,
        value=text_of(answers, drawn.id),
        options=_options(drawn, answers, html),
        state=state,
        word=gettext(word) if word and not told.alone else "",
        hint_label=hint.get("label") or "",
        hints=tuple(html(text) for text in hint.get("texts", ())),
        error=told.error,
        closed=told.closed,
    )


def _options(drawn: Input, answers: Answers, html: Html) -> tuple[Option, ...]:
    chosen = set_of(answers, drawn.id)
    return tuple(
        Option(choice.name, html(choice.html), choice.name in chosen) for choice in drawn.choices
    )


def _width(size: int) -> str:
    return next((name for limit, name in WIDTHS if 0 < size <= limit), "")


def _usual(kind: str) -> str:
    """What is said about a field where its author says nothing (gettext("") is no empty text)."""
    return gettext(DESCRIPTIONS[kind]) if kind in DESCRIPTIONS else ""
