"""Attributes hold values, JSON in quotes, or rubbish; each field takes what suits it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.courseware.olx import fields
from gradus.lib.terms import Json

MOMENT = datetime(2030, 1, 1, tzinfo=UTC)
READERS: tuple[Callable[[Json], object], ...] = (
    fields.text,
    fields.boolean,
    fields.whole,
    fields.number,
    fields.moment,
    fields.duration,
    fields.listing,
    fields.table,
)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2030-01-01T00:00:00Z", MOMENT),
        ('"2030-01-01T00:00:00+00:00"', MOMENT),
        ("2030-01-01T00:00", MOMENT),
        ("2030-01-01", MOMENT),
        ("2030-01-01T02:00:00+02:00", MOMENT),
        ("1893456000000", MOMENT),
        (1893456000000, MOMENT),
        ("null", None),
        ("", None),
        (None, None),
    ],
)
def test_a_moment_is_read_as_exports_write_it(raw: str | int | None, value: object) -> None:
    assert fields.moment(raw) == value


@pytest.mark.parametrize("raw", ["2030", '"2030"', "2030-01", "soon", "true", "[]", "1e300"])
def test_what_is_no_moment_is_unreadable(raw: str) -> None:
    if raw == "2030":
        assert fields.moment(raw) == datetime(1970, 1, 1, 0, 0, 2, 30000, tzinfo=UTC)
        return
    with pytest.raises(fields.Unreadable):
        fields.moment(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("0 day 5 hours 5 minutes 0 seconds", timedelta(hours=5, minutes=5)),
        ("7200 seconds", timedelta(hours=2)),
        ("1 days", timedelta(days=1)),
        ('"2 hours"', timedelta(hours=2)),
        ("", None),
        ("null", None),
    ],
)
def test_a_duration_has_optional_parts(raw: str, value: timedelta | None) -> None:
    assert fields.duration(raw) == value


@pytest.mark.parametrize("raw", ["5", "hours", "5 weeks", " ", "99999999999999 days"])
def test_what_is_no_duration_is_unreadable(raw: str) -> None:
    with pytest.raises(fields.Unreadable):
        fields.duration(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("true", True), ("True", True), ('"false"', False), (False, False), ("", None)],
)
def test_a_boolean_may_be_spelt_in_python(raw: str | bool, value: bool | None) -> None:
    assert fields.boolean(raw) is value


@pytest.mark.parametrize("raw", ["1", "yes", "0"])
def test_a_number_is_no_boolean(raw: str) -> None:
    with pytest.raises(fields.Unreadable):
        fields.boolean(raw)


def test_a_number_is_exact_and_of_ordinary_size() -> None:
    assert fields.number("0.1") == Fraction(1, 10)
    assert fields.number('"2.0"') == 2
    assert fields.whole("2.0") == 2
    for raw in ("two", "NaN", "Infinity", "1e9999", "1/0", "true"):
        with pytest.raises(fields.Unreadable):
            fields.number(raw)
    with pytest.raises(fields.Unreadable):
        fields.whole("1.5")


def test_text_that_looks_like_a_number_stays_text() -> None:
    assert fields.text("2024") == "2024"
    assert fields.text('"quoted"') == "quoted"
    assert fields.text("[1") == "[1"


def test_lists_and_tables_are_json() -> None:
    assert fields.listing('["a"]') == ("a",)
    assert fields.listing("") == ()
    assert fields.table('{"en": "x.srt"}') == {"en": "x.srt"}
    for reader in (fields.listing, fields.table):
        with pytest.raises(fields.Unreadable):
            reader("word")


@given(st.text() | st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
def test_no_field_crashes_on_any_value(raw: Json) -> None:
    for reader in READERS:
        try:
            reader(raw)
        except fields.Unreadable:
            continue


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001
def test_a_moment_survives_bare_and_as_json(naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC)
    assert fields.moment(moment.isoformat()) == moment
    assert fields.moment(json.dumps(moment.isoformat())) == moment
    assert fields.moment(naive.isoformat()) == moment


@given(*[st.integers(0, 1000)] * 4)
def test_a_duration_is_the_sum_of_its_parts(d: int, h: int, m: int, s: int) -> None:
    written = f"{d} days {h} hours {m} minutes {s} seconds"
    assert fields.duration(written) == timedelta(days=d, hours=h, minutes=m, seconds=s)


@given(st.decimals(-10_000, 10_000, allow_nan=False, places=4))
def test_a_number_keeps_its_value(value: object) -> None:
    assert fields.number(str(value)) == Fraction(str(value))
