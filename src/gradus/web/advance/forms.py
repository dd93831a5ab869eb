"""What a learner states about themself, as an agreement asks it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from gradus.lib.terms import Json
from gradus.pathways.rules.agreement import Question

YES_NO = (("true", "Yes"), ("false", "No"), ("", "I do not say"))
NONE = "none"
# Django searches: the ends must be said, or "1/0" and "1e999999" would pass.
NUMBER = r"\A[0-9]{1,4}(\.[0-9]{1,3})?\Z"
EARLIEST: Final = date(1950, 1, 1)
LATEST: Final = date(2099, 12, 31)
NO_DAY = "Write a day between 1950 and 2099."


class StatementForm(forms.Form):
    """One field for each question; what is left open is not stated."""

    def __init__(
        self,
        questions: tuple[Question, ...],
        data: Mapping[str, str] | None = None,
        initial: Mapping[str, Json] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.questions = questions
        for question in questions:
            for name, field in fields_of(question).items():
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """None and something at once is a contradiction."""
        cleaned = super().clean() or {}
        for question in self.questions:
            chosen = cleaned.get(question.name)
            if question.kind == "choices" and chosen and NONE in chosen and len(chosen) > 1:
                self.add_error(question.name, "Choose either none, or what applies.")
        return cleaned

    def statements(self) -> Mapping[str, Json]:
        """What was stated, in the form in which it is kept; empty takes a statement back."""
        return {question.name: self._stated(question) for question in self.questions}

    def _stated(self, question: Question) -> Json:
        value = self.cleaned_data[question.name]
        if question.kind == "choices":
            return "" if not value else [each for each in value if each != NONE]
        if question.kind == "number":
            on = self.cleaned_data.get(f"{question.name}_on")
            return {"value": value, "on": on.isoformat()} if value and on else str(value)
        return str(value)


def fields_of(question: Question) -> Mapping[str, forms.Field]:
    """The field, or fields, that ask a question."""
    if question.kind == "yes_no":
        radio = forms.ChoiceField(
            label=question.text, choices=YES_NO, required=False, widget=forms.RadioSelect
        )
        return {question.name: radio}
    if question.kind == "choices":
        boxes = forms.MultipleChoiceField(
            label=question.text,
            choices=(*question.choices, (NONE, "none of these")),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        return {question.name: boxes}
    number = forms.RegexField(
        NUMBER,
        label=question.text,
        required=False,
        help_text="A number, for example 7.5.",
        error_messages={"invalid": "This is not a number. Write it like 7.5."},
        widget=forms.TextInput({"inputmode": "decimal", "class": "short"}),
    )
    if not question.dated:
        return {question.name: number}
    day = forms.DateField(
        label=f"{question.text}: the day of the result",
        required=False,
        validators=[MinValueValidator(EARLIEST, NO_DAY), MaxValueValidator(LATEST, NO_DAY)],
        widget=forms.DateInput({"type": "date", "class": "short"}),
    )
    return {question.name: number, f"{question.name}_on": day}


def known_answers(
    questions: tuple[Question, ...], known: Mapping[str, Json]
) -> Mapping[str, Json]:
    """What was stated before, as the form shows it."""
    found: dict[str, Json] = {}
    for question in questions:
        value = known.get(question.name)
        if isinstance(value, Mapping):
            found[question.name] = value.get("value")
            found[f"{question.name}_on"] = value.get("on")
        elif question.kind == "choices" and question.name in known:
            found[question.name] = value or [NONE]
        else:
            found[question.name] = "" if value is None else value
    return found
