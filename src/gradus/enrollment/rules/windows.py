"""When a run may be entered, paid for and worked in (programs-and-enrollment facts, section 2).

Intervals are [opens, closes): the closing instant itself is too late. Each date gates only
its own action: a past payment deadline does not close free enrolment.

>>> from datetime import UTC, datetime
>>> june = datetime(2027, 6, 1, tzinfo=UTC)
>>> RunDates(ends=june).phase(datetime(2027, 5, 31, tzinfo=UTC))
<Phase.ACTIVE: 'active'>
>>> RunDates(ends=june).phase(june)
<Phase.ENDED: 'ended'>
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gradus.lib.refusal import Refused, words

NOT_OPEN = words("Enrolment in {run} opens on {date}.")
CLOSED = words("Enrolment in {run} closed on {date}. The next run is shown on the course's page.")
ENDED = words("{run} ended on {date}. Your work is kept, but nothing can be added.")
NOT_STARTED = words("{run} starts on {date}. You can read and answer from then on.")
PAY_CLOSED = words("Paying for {run} closed on {date}. You can still follow it without paying.")


class Phase(StrEnum):
    """Where a run stands on a given instant."""

    UPCOMING = "upcoming"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class RunDates:
    """The dates of a run that gate what a learner may do; None leaves that side open."""

    enrol_opens: datetime | None = None
    enrol_closes: datetime | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    pay_by: datetime | None = None

    def phase(self, now: datetime) -> Phase:
        """Before the start, between start and end, or from the end on."""
        if self.ends is not None and now >= self.ends:
            return Phase.ENDED
        if self.starts is not None and now < self.starts:
            return Phase.UPCOMING
        return Phase.ACTIVE

    @property
    def paying_closes(self) -> datetime | None:
        """The instant from which a place can no longer be bought."""
        known = [instant for instant in (self.pay_by, self.ends) if instant is not None]
        return min(known) if known else None


def day(instant: datetime) -> str:
    """An instant as people read it, with weekday and zone.

    >>> from datetime import UTC
    >>> day(datetime(2027, 9, 7, 23, 59, tzinfo=UTC))
    'Tuesday 7 September 2027, 23:59 UTC'
    """
    return f"{instant:%A} {instant.day} {instant:%B %Y, %H:%M %Z}"


def check_enrol(dates: RunDates, *, run: str, now: datetime) -> None:
    """Raise `Refused` unless one may enter the run now, on any track."""
    _check_not_ended(dates, run, now)
    if dates.enrol_opens is not None and now < dates.enrol_opens:
        raise Refused("enrolment_not_open", NOT_OPEN, run=run, date=dates.enrol_opens)
    if dates.enrol_closes is not None and now >= dates.enrol_closes:
        raise Refused("enrolment_closed", CLOSED, run=run, date=dates.enrol_closes)


def check_pay(dates: RunDates, *, run: str, now: datetime) -> None:
    """Raise `Refused` unless a verified place can be bought now."""
    _check_not_ended(dates, run, now)
    closes = dates.paying_closes
    if closes is not None and now >= closes:
        raise Refused("paying_closed", PAY_CLOSED, run=run, date=closes)


def check_work(dates: RunDates, *, run: str, now: datetime) -> None:
    """Raise `Refused` unless answers count in the run now."""
    _check_not_ended(dates, run, now)
    if dates.starts is not None and now < dates.starts:
        raise Refused("run_not_started", NOT_STARTED, run=run, date=dates.starts)


def _check_not_ended(dates: RunDates, run: str, now: datetime) -> None:
    if dates.ends is not None and now >= dates.ends:
        raise Refused("run_ended", ENDED, run=run, date=dates.ends)
