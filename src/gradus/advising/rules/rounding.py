r"""Figures rounded to what the evidence bears.

Source: the decision aid, rounding rules (docs/decide.md, "Rounding").

>>> rounded_amount(14_003.82), rounded_amount(87_654), rounded_amount(-151_000)
(14000, 88000, -150000)
>>> rounded_share(0.020533), rounded_share(0.1295), rounded_share(0.0012)
('2.1\xa0%', '13\xa0%', '0.1\xa0%')
>>> rounded_share(0.0000001)
'less than 0.1\xa0%'
"""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

STEPS = ((20_000, 500), (100_000, 1_000))
LARGE_STEP = 5_000
TWO_DIGITS = 10
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def rounded_amount(amount: float) -> int:
    """To 500 under 20,000, to 1,000 under 100,000, to 5,000 above; the sign stays."""
    step = next((step for limit, step in STEPS if abs(amount) < limit), LARGE_STEP)
    return int((Decimal(repr(amount)) / step).to_integral_value(ROUND_HALF_EVEN)) * step


def rounded_share(share: float) -> str:
    r"""A share as per cent: one decimal under 10 %, none above.

    >>> rounded_share(0.0), rounded_share(-0.0154), rounded_share(0.0999)
    ('0\xa0%', '\u22121.5\xa0%', '10\xa0%')
    """
    per_cent = Decimal(repr(share)) * 100
    if per_cent == 0:
        return f"0{NBSP}%"
    if abs(per_cent) < Decimal("0.1"):
        return f"less than 0.1{NBSP}%"
    tenth = per_cent.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if abs(tenth) >= TWO_DIGITS:
        tenth = per_cent.quantize(Decimal(1), ROUND_HALF_UP)
    return f"{tenth}{NBSP}%".replace("-", MINUS)
