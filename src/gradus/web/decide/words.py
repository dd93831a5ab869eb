"""The words of this door: codes of the catalogue as people say them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradus.catalog.rules.needs import (
    AllOf,
    AtLeast,
    AtMostOneCounts,
    Capstone,
    CourseNeed,
    CreditsAtLeast,
    OneTrackOf,
    Requirement,
)
from gradus.lib.terms import decimal

LEVELS: Final = MappingProxyType(
    {
        "entering": "for entering the field",
        "deepening": "for deepening your own field",
        "both": "for entering the field or deepening it",
    }
)
PACES: Final = MappingProxyType({"self_paced": "at your own pace", "dated": "with fixed dates"})
LANGUAGES: Final = MappingProxyType(
    {
        "en": "English",
        "de": "German",
        "es": "Spanish",
        "fr": "French",
        "it": "Italian",
        "nl": "Dutch",
        "pt": "Portuguese",
        "zh": "Chinese",
    }
)
AUDIENCES: Final = MappingProxyType(
    {
        "working_professional": "You work and want to decide better in your job",
        "career_changer": "You want to change careers",
        "lifelong_learner": "You learn for its own sake",
        "mba_explorer": "You are thinking about an MBA",
    }
)

Lines = tuple[tuple[str, "Lines"], ...]


def language(code: str) -> str:
    """The language's English name, or its code when we have no name for it."""
    return LANGUAGES.get(code.split("-", maxsplit=1)[0], code)


def weeks(count: int | None) -> str:
    """A length as people plan it: weeks up to 12, then months."""
    if count is None:
        return "not known"
    return f"{count} weeks" if count <= 12 else f"about {round(count / 4.345)} months"  # noqa: PLR2004 - a quarter


def requirement_lines(node: Requirement, titles: Mapping[str, str]) -> Lines:
    """What completes a program, as sentences under sentences."""
    match node:
        case CourseNeed():
            return ((f"Pass {_course(node, titles)}", ()),)
        case Capstone():
            told = (
                f"Pass the {_course(node.need, titles)}; it opens when everything else is passed"
            )
            return ((told, ()),)
        case AtMostOneCounts():
            named = ", ".join(titles.get(course, course) for course in node.courses)
            return ((f"Only one of these counts: {named}", ()),)
        case OneTrackOf():
            tracks = tuple(
                (f"Track {name}", requirement_lines(track, titles)) for name, track in node.tracks
            )
            return (("One of these tracks", tracks),)
    return _inner(node, titles)


def _inner(node: AllOf | AtLeast | CreditsAtLeast, titles: Mapping[str, str]) -> Lines:
    parts = tuple(line for child in node.children for line in requirement_lines(child, titles))
    if isinstance(node, AllOf):
        return (("All of these", parts),)
    if isinstance(node, CreditsAtLeast):
        return ((f"Courses worth at least {decimal(node.credits)} credits from these", parts),)
    also = tuple(line for child in node.conditions for line in requirement_lines(child, titles))
    return ((f"At least {node.count} of these", parts), *((("Among them", also),) if also else ()))


def _course(need: CourseNeed, titles: Mapping[str, str]) -> str:
    demand = need.demand
    named = " or ".join(titles.get(course, course) for course in need.courses)
    parts = (
        f"with {decimal(demand.bar.value)}\N{NO-BREAK SPACE}% or more"
        if demand.bar and not isinstance(demand.bar.value, str)
        else "",
        "on a verified place" if demand.identity != "none" else "",
        f"not longer than {demand.max_years} years ago" if demand.max_years is not None else "",
    )
    return " ".join((named, *filter(None, parts)))
