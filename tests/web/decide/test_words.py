"""Codes and requirements in the words of this door."""

import pytest

from gradus.catalog.rules.requirements import parse_requirement
from gradus.lib.terms import Json
from gradus.web.decide.words import Lines, language, requirement_lines, weeks

TITLES = {"DD1": "Probability", "DD2": "Statistics", "DDX": "Capstone"}
N = "\N{NO-BREAK SPACE}"


def told(data: Json) -> Lines:
    return requirement_lines(parse_requirement(data), TITLES)


def leaf(words: str) -> tuple[str, Lines]:
    return (words, ())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("DD1", (leaf("Pass Probability"),)),
        ({"course": "DD9"}, (leaf("Pass DD9"),)),
        (
            {"course": "DD1", "min_grade": "60", "verified": True, "max_age": {"years": 5}},
            (
                leaf(
                    f"Pass Probability with 60{N}% or more on a verified place "
                    "not longer than 5 years ago"
                ),
            ),
        ),
        (
            {"course": "DD1", "equivalents": ["DD2"]},
            (leaf("Pass Probability or Statistics"),),
        ),
        (
            {"all_of": ["DD1", {"capstone": {"course": "DDX", "after": "all"}}]},
            (
                (
                    "All of these",
                    (
                        leaf("Pass Probability"),
                        leaf("Pass the Capstone; it opens when everything else is passed"),
                    ),
                ),
            ),
        ),
        (
            {"at_least": {"count": 1, "of": ["DD1", "DD2"], "with": ["DDX"]}},
            (
                ("At least 1 of these", (leaf("Pass Probability"), leaf("Pass Statistics"))),
                ("Among them", (leaf("Pass Capstone"),)),
            ),
        ),
        (
            {"credits_at_least": {"credits": "9", "of": [{"course": "DD1", "credits": "9"}]}},
            (("Courses worth at least 9 credits from these", (leaf("Pass Probability"),)),),
        ),
        (
            {"one_track_of": {"theory": ["DD1"], "practice": ["DD2"]}},
            (
                (
                    "One of these tracks",
                    (
                        ("Track theory", (("All of these", (leaf("Pass Probability"),)),)),
                        ("Track practice", (("All of these", (leaf("Pass Statistics"),)),)),
                    ),
                ),
            ),
        ),
        (
            {"all_of": ["DD1", "DD2", {"at_most_one_counts": ["DD1", "DD2"]}]},
            (
                (
                    "All of these",
                    (
                        leaf("Pass Probability"),
                        leaf("Pass Statistics"),
                        leaf("Only one of these counts: Probability, Statistics"),
                    ),
                ),
            ),
        ),
    ],
)
def test_a_requirement_is_told_in_sentences_under_sentences(data: Json, expected: Lines) -> None:
    assert told(data) == expected


def test_lengths_are_told_in_weeks_and_then_in_months() -> None:
    assert [weeks(count) for count in (None, 6, 12, 26)] == [
        "not known",
        "6 weeks",
        "12 weeks",
        "about 6 months",
    ]


def test_a_language_without_a_name_keeps_its_code() -> None:
    assert [language(code) for code in ("en-GB", "fr", "cy")] == ["English", "French", "cy"]
