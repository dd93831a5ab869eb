"""An agreement as anybody may read it: its signed clauses in the order of what they do."""

from collections.abc import Iterator
from dataclasses import dataclass

from gradus.lib.conditions.tree import Condition
from gradus.lib.terms import spoken
from gradus.pathways.queries import Pathway
from gradus.pathways.rules.agreement import Award


@dataclass(frozen=True, slots=True)
class Signed:
    """A clause: its number and its text."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Granted:
    """An award line as anybody reads it."""

    clause: Signed
    credits: str
    toward: str


@dataclass(frozen=True, slots=True)
class Part:
    """Clauses that belong together."""

    id: str
    title: str
    clauses: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The public face of an agreement."""

    pathway: Pathway
    eligibility: Part
    awards: tuple[Granted, ...]
    others: tuple[Part, ...]

    @property
    def slug(self) -> str:
        """The agreement's name in addresses."""
        return self.pathway.slug

    @property
    def most(self) -> str:
        """The most credits that can count."""
        return spoken(self.pathway.most)

    @property
    def whole(self) -> str:
        """The degree's credits."""
        return spoken(self.pathway.degree.credits)


def reading(pathway: Pathway) -> Reading:
    """The agreement, clause by clause."""
    law = pathway.law
    gates = tuple(dict.fromkeys(clauses_of(law.eligibility)))
    awards = tuple(award.clause for award in law.awards)
    waivers = tuple(waiver.clause for waiver in law.waivers)
    taken = {*gates, *awards, *waivers, law.admission.clause}
    rest = tuple(number for number in law.clauses if number not in taken)
    groups = (
        ("admission", "Admission", (law.admission.clause,)),
        ("waived", "What falls away", waivers),
        ("limits", "Limits and procedure", rest),
    )
    return Reading(
        pathway,
        Part("eligible", "Who is eligible", _signed(pathway, gates)),
        tuple(_granted(pathway, award) for award in law.awards),
        tuple(Part(name, title, _signed(pathway, n)) for name, title, n in groups if n),
    )


def clauses_of(condition: Condition) -> Iterator[str]:
    """The clauses that a condition carries out, in order."""
    if condition.clause:
        yield condition.clause
    for child in getattr(condition, "children", ()):
        yield from clauses_of(child)


def _signed(pathway: Pathway, numbers: tuple[str, ...]) -> tuple[Signed, ...]:
    return tuple(Signed(number, pathway.law.clauses[number]) for number in numbers)


def _granted(pathway: Pathway, award: Award) -> Granted:
    places = [pathway.degree.place(slot).title for slot in award.counts_toward]
    return Granted(
        Signed(award.clause, pathway.law.clauses[award.clause]),
        spoken(award.credits),
        ", ".join(places),
    )
