"""Sign-up and sign-in as allauth asks for them, in our words."""

from allauth.account.forms import AddEmailForm, LoginForm, ResetPasswordForm, SignupForm

HINT = "At least eight characters, not a common one. A few words are easy to remember."


class SignUp(SignupForm):  # type: ignore[misc]  # allauth has no types
    """Name, address, password; no second box for the password, no placeholders."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = HINT
        _plain(self)


class SignIn(LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)


class AddAddress(AddEmailForm):  # type: ignore[misc]
    """One more address."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)


class Forgotten(ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link for a new password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)


def _plain(form: SignupForm | LoginForm | AddEmailForm | ResetPasswordForm) -> None:
    for name in ("email", "login"):
        if name in form.fields:
            form.fields[name].label = "E-mail address"
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
