"""People of the tests; everybody has the same password."""

from django.contrib.auth import get_user_model

from gradus.accounts.models import User

PASSWORD = "a-long-way-up"  # noqa: S105 - only for tests


def person(name: str) -> User:
    """Add a person, or meet again the one of that name."""
    email = f"{name.lower()}@example.org"
    people = get_user_model().objects
    known = people.filter(email=email).first()
    return known or people.create_user(email, PASSWORD, name=name)
