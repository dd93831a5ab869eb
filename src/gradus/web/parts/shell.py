"""What the frame of every page needs: who is here, which door, demo or not."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

DOORS: Final = frozenset({"decide", "learn", "prove", "advance", "teach"})


@dataclass(frozen=True, slots=True)
class Shell:
    """The page frame's facts."""

    door: str = ""
    demo: bool = False
    signed_in: bool = False
    person: AbstractBaseUser | None = None


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The facts for one page; without a session cookie nobody asks the session."""
    match = request.resolver_match
    door = match.namespace if match is not None and match.namespace in DOORS else ""
    person = _person(request)
    return {"shell": Shell(door, demo=settings.DEMO, signed_in=person is not None, person=person)}


def _person(request: HttpRequest) -> AbstractBaseUser | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return None
    return request.user if request.user.is_authenticated else None
