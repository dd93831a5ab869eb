"""A program as a card of the catalogue."""

from dataclasses import dataclass

from gradus.catalog.queries.programs import OfferedProgram
from gradus.web.decide.words import LEVELS, PACES, language, weeks


@dataclass(frozen=True, slots=True)
class Card:
    """What a visitor compares at a glance."""

    program: OfferedProgram
    level: str
    pace: str
    language: str
    length: str
    price: str
    degrees: tuple[str, ...] = ()


def card(program: OfferedProgram, degrees: tuple[str, ...] = ()) -> Card:
    version = program.version
    return Card(
        program=program,
        level=LEVELS[version.level],
        pace=PACES[version.pace],
        language=language(version.language),
        length=weeks(program.weeks),
        price=price(program),
        degrees=degrees,
    )


def price(program: OfferedProgram) -> str:
    """The total in words; in two currencies there is no one sum."""
    if program.free:
        return "free of charge"
    return str(program.total) if program.total else "prices in several currencies"
