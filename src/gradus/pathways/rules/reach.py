"""What an agreement can bring at most, whoever the learner is.

Source: the agreement format, "allocation": all lines, all caps, nobody's evidence.
"""

from fractions import Fraction

from gradus.lib.conditions.evidence import Facts
from gradus.pathways.rules.agreement import Agreement
from gradus.pathways.rules.allocation import Line, allocate
from gradus.pathways.rules.credit import Situation, caps_of
from gradus.pathways.rules.degree import Degree


def reach(agreement: Agreement, degree: Degree) -> Fraction:
    """The most credits that could ever count."""
    nobody = Situation(Facts(agreement.effective_from, agreement.effective_from))
    lines = [
        Line(award.id, award.credits, award.counts_toward, frozenset(award.consumes), award.block)
        for award in agreement.awards
    ]
    slots = [place.slot for place in degree.places]
    return allocate(lines, slots, caps_of(agreement, degree, nobody)).counts
