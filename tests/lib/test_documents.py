"""YAML and JSON in: text stays text, traps are refused with their lines, costs are bounded."""

import json
from collections.abc import Mapping
from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gradus.lib.documents import Document, read_document
from gradus.lib.faults import Fault, Faulty
from gradus.lib.nodes import Limits
from gradus.lib.terms import Json

TEXT: Mapping[str, Json] = {"type": "string"}
ANY: Mapping[str, Json] = {}
COURSE: Mapping[str, Json] = {
    "type": "object",
    "required": ["title", "price"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "minLength": 1},
        "price": {
            "type": "string",
            "pattern": r"^\d+(\.\d\d)?$",
            "description": "Write the amount in figures.",
            "examples": ["250.00"],
        },
        "weeks": {"type": "integer", "minimum": 1, "maximum": 52, "multipleOf": 2},
        "open": {"type": "boolean"},
        "starts": {"type": "string", "format": "date"},
        "at": {"type": "string", "format": "date-time"},
        "link": {"type": "string", "format": "uri"},
        "ends": {"type": ["string", "null"]},
        "level": {"enum": ["graduate", "undergraduate"]},
        "either": {
            "oneOf": [
                {
                    "type": "array",
                    "minItems": 2,
                    "uniqueItems": True,
                    "items": {"type": "integer"},
                    "description": "Give two.",
                },
                {"type": "object", "minProperties": 1, "maxProperties": 1},
            ]
        },
        "units": {"type": "array", "items": {"$ref": "#/$defs/unit"}, "maxItems": 2},
    },
    "$defs": {
        "unit": {
            "anyOf": [
                {
                    "type": "object",
                    "required": ["hours"],
                    "properties": {"hours": {"type": "integer"}},
                },
                {"type": "string"},
            ]
        }
    },
}


def read(text: str, schema: Mapping[str, Json] = COURSE, file: str = "c.yaml") -> Document:
    return read_document(text, schema=schema, file=file)


def faults(text: str, schema: Mapping[str, Json] = COURSE, file: str = "c.yaml") -> list[str]:
    with pytest.raises(Faulty) as caught:
        read(text, schema, file)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "on",
        "12:30",
        "010",
        "1.10",
        "1_000",
        "0x1F",
        "2026-01-01",
        "null",
        "~",
        "true",
        "1e3",
        "NaN",
        ".5",
        "=",
        "0o7",
    ],
)
def test_a_plain_word_stays_the_text_the_author_wrote(word: str) -> None:
    assert read(word, TEXT).data == word


def test_integers_booleans_and_nothing_are_read_where_the_schema_asks() -> None:
    text = "{title: '7', price: '1', weeks: 12, open: false, ends: null, units: [{hours: 3}, 4]}"
    assert read(text).data == {
        "title": "7",
        "price": "1",
        "weeks": 12,
        "open": False,
        "ends": None,
        "units": [{"hours": 3}, "4"],
    }


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("weeks: 010", 'Expected a whole number, found "010".'),
        ("weeks: 12:30", 'Expected a whole number, found "12:30".'),
        ("weeks: 1.0", 'Expected a whole number, found "1.0".'),
        ("weeks: '12'", 'Expected a whole number, found "12".'),
        ("weeks: 9999999999999999999", 'Expected a whole number, found "9999999999999999999".'),
        ("weeks:", "Expected a whole number, found nothing."),
        ("weeks: 0", "0 is less than 1."),
        ("weeks: 60", "60 is more than 52."),
        ("weeks: 11", "11 is not a multiple of 2."),
        ("ends: [a]", "Expected text or nothing, found a list."),
        ("units: [[a]]", "Expected names with values or text, found a list."),
        ("units: [{}]", "'hours' is missing in units → no. 1. Add a line “hours: …”."),
        (
            f"level: {'x' * 80}",
            f'"{"x" * 58}… is not one of graduate, undergraduate.',
        ),
        (
            "zzz: 3",
            "'zzz' is not known here. "
            "Known: title, price, weeks, open, starts, at, link, ends, level, either, units.",
        ),
        ("either: [1]", "At least 2 needed, 1 given. Give two."),
        ("either: [1, 1]", "One value stands twice. Give two."),
        ("either: {}", "At least 1 name(s) needed here."),
        ("open: no", 'Expected true or false, found "no".'),
        ("open: True", 'Expected true or false, found "True".'),
        ("starts: 2026-02-30", '"2026-02-30" is not a date.'),
        ("starts: 20260228", '"20260228" is not a date.'),
        ("at: 2026-02-28T10:00", '"2026-02-28T10:00" is not a date-time.'),
        ("link: ftp://x", '"ftp://x" is not a uri.'),
        (
            "level: gradute",
            '"gradute" is not one of graduate, undergraduate. Did you mean graduate?',
        ),
        ("units: [a, b, c]", "At most 2 allowed, 3 given."),
        ("units: [{hours: x}]", 'Expected a whole number, found "x".'),
        (
            "starts: a: b",
            "This cannot be read: mapping values are not allowed in this context. Mind "
            "indentation (spaces, never tabs), colons and closing quotes.",
        ),
        (
            "starts:\n  first: b",
            "Expected text, found names with values. A sentence with a colon needs quotes.",
        ),
        ("wekks: 3", "'wekks' is not known here. Did you mean 'weeks'?"),
    ],
)
def test_a_wrong_value_is_told_with_its_line_and_in_words(line: str, what: str) -> None:
    (only,) = faults(f"title: T\nprice: 1\n{line}\n")
    assert only.startswith(("c.yaml:3:", "c.yaml:4:"))
    assert only.split(": ", 1)[1] == what


def test_the_schema_says_what_belongs_there() -> None:
    assert faults("title: T\nprice: ten") == [
        'c.yaml:2:8: "ten" is not written as this place asks. '
        "Write the amount in figures. For example: 250.00."
    ]


def test_everything_wrong_is_told_at_once() -> None:
    assert faults("weeks: x\nopen: yes\n") == [
        "c.yaml:1:1: 'price' is missing. Add it: Write the amount in figures.",
        "c.yaml:1:1: 'title' is missing. Add a line “title: …”.",
        'c.yaml:1:8: Expected a whole number, found "x".',
        'c.yaml:2:7: Expected true or false, found "yes".',
    ]


def test_only_what_is_missing_is_told() -> None:
    assert faults("price: 1") == ["c.yaml:1:1: 'title' is missing. Add a line “title: …”."]


@pytest.mark.parametrize("file", ["c.yaml", "c.json"])
def test_a_name_that_stands_twice_is_refused_with_both_lines(file: str) -> None:
    text = '{"title": "T",\n"price": "1",\n"title": "U"}'
    assert faults(text, COURSE, file) == [
        f"{file}:3:1: 'title' stands twice: first in line 1, again here. Keep one of the two."
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "a: !!python/object:os.system x",
            "1:4: The tag tag:yaml.org,2002:python/object:os.system",
        ),
        ("a: !!int 3", "1:4: The tag tag:yaml.org,2002:int is not read."),
        ("a: &x {b: 1}\nc:\n  <<: *x", "3:3: Merge keys (<<) are not read."),
        ("a: 1\n---\nb: 2", "2:1: A second document begins here."),
        ("? [a]\n: b", "1:3: A name must be a single word or text."),
        ("a: &x [*x]", "1:8: *x points to nothing complete."),
        ("a: *x", "*x points to nothing complete."),
        ("a:\n\t- b", "2:1: This cannot be read: found character"),
        ("a: [b", "This cannot be read: "),
        ("a: b: c", "1:5: This cannot be read: mapping values are not allowed"),
        ("", "The file is empty."),
        ("# only a comment", "The file is empty."),
        ("a: \x00", "This cannot be read: "),
    ],
)
def test_what_yaml_can_but_authors_should_not_is_refused(text: str, what: str) -> None:
    (only,) = faults(text, ANY)
    assert what in only


def test_an_alias_repeats_what_it_names() -> None:
    assert read("a: &x {b: no}\nc: *x", ANY).data == {"a": {"b": "no"}, "c": {"b": "no"}}


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 9))
    (only,) = faults(f"l0: &l0 [x, x]\n{levels}", ANY)
    assert "More than 50 aliases." in only or "More than 50,000 values." in only


def test_more_aliases_than_allowed_are_refused() -> None:
    (only,) = faults("a: &x b\n" + "\n".join(f"k{n}: *x" for n in range(51)), ANY)
    assert only == "c.yaml:52:6: More than 50 aliases. Write them out."


def test_a_wide_bomb_is_refused_by_its_expanded_size() -> None:
    limits = Limits(aliases=1_000)
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9))
    with pytest.raises(Faulty, match="More than 50,000 values"):
        read_document(f"l0: &l0 [x, x]\n{levels}", schema=ANY, file="c.yaml", limits=limits)


@pytest.mark.parametrize("file", ["c.yaml", "c.json"])
def test_depth_and_size_are_limited(file: str) -> None:
    (deep,) = faults("[" * 100_000 + "]" * 100_000, ANY, file)
    (wide,) = faults("[" + "1," * 60_000 + "1]", ANY, file)
    (long,) = faults('"' + "x" * 1_000_001 + '"', ANY, file)
    assert "levels" in deep
    assert "More than 50,000 values." in wide
    assert "The file has 1,000,003 characters; 1,000,000 are allowed." in long


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{'a': 1}", "c.json:1:2: This is not JSON: Expecting property name"),
        ('{"a": 1,\n}', "This is not JSON: "),
        ('"\\ud800"', "cannot be read"),
    ],
)
def test_a_json_file_must_be_json(text: str, what: str) -> None:
    (only,) = faults(text, ANY, "c.json")
    assert what in only


def test_json_values_keep_their_own_types() -> None:
    text = '{\t"a": [null, true, 1, -0, "no", "1"], "b\\/": "\\ud83d\\ude00 \\\\ud83d"}'
    assert read(text, ANY, "c.json").data == {
        "a": [None, True, 1, 0, "no", "1"],
        "b/": "😀 \\ud83d",
    }


def test_a_later_check_can_point_at_a_place() -> None:
    document = read("title: T\nprice: 1\nunits:\n  - a\n  - b\n")
    assert document.fault(("units", 1), "No.", "Go.") == Fault("c.yaml", 5, 5, "No.", "Go.")
    assert document.fault(("units", 7, "x"), "No.", "Go.") == Fault("c.yaml", 4, 3, "No.", "Go.")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_was_written_as_yaml_is_read_back(value: Json) -> None:
    assert read(yaml.safe_dump(value, allow_unicode=True), ANY).data == value


@given(
    st.recursive(
        WORDS | st.none() | st.booleans() | st.integers(-(10**17), 10**17),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
        max_leaves=20,
    ),
    st.booleans(),
    st.sampled_from([None, 2, "\t"]),
)
def test_what_was_written_as_json_is_read_back(
    value: Json, ascii_only: bool, indent: int | str | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert read(text, ANY, "c.json").data == value


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_never_a_crash(text: str) -> None:
    for file in ("c.yaml", "c.json"):
        with suppress(Faulty):
            read(text, ANY, file)
