"""Rounding of exact fractions. Marks and grades never pass through binary floats.

>>> half_even(Fraction(27, 40), 2), half_even(Fraction(25, 1000), 2)
(Fraction(17, 25), Fraction(1, 50))
>>> down(Fraction(599999, 10000), 2)
Fraction(5999, 100)
"""

import math
from fractions import Fraction


def half_even(value: Fraction, places: int) -> Fraction:
    """The nearest with so many decimals; of two equally near, the even one."""
    return Fraction(round(value * 10**places), 10**places)


def down(value: Fraction, places: int) -> Fraction:
    """Cut off, so that a shown figure never seems to reach what the value misses."""
    return Fraction(math.floor(value * 10**places), 10**places)


def percent(share: Fraction, places: int = 2) -> str:
    """A share as per cent for the eye, cut off and without idle zeros.

    >>> percent(Fraction(41, 60)), percent(Fraction(1, 2)), percent(Fraction(1))
    ('68.33 %', '50 %', '100 %')
    """
    return f"{figure(share * 100, places)} %"


def figure(value: Fraction, places: int = 2) -> str:
    """A number for the eye, cut off and without idle zeros.

    >>> figure(Fraction(20, 3)), figure(Fraction(7)), figure(Fraction(5, 2))
    ('6.66', '7', '2.5')
    """
    cut = down(value, places)
    text = f"{cut.numerator * 10**places // cut.denominator:0{places + 1}d}"
    whole, rest = text[:-places], text[-places:].rstrip("0")
    return f"{whole}.{rest}" if rest else whole
