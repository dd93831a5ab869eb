"""A receiving degree: its slots, load and price, as the partner published them.

Source: the format gradus.degree/1.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Self

from gradus.lib.conditions.reading import Reader
from gradus.lib.money import Money
from gradus.lib.terms import Json
from gradus.pathways.rules.allocation import Slot


@dataclass(frozen=True, slots=True)
class Place:
    """One slot of the degree: a course, or free credits of a kind."""

    id: str
    title: str
    course: str
    credits: Fraction
    room: Fraction
    """Credits from elsewhere that it takes."""
    on_campus: bool

    @property
    def slot(self) -> Slot:
        """As the allocation sees it."""
        return Slot(self.id, self.room, closable=self.room == self.credits)


@dataclass(frozen=True, slots=True)
class Degree:
    """One edition of the receiving degree."""

    id: str
    catalog: str
    title: str
    credits: Fraction
    unit: str
    places: tuple[Place, ...]
    load: Fraction
    """Credits in a usual term."""
    min_terms: int
    price: Money
    """Of one credit."""
    price_as_of: date

    @classmethod
    def read(cls, data: Json) -> Self:
        """From checked data; the slots must add up to the degree."""
        reader = Reader(data)
        load, price = reader.at("load"), reader.at("price")
        places = tuple(_place(item) for item in reader.at("slots").items())
        credits_ = reader.at("credits").number()
        total = sum((place.credits for place in places), Fraction(0))
        if total != credits_:
            raise reader.at("slots").fault(
                f"The slots hold {total} credits, the degree {credits_}.", "Make them agree."
            )
        return cls(
            id=reader.at("id").text(),
            catalog=reader.at("catalog").text(),
            title=reader.at("title").at("en").text(),
            credits=credits_,
            unit=reader.at("unit").text(),
            places=places,
            load=load.at("typical_credits_per_term").number(),
            min_terms=load.at("min_terms").whole(),
            price=Money.of(price.at("per_credit").text(), price.at("currency").text()),
            price_as_of=price.at("as_of").day(),
        )

    def terms(self, credits_: Fraction) -> int:
        """Terms of study that so many credits take."""
        return max(ceil(credits_ / self.load), self.min_terms)

    def place(self, slot: str) -> Place:
        """The place with this id; KeyError when there is none."""
        for place in self.places:
            if place.id == slot:
                return place
        raise KeyError(slot)


def _place(reader: Reader) -> Place:
    credits_ = reader.at("credits").number()
    most = reader.at("max_transfer").number() if reader.has("max_transfer") else credits_
    takes = not reader.has("transferable") or reader.at("transferable").flag()
    name = reader.at("id").text()
    course = reader.at("course").text() if reader.has("course") else ""
    title = reader.at("title").at("en").text() if reader.has("title") else course or name
    on_campus = reader.has("on_campus") and reader.at("on_campus").flag()
    return Place(
        name, title, course, credits_, min(most, credits_) if takes else Fraction(0), on_campus
    )
