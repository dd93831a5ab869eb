"""Everything kept about a person, room by room, as they may take it away."""

from collections.abc import Callable, Mapping
from typing import Final

from gradus.accounts.queries import my_data as account_data
from gradus.assessment.queries.final import my_data as assessment_data
from gradus.credentials.queries.held import my_data as credentials_data
from gradus.enrollment.queries import my_data as enrollment_data
from gradus.lib.terms import Json
from gradus.pathways.queries import my_data as pathways_data
from gradus.payments.queries import my_data as payments_data
from gradus.web.parts.http import User

# One line per room that keeps personal data; a test compares it with the models.
ROOMS: Final[Mapping[str, Callable[[User], Json]]] = {
    "account": account_data,
    "enrollment": enrollment_data,
    "payments": payments_data,
    "assessment": assessment_data,
    "credentials": credentials_data,
    "pathways": pathways_data,
}


def everything_about(user: User) -> Mapping[str, Json]:
    """What each room keeps about this person."""
    return {room: told(user) for room, told in ROOMS.items()}
