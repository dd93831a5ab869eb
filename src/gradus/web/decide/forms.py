"""What visitors type: what they look for, and the figures of their own account."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from gradus.advising.rules.evidence import Assumption
from gradus.catalog.queries.programs import Found
from gradus.web.decide.words import LEVELS, PACES, language

GROUPED: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
ANY: Final = ("", "any")
NOT_OFFERED: Final = "Choose one from the list; this was left out."
HOURS: Final = (3, 5, 8, 10, 15, 20)


class Number(forms.DecimalField):
    """A number as people write it: spaces or commas between thousands, a point for decimals."""

    widget = forms.TextInput

    def __init__(self, *, low: str, high: str, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(min_value=Decimal(low), max_value=Decimal(high), **options)
        self.widget.attrs["inputmode"] = "decimal"
        between = f"Write a number from {low} to {high}."
        for validator in self.validators:
            if isinstance(validator, MinValueValidator | MaxValueValidator):
                validator.message = between
        self.error_messages |= {
            "invalid": "Write digits only, with a point for decimals, for example 1250.50.",
            "required": "Write a number here; the answer cannot be computed without it.",
        }

    def to_python(self, value: object) -> Any:  # noqa: ANN401 - a Decimal or nothing; the stubs say int
        text = re.sub(r"[\s\N{NO-BREAK SPACE}]", "", str(value if value is not None else ""))
        if GROUPED.fullmatch(text):
            text = text.replace(",", "")
        return super().to_python(text)


class SearchForm(forms.Form):
    """Search and filters; every field may stay empty."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    field = forms.CharField(label="Field", required=False, widget=forms.Select)
    level = forms.ChoiceField(
        label="Level",
        required=False,
        choices=[ANY, ("entering", LEVELS["entering"]), ("deepening", LEVELS["deepening"])],
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    language = forms.CharField(label="Language", required=False, widget=forms.Select)
    pace = forms.ChoiceField(
        label="Pace",
        required=False,
        choices=[ANY, *PACES.items()],
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    hours = forms.TypedChoiceField(
        label="Hours a week",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[ANY, *((h, f"{h} or fewer") for h in HOURS)],
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    price = Number(
        label="Price in all, at most (in the program's currency)",
        required=False,
        low="0",
        high="1000000",
    )
    credit = forms.BooleanField(label="Counts toward a degree somewhere", required=False)

    def offer(self, found: Found) -> None:
        """Show the choices that the catalogue holds."""
        fields = [ANY, *((name, name) for name in found.fields)]
        languages = [ANY, *((code, language(code)) for code in found.languages)]
        cast("forms.Select", self.fields["field"].widget).choices = fields
        cast("forms.Select", self.fields["language"].widget).choices = languages


class RoiForm(forms.Form):
    """The person's own figures first, then the model's assumptions with their defaults."""

    salary = Number(
        label="Your pay now, a year before tax", low="1", high="100000000", help_text=""
    )
    choice = forms.ChoiceField(
        label="What you think of doing",
        widget=forms.RadioSelect,
        initial="program",
        error_messages={"invalid_choice": "Choose one of the three."},
    )
    wage = Number(
        label="Pay in the job you want instead",
        required=False,
        low="0",
        high="100000000",
        help_text="Only if you want to change careers: what beginners in that job earn a year.",
    )
    aid = Number(
        label="Your employer pays, a year at most", required=False, low="0", high="10000000"
    )

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        assumptions: Mapping[str, Assumption],
        choices: list[tuple[str, str]],
        currency: str,
    ) -> None:
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["choice"]).choices = choices
        self.fields["salary"].help_text = (
            f"In {currency}. It is used for this answer only: it is not stored, not logged and "
            "never part of the address."
        )
        for key, item in assumptions.items():
            if key in LIMITS:
                self.fields[key] = assumption_field(key, item)

    def share(self, key: str) -> float:
        """A typed per cent as a share."""
        return float(self.cleaned_data[key]) / 100

    def plain(self, key: str) -> float:
        return float(self.cleaned_data[key] or 0)

    def maybe(self, key: str) -> float | None:
        value = self.cleaned_data.get(key)
        return None if value is None else float(value)


# What the model can take at all; the register says what is usual.
LIMITS: Final[Mapping[str, tuple[str, str]]] = {
    "raise": ("-50", "300"),
    "hours_factor": ("10", "1000"),
    "hour_value": ("0", "300"),
    "horizon": ("1", "60"),
    "tax": ("0", "95"),
    "completion": ("1", "100"),
    "completion_course": ("1", "100"),
    "stops_at": ("0", "100"),
    "lag": ("0", "20"),
    "fade": ("0", "100"),
    "growth": ("-20", "20"),
    "discount": ("-10", "30"),
    "work_hours": ("100", "5000"),
}

MODEL: Final = frozenset(LIMITS) - {"raise"}


def assumption_field(key: str, item: Assumption) -> Number:
    low, high = LIMITS[key]
    optional = key == "raise"
    return Number(
        label=f"{item.label} ({item.unit})",
        low=low,
        high=high,
        required=not optional,
        initial=None if optional else item.default,
        help_text=f"{item.why}. Usual: {item.low} to {item.high}.",
        decimal_places=0 if key == "horizon" else 3,
    )
