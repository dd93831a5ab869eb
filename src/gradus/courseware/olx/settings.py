"""Which settings a block has, and which its ancestors give it (nearest wins).

Source: OLX documentation and problem settings,
https://docs.openedx.org/en/latest/educators/references/course_development/problem_settings.html.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from gradus.courseware.course import Settings
from gradus.courseware.olx import fields
from gradus.lib.terms import Json

Reader = Callable[[Json], object]

SHOW_ANSWER: Final = frozenset(
    [
        "always",
        "answered",
        "attempted",
        "attempted_no_past_due",
        "closed",
        "finished",
        "correct_or_past_due",
        "past_due",
        "never",
        "after_attempts",
        "after_all_attempts",
        "after_all_attempts_or_correct",
    ]
)
SHOW_CORRECTNESS: Final = frozenset({"always", "never", "past_due", "never_but_include_grade"})
GRADING: Final = frozenset({"last_score", "first_score", "highest_score", "average_score"})
OLD_DICE: Final = {"": "always", "true": "always", "false": "per_student", "once": "per_student"}
DICE: Final = frozenset({"always", "onreset", "never", "per_student"})


def _one_of(words: frozenset[str]) -> Callable[[Json], str | None]:
    def read(raw: Json) -> str | None:
        word = fields.text(raw).strip()
        if word and word not in words:
            raise fields.Unreadable("one of " + ", ".join(sorted(words)))
        return word or None

    return read


def _dice(raw: Json) -> str | None:
    word = fields.text(raw).strip().lower()
    return _one_of(DICE)(OLD_DICE.get(word, word))


def _showanswer(raw: Json) -> str:
    return _one_of(SHOW_ANSWER)(raw) or "never"


def _text(raw: Json) -> str | None:
    return None if raw is None else fields.text(raw)


READERS: Final[Mapping[str, tuple[str, Reader]]] = {
    "start": ("opens_at", fields.moment),
    "due": ("due", fields.moment),
    "graceperiod": ("grace", fields.duration),
    "graded": ("graded", fields.boolean),
    "visible_to_staff_only": ("hidden", fields.boolean),
    "showanswer": ("showanswer", _showanswer),
    "show_correctness": ("show_correctness", _one_of(SHOW_CORRECTNESS)),
    "rerandomize": ("rerandomize", _dice),
    "max_attempts": ("max_attempts", fields.whole),
    "show_reset_button": ("show_reset_button", fields.boolean),
    "relative_weeks_due": ("relative_weeks_due", fields.whole),
    "format": ("format", _text),
    "weight": ("weight", fields.number),
    "submission_wait_seconds": ("wait_seconds", fields.whole),
    "attempts_before_showanswer_button": ("attempts_before_showanswer", fields.whole),
    "grading_method": ("grading_method", _one_of(GRADING)),
}
OWN: Final = ("format", "weight", "wait_seconds", "attempts_before_showanswer", "grading_method")
DEFAULT: Final = Settings()
KNOWN: Final = frozenset(READERS)


def settings_below(
    above: Settings, written: Mapping[str, Json], *, course: bool = False
) -> tuple[Settings, tuple[tuple[str, str], ...]]:
    """A block's settings under its parent's, and (attribute, what it should be) where unreadable.

    An empty value or `null` is no value: the ancestor's holds.

    On the course itself a start belongs to the run, so it closes nothing here.
    """
    values: dict[str, object] = {name: getattr(DEFAULT, name) for name in OWN}
    wrong: list[tuple[str, str]] = []
    for attribute, (name, read) in READERS.items():
        if attribute not in written or (course and attribute == "start"):
            continue
        try:
            value = read(written[attribute])
        except fields.Unreadable as error:
            wrong.append((attribute, str(error)))
            continue
        if value is not None:
            values[name] = value
    if isinstance(opens := values.get("opens_at"), datetime) and above.opens_at:
        values["opens_at"] = max(opens, above.opens_at)
    return replace(above, **values), tuple(wrong)  # type: ignore[arg-type]  # read by its reader
