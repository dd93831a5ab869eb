"""The evidence register: every figure with its source, its day and a grade that limits its use.

Source: the decision aid's register (docs/decide.md, "Evidence"). A: randomised, credible
quasi-experiment or official record. B: good observational. C: descriptive, survey, or a good
result through a weak intermediary. D: vendor or self-selected; shown as a claim, never computed
with.

>>> fresh = date(2026, 5, 31)
>>> is_stale(fresh, months=6, today=date(2026, 11, 30)), is_stale(fresh, months=6,
...     today=date(2026, 12, 1))
(False, True)
"""

import csv
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from types import MappingProxyType


class Grade(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    ASSUMPTION = "assumption"

    @property
    def may_be_input(self) -> bool:
        return self is not Grade.D


@dataclass(frozen=True, slots=True)
class Evidence:
    """One measured thing. `low` and `high` are equal when it is one number, None when a text."""

    id: str
    topic: str
    quantity: str
    value: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    population: str
    country: str
    design: str
    year: str
    grade: Grade
    confidence: str
    url: str
    checked_on: date
    stale_after_months: int
    note: str

    def stale(self, today: date) -> bool:
        return is_stale(self.checked_on, months=self.stale_after_months, today=today)


@dataclass(frozen=True, slots=True)
class Mark:
    """A raise that somebody measured, to stand beside a break-even; `share` of pay."""

    share: Decimal
    label: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Assumption:
    """A default of the model; `grade` says what stands behind it."""

    key: str
    label: str
    unit: str
    default: Decimal
    low: Decimal
    high: Decimal
    evidence: tuple[Evidence, ...]
    url: str
    grade: Grade
    reviewed_on: date
    why: str

    @property
    def share(self) -> Decimal:
        """The default as the model takes it: per cent as a share."""
        return self.default / 100 if self.unit.startswith("%") else self.default


def is_stale(checked_on: date, *, months: int, today: date) -> bool:
    """Whether the last day on which the figure may pass as current is over."""
    month = checked_on.month - 1 + months
    year, month = checked_on.year + month // 12, month % 12 + 1
    day = min(checked_on.day, monthrange(year, month)[1])
    return today > date(year, month, day)


Row = Mapping[str, str]


def rows(text: str) -> Iterator[Row]:
    yield from csv.DictReader(StringIO(text), strict=True)


def read_evidence(text: str) -> Mapping[str, Evidence]:
    """The register by id; ValueError names a row that stands twice."""
    items: dict[str, Evidence] = {}
    for row in rows(text):
        if row["id"] in items:
            msg = f"evidence {row['id']} stands twice"
            raise ValueError(msg)
        items[row["id"]] = evidence(row)
    return MappingProxyType(items)


def evidence(row: Row) -> Evidence:
    return Evidence(
        id=row["id"],
        topic=row["topic"],
        quantity=row["quantity"],
        value=row["value"],
        low=number(row["low"]),
        high=number(row["high"]),
        unit=row["unit"],
        population=row["population"],
        country=row["country"],
        design=row["design"],
        year=row["year"],
        grade=Grade(row["grade"]),
        confidence=row["confidence"],
        url=row["url"],
        checked_on=date.fromisoformat(row["checked_on"]),
        stale_after_months=int(row["stale_after_months"]),
        note=row["note"],
    )


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def read_marks(text: str, register: Mapping[str, Evidence]) -> tuple[Mark, ...]:
    """Marks in ascending order; ValueError for one that its evidence does not state."""
    return tuple(
        sorted((mark(row, register[row["evidence_id"]]) for row in rows(text)), key=by_share)
    )


def by_share(mark: Mark) -> Decimal:
    return mark.share


def mark(row: Row, item: Evidence) -> Mark:
    stated = item.value == row["value"] or f"{row['value']} %" in item.note
    if not stated or not item.grade.may_be_input:
        msg = f"{item.id} does not support a mark at {row['value']} %"
        raise ValueError(msg)
    return Mark(share=Decimal(row["value"]) / 100, label=row["label"], evidence=item)


def read_assumptions(text: str, register: Mapping[str, Evidence]) -> Mapping[str, Assumption]:
    return MappingProxyType({row["key"]: assumption(row, register) for row in rows(text)})


def assumption(row: Row, register: Mapping[str, Evidence]) -> Assumption:
    behind = tuple(register[name] for name in row["evidence_ids"].split())
    if not all(item.grade.may_be_input for item in behind):
        msg = f"{row['key']} rests on a claim"
        raise ValueError(msg)
    return Assumption(
        key=row["key"],
        label=row["label"],
        unit=row["unit"],
        default=Decimal(row["default"]),
        low=Decimal(row["low"]),
        high=Decimal(row["high"]),
        evidence=behind,
        url=row["source"],
        grade=Grade(row["grade"]),
        reviewed_on=date.fromisoformat(row["reviewed_on"]),
        why=row["why"],
    )
