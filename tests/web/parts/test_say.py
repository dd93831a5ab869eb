from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from gradus.lib.refusal import Refused
from gradus.web.parts.say import day, moment, number, percent, sentence


def test_a_share_just_below_the_bar_is_never_shown_as_the_bar() -> None:
    assert percent(Decimal("0.599999")) == "59.99\xa0%"
    assert percent(Decimal("59.9999"), of=100) == "59.99\xa0%"
    assert percent(Fraction(6, 10)) == "60\xa0%"


def test_shares_of_none_and_all_are_plain() -> None:
    shares = [percent(0), percent(1), percent(Fraction(1, 3))]
    assert shares == ["0\xa0%", "100\xa0%", "33.33\xa0%"]


def test_numbers_are_grouped_and_carry_no_empty_decimals() -> None:
    assert [number(1250), number(Decimal("3.50")), number(Fraction(1, 3))] == [
        "1,250",
        "3.5",
        "0.33",
    ]


def test_moments_name_weekday_time_and_zone_of_the_reader() -> None:
    noon = datetime(2026, 8, 4, 12, 0, tzinfo=UTC)
    with timezone.override("Europe/Berlin"):
        assert moment(noon) == "Tuesday 4 August 2026, 14:00\xa0CEST"


def test_a_refusal_speaks_its_dates() -> None:
    refused = Refused("closed", "It closed on {closed}.", closed=date(2026, 8, 4))
    assert sentence(refused) == "It closed on Tuesday 4 August 2026."
    assert day(datetime(2026, 8, 4, 23, 30, tzinfo=UTC)) == "Tuesday 4 August 2026"
