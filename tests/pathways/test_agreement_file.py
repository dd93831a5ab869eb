"""An agreement that makes no sense is refused in words, with its place."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from gradus.lib.canonical_json import sha256
from gradus.lib.conditions.reading import Unreadable
from gradus.lib.documents import read_document
from gradus.lib.faults import Faulty
from gradus.pathways.rules.agreement_file import courses_cited, read_agreement
from gradus.pathways.rules.degree import Degree
from tests.pathways.samples import DATA, northgate, read, schema

TEXT = (DATA / "northgate-msads.yaml").read_text()

# A change to the example's data (free form on purpose), the place it is refused at, the words.
Change = Callable[[dict[str, Any]], object]


def drop(name: str) -> Change:
    return lambda data: data["clauses"].pop(name)


def put(value: object, *path: str | int) -> Change:
    def change(data: dict[str, Any]) -> None:
        place: Any = data
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


WRONG: list[tuple[Change, tuple[str | int, ...], str]] = [
    (drop("3.1"), ("awards", 0, "clause"), "There is no clause 3.1."),
    (put({"en": "x"}, "clauses", "9.9"), ("clauses", "9.9"), "Nothing cites clause 9.9."),
    (
        put({"window": "intake"}, "eligibility", "all", 4),
        ("eligibility", "all", 4, "window"),
        "This condition cites no clause.",
    ),
    (put("L1", "awards", 1, "id"), ("awards", 1, "id"), "Line L1 stands twice."),
    (
        put(["core.art"], "awards", 0, "counts_toward"),
        ("awards", 0, "counts_toward", 0),
        "The degree has no slot core.art.",
    ),
    (put(["L9"], "caps", 1, "lines"), ("caps", 1, "lines"), "There is no line L9."),
    (
        put("2025", "receiving", "catalog"),
        ("receiving",),
        "The degree beside it is northgate-msads, catalogue 2026.",
    ),
    (
        put("2026-01-01", "windows", "intake", "cycles", 0, "closes"),
        ("windows", "intake", "cycles", 0),
        "This period closes before it opens.",
    ),
    (
        put([{"from": "us", "to": "dd-percent", "bands": [], "clause": "3.1"}], "conversions"),
        ("conversions", 0, "from"),
        "This scheme is not defined.",
    ),
]


@pytest.mark.parametrize(("change", "path", "what"), WRONG)
def test_what_a_schema_cannot_say_is_refused_with_its_place(
    change: Change, path: tuple[str | int, ...], what: str
) -> None:
    data = json.loads(json.dumps(northgate()[0]))
    change(data)
    with pytest.raises(Unreadable) as caught:
        read_agreement(data, northgate()[2])
    assert (caught.value.path, caught.value.what) == (path, what)
    assert caught.value.remedy


def test_a_word_that_is_not_known_is_refused_with_its_line() -> None:
    text = TEXT.replace("    - {window: intake, clause", "    - {windw: intake, clause")
    with pytest.raises(Faulty) as caught:
        read_document(text, schema=schema("agreement"), file="n.yaml")
    fault = caught.value.faults[0]
    line = text.splitlines().index('    - {windw: intake, clause: "2.5"}') + 1
    assert (fault.line, fault.what) == (line, "'windw' is not known here.")
    assert "window" in fault.remedy


def test_a_degree_whose_slots_do_not_add_up_is_refused() -> None:
    data = json.loads(json.dumps(read(DATA / "northgate-msads.degree.yaml", "degree").data))
    data["slots"][0]["credits"] = "4"
    with pytest.raises(Unreadable) as caught:
        Degree.read(data)
    assert caught.value.what == "The slots hold 37 credits, the degree 36."


def test_every_course_cited_has_its_place() -> None:
    cited = dict(courses_cited(northgate()[0]))
    assert set(cited.values()) == {"DD1", "DD2", "DD3", "DD4", "DD5", "data-decisions"}
    assert cited["awards", 4, "consumes", 0] == "DD5"


def test_writing_and_reading_again_changes_nothing() -> None:
    data = northgate()[0]
    again = read_document(
        yaml.safe_dump(data, sort_keys=True), schema=schema("agreement"), file="again.yaml"
    )
    assert again.data == data
    assert sha256(again.data) == sha256(data)
    assert read_agreement(again.data, northgate()[2]) == northgate()[1]
