"""The page `/design/`: every component with all its states, itself tested for accessibility."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

TRACKS: Final = (("audit", "Audit: read everything, free"), ("verified", "Verified: 250 USD"))


class SampleForm(forms.Form):
    """A form with one field of each kind, in every state."""

    name = forms.CharField(label="Your name", help_text="As it should stand on a credential.")
    email = forms.EmailField(label="E-mail address")
    salary = forms.DecimalField(
        label="Salary after the program",
        help_text="Gross, in USD a year.",
        required=False,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )
    track = forms.ChoiceField(label="Track", choices=TRACKS, widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(
        label="Study days",
        choices=(("sat", "Saturday"), ("sun", "Sunday")),
        widget=forms.CheckboxSelectMultiple,
    )
    zone = forms.ChoiceField(label="Time zone", choices=(("UTC", "UTC"), ("CET", "Berlin")))
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea({"rows": 3}))
    closed = forms.CharField(label="Student number", disabled=True, initial="2026-0042")
    agree = forms.BooleanField(label="I have read what a payment buys")


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the components to those who build pages with them."""
    wrong = SampleForm({"name": "", "email": "ada", "salary": "much"}, auto_id="wrong_%s")
    shown = {
        "form": SampleForm(initial={"track": "audit"}),
        "wrong": wrong,
        "states": ("met", "pending", "discretion", "failed"),
        "moment": datetime(2026, 8, 4, 14, 0, tzinfo=UTC),
        "day": date(2026, 8, 4),
        "share": Decimal("0.59996"),
    }
    return render(request, "design/gallery.html", shown)
