"""Which function does which job; each takes its arguments as they were kept (JSON), and `now`.

What stands in `JOBS` runs in one transaction together with the mark that it is done: exactly once
in effect. What stands in `OUTSIDE` calls the outside world (payment, mail) or computes long; it
runs in no transaction, may be called again after a crash, and so has a key of its own per effect.
Each function makes one call of an action and decides nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from gradus.assessment.actions import conclude
from gradus.credentials.actions.issue import consider
from gradus.credentials.actions.lists import publish_list, refresh_lists
from gradus.credentials.actions.sign import sign
from gradus.payments.actions import look, send_refund


def _conclude(enrollment_id: int, *, now: datetime) -> object:
    return conclude(enrollment_id=enrollment_id, now=now)


def _consider(learner_id: int, *, now: datetime) -> object:
    return consider(learner_id=learner_id, now=now)


def _sign(credential_id: int, *, now: datetime) -> object:
    return sign(credential_id=credential_id, now=now)


def _look(order_id: int, *, now: datetime) -> None:
    look(order_id=order_id, now=now)


def _refund(refund_id: int, *, now: datetime) -> None:
    send_refund(refund_id=refund_id, now=now)


def _publish_list(list_id: int, *, now: datetime) -> object:
    return publish_list(list_id=list_id, now=now)


JOBS: dict[str, Callable[..., object]] = {
    "assessment.conclude": _conclude,
    "credentials.consider": _consider,
    "credentials.publish_list": _publish_list,
}

OUTSIDE: dict[str, Callable[..., object]] = {
    "credentials.sign": _sign,
    "credentials.refresh_lists": refresh_lists,
    "payments.look": _look,
    "payments.refund": _refund,
}

SCHEDULES: dict[str, timedelta] = {"credentials.refresh_lists": timedelta(hours=6)}
"""Jobs without arguments that are to be done again and again, and how often."""
