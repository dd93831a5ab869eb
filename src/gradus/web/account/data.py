"""Everything kept about a person, room by room, as they may take it away."""

from collections.abc import Callable, Mapping
from typing import Final

from gradus.accounts.queries import my_data as account_data
from gradus.lib.terms import Json
from gradus.web.parts.http import User

# One line per room that keeps personal data; a test compares it with the models.
ROOMS: Final[Mapping[str, Callable[[User], Json]]] = {
    "account": account_data,
}


def everything_about(user: User) -> Mapping[str, Json]:
    """What each room keeps about this person."""
    return {room: told(user) for room, told in ROOMS.items()}
