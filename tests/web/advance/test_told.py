"""How rare outcomes are told: accepted without a place, decided, exactly on the bar."""

from gradus.catalog.models import Institution
from gradus.lib.terms import State
from gradus.pathways.models import Agreement, AgreementVersion
from gradus.pathways.queries import Pathway, Standing
from gradus.web.advance.told import Told, told
from tests.pathways.samples import judged, northgate


def standing(case: str) -> Told:
    """A case of the format's own example, as its page would tell it."""
    _, law, degree = northgate()
    row = Agreement(slug="northgate", partner=Institution(name="Northgate University"))
    pathway = Pathway(AgreementVersion(agreement=row), law, degree, degree.credits)
    return told(Standing(pathway, judged(case), {}))


def test_a_line_without_a_place_is_accepted_and_counts_for_nothing() -> None:
    page = standing("5")
    assert page.award == "12 credits would be accepted; 9 of them find a place in the degree."
    assert [line.brings for line in page.lines if "none count" in line.brings] == [
        "3 credits accepted, none count"
    ]
    assert page.saved == "9 credits × 1,450 USD less 4 × 100 USD in fees"


def test_what_a_person_decided_is_told_as_decided() -> None:
    decision = next(
        node
        for line in standing("5").lines
        for node in line.row.children
        if "decided" in node.extra
    )
    assert (decision.state, decision.extra) == (State.MET, "decided by the partner")


def test_a_grade_on_the_bar_is_told_as_such() -> None:
    extras = [line.row.extra for line in standing("13 on the bar").lines]
    assert "exactly on the bar, counts through 8 January 2034" in extras


def test_a_degree_that_cannot_be_reached_says_so_first() -> None:
    page = standing("9")
    assert page.finding.startswith("Nothing counts toward this degree")
    assert page.missing
    assert page.stair.table.rows[1][1] == "0"
