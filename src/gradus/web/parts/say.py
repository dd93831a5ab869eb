"""How numbers, times and refusals are spoken on pages."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from gradus.lib import rounding
from gradus.lib.refusal import Refused

NBSP: Final = "\u00a0"


def sentence(refused: Refused) -> str:
    """The refusal in the reader's language."""
    return filled(refused.template, refused.values)


def filled(template: str, values: Mapping[str, object]) -> str:
    """A marked sentence, translated, with its values spoken."""
    return gettext(template).format(**{name: spoken(value) for name, value in values.items()})


def spoken(value: object) -> object:
    """Times and dates in words; everything else as it is."""
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else value


def moment(value: datetime) -> str:
    """Weekday, day, time and zone: "Tuesday 4 August 2026, 14:00 UTC"."""
    local = timezone.localtime(value)
    return f"{date_format(local, 'l j F Y, H:i')}{NBSP}{local:%Z}"


def day(value: date) -> str:
    """Weekday and day: "Tuesday 4 August 2026"."""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return date_format(local, "l j F Y")


def percent(share: Fraction | Decimal | float, of: int = 1) -> str:
    """A share of `of` in per cent, cut (never rounded up) after two decimals.

    Cut, because 59.996 % shown as "60 %" beside a bar of 60 % would be a lie.

    >>> percent(Fraction(57, 100)), percent(Fraction(2, 3)), percent(Decimal("59.996"), of=100)
    ('57\\xa0%', '66.66\\xa0%', '59.99\\xa0%')
    """
    exact = share if isinstance(share, Fraction) else Fraction(str(share))
    return rounding.percent(exact / of).replace(" ", NBSP)


def number(value: Fraction | Decimal | float) -> str:
    """A number as people write it, with at most two decimals: "1,250" or "3.5"."""
    fraction = value if isinstance(value, Fraction) else Fraction(str(value))
    exact = Decimal(fraction.numerator) / fraction.denominator
    text = f"{exact.quantize(Decimal('0.01')):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
