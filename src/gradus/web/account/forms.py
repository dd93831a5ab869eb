"""Forms about a person's own account."""

from typing import cast
from zoneinfo import available_timezones

from django import forms
from django.http import HttpRequest

from gradus.accounts import actions
from gradus.web.parts.http import PageRequest, User

NAME_HINT = "As it should stand on a credential. Any script, any number of parts."


def name_field() -> forms.CharField:
    """The one name a person goes by here."""
    widget = forms.TextInput({"autocomplete": "name"})
    return forms.CharField(label="Your name", max_length=200, help_text=NAME_HINT, widget=widget)


class NameForm(forms.Form):
    """What sign-up asks besides e-mail address and password."""

    field_order = ("name", "email", "password1")
    name = name_field()

    def signup(self, request: HttpRequest, user: User) -> None:
        """Complete the new account; called by the sign-up view."""
        now = cast("PageRequest", request).now
        actions.register(user=user, name=self.cleaned_data["name"], now=now)


class ProfileForm(forms.Form):
    """How a person is named and where their clock stands."""

    name = name_field()
    country = forms.RegexField(
        "^[A-Za-z]{2}$",
        label="Country",
        required=False,
        strip=True,
        help_text="Two letters, such as DE or BR. Used only where a price or a rule needs it.",
        error_messages={"invalid": "Write the two-letter code of the country, such as DE."},
        widget=forms.TextInput({"autocomplete": "country", "class": "short", "maxlength": 2}),
    )
    time_zone = forms.ChoiceField(
        label="Time zone",
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
        help_text="Deadlines are shown in it.",
    )

    def clean_country(self) -> str:
        """Country codes are written in capitals."""
        return str(self.cleaned_data["country"]).upper()


class EraseForm(forms.Form):
    """Erasing cannot be undone, so it is confirmed by writing the address."""

    email = forms.CharField(
        label="Your e-mail address",
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="Write it to confirm that this account shall be erased.",
    )

    def __init__(self, *args: object, address: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they come
        self.address = address

    def clean_email(self) -> str:
        """The address must be the account's own."""
        written = str(self.cleaned_data["email"]).strip().lower()
        if written != self.address.lower():
            raise forms.ValidationError("This is not the address of this account.")
        return written
