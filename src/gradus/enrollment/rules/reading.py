"""When a part of a course may be read: once its run and all that it stands in have started.

Law: OLX, effective start = the latest on the path. A self-paced run has no dates of its own, so
those that authors wrote do not bind in it. An ended run stays readable.

>>> from datetime import UTC, datetime
>>> may, june = datetime(2027, 5, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
>>> opening(RunDates(starts=may), june) == june
True
>>> opening(RunDates(), june) is None
True
"""

from datetime import datetime

from gradus.enrollment.rules.windows import RunDates
from gradus.lib.refusal import Refused, words

NOT_OPEN = words("{part} opens on {date}. You can read and answer from then on.")


def opening(dates: RunDates, written: datetime | None) -> datetime | None:
    """When a part opens whose authors wrote this start; None is open from the beginning."""
    if dates.starts is None:
        return None
    return dates.starts if written is None else max(dates.starts, written)


def check_read(dates: RunDates, written: datetime | None, *, part: str, now: datetime) -> None:
    """Raise `Refused` unless the part may be read now."""
    opens = opening(dates, written)
    if opens is not None and now < opens:
        raise Refused("part_not_open", NOT_OPEN, part=part, date=opens)
