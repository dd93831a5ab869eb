"""What a person may hand in to be checked."""

from typing import Any, Final

from django import forms

MAX_BYTES: Final = 100_000


class CheckForm(forms.Form):
    """One credential: as a file, as text, or by its address here."""

    file = forms.FileField(
        label="File",
        required=False,
        help_text="The JSON file of the credential, at most 100 kB.",
        widget=forms.FileInput({"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label="Or its text",
        required=False,
        help_text="Paste the whole text of the file, from the first { to the last }.",
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
    )
    address = forms.CharField(
        label="Or its address here",
        required=False,
        max_length=300,
        help_text="The address of a public credential page of this site.",
        widget=forms.TextInput({"inputmode": "url", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one of the three, and not too large."""
        given: dict[str, Any] = super().clean() or {}
        filled = [name for name in ("file", "text", "address") if given.get(name)]
        if not filled:
            self.add_error("file", "Choose a file, paste its text, or give its address.")
        if len(filled) > 1:
            self.add_error(filled[1], "Give only one: the file, the text or the address.")
        for name in ("file", "text"):
            if given.get(name) and _size(given[name]) > MAX_BYTES:
                self.add_error(
                    name, "This is larger than 100 kB. A credential has about 5 kB: is it the one?"
                )
        return given


def _size(value: Any) -> int:  # noqa: ANN401 - an uploaded file or a text
    return int(value.size) if hasattr(value, "size") else len(value.encode())
