"""Ages in whole years.

Source: the agreement format, note on recency: valid through the anniversary, which is included;
29 February has its anniversary on 28 February.

>>> anniversary(date(2020, 2, 29), 7), anniversary(date(2020, 6, 12), 7)
(datetime.date(2027, 2, 28), datetime.date(2027, 6, 12))
"""

from datetime import date, timedelta

LEAP_DAY = (2, 29)


def anniversary(day: date, years: int) -> date:
    """The same day `years` later."""
    if (day.month, day.day) == LEAP_DAY:
        return date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)


def after(day: date) -> date:
    """The next day."""
    return day + timedelta(days=1)
