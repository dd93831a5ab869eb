"""The register agrees with its manifest and refuses what its evidence does not say."""

import hashlib
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gradus.advising.rules.evidence import (
    Grade,
    read_assumptions,
    read_evidence,
    read_marks,
)

FOLDER = Path(__file__).parents[2] / "content" / "evidence"
REGISTER = read_evidence((FOLDER / "evidence.csv").read_text("utf-8"))
MANIFEST = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
HEADER = (
    "id,topic,quantity,value,low,high,unit,population,country,design,year,grade,confidence,"
    "url,checked_on,stale_after_months,note\n"
)
ASSUMED = (
    "key,label,unit,default,low,high,distribution,evidence_ids,source,grade,reviewed_on,why\n"
)


def text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def test_every_file_has_one_entry_and_its_hash_agrees() -> None:
    files = sorted(path.name for path in FOLDER.glob("*.csv"))
    assert sorted(entry["file"] for entry in MANIFEST) == files
    for entry in MANIFEST:
        content = (FOLDER / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["file"]
        assert content.count(b"\n") - 1 == entry["rows"], entry["file"]


def test_every_entry_says_whose_it_is_and_under_which_licence() -> None:
    named = {"title", "publisher", "source", "licence", "attribution", "retrieved_on"}
    assert [named - set(entry) for entry in MANIFEST] == [set()] * len(MANIFEST)


def test_the_register_is_whole() -> None:
    assert list(REGISTER) == [f"E{n:02}" for n in range(1, 39)]
    assert Counter(item.grade for item in REGISTER.values()) == {
        Grade.A: 16,
        Grade.B: 11,
        Grade.C: 9,
        Grade.D: 2,
    }
    assert all(item.url.startswith(("https://", "http://")) for item in REGISTER.values())


def test_a_row_is_read_as_it_stands() -> None:
    item = REGISTER["E07"]
    assert (item.value, item.low, item.high) == ("14", Decimal(14), Decimal(14))
    assert (item.grade, item.year, item.checked_on) == (Grade.A, "2024", date(2026, 11, 22))
    assert REGISTER["E06"].low is None


def test_evidence_grows_stale_on_the_day_after_its_months() -> None:
    item = REGISTER["E21"]
    assert [item.stale(date(2027, 5, day)) for day in (22, 23)] == [False, True]


def test_the_marks_are_what_the_evidence_states_in_rising_order() -> None:
    marks = read_marks(text("marks.csv"), REGISTER)
    assert [(str(m.share), m.evidence.id, m.evidence.grade.value) for m in marks] == [
        ("0.018", "E02", "B"),
        ("0.038", "E02", "B"),
        ("0.14", "E07", "A"),
    ]


@pytest.mark.parametrize("row", ["E02,5.5,invented", "E13,90,a vendor's claim"])
def test_a_mark_that_its_evidence_does_not_bear_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match="does not support a mark"):
        read_marks(f"evidence_id,value,label\n{row}\n", REGISTER)


def test_the_assumptions_name_default_range_and_grade() -> None:
    read = read_assumptions(text("assumptions.csv"), REGISTER)
    assert {key: str(item.share) for key, item in read.items()} == {
        "horizon": "10",
        "discount": "0.03",
        "growth": "0.01",
        "tax": "0.3",
        "hour_value": "0.35",
        "work_hours": "2080",
        "hours_factor": "1",
        "fade": "0.03",
        "lag": "0.5",
        "stops_at": "0.35",
        "completion": "0.3",
        "completion_course": "0.7",
        "raise": "0.038",
    }
    assert all(item.low <= item.default <= item.high for item in read.values())
    assert all(item.evidence or item.url for item in read.values() if item.grade != "assumption")


def test_an_assumption_may_not_rest_on_a_claim() -> None:
    row = "raise,Raise,%,1,0,2,none,E13,,D,2026-11-22,because\n"
    with pytest.raises(ValueError, match="raise rests on a claim"):
        read_assumptions(ASSUMED + row, REGISTER)


def test_an_id_that_stands_twice_is_refused() -> None:
    row = "E01,t,q,v,,,text,p,US,d,2024,A,c,https://example.org,2026-11-22,12,\n"
    with pytest.raises(ValueError, match="E01 stands twice"):
        read_evidence(HEADER + row + row)
