"""An evaluation in the order and the words in which its page tells it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gradus.lib.conditions.tree import Basis, Judgement, Margin, Missing
from gradus.lib.terms import Sentence, State, Value, spoken
from gradus.pathways.queries import Pathway, Standing
from gradus.pathways.rules.credit import Evaluation, LineResult
from gradus.web.parts.charts.base import Chart
from gradus.web.parts.charts.stair import Stair, Tread, stair_drawn

HEADINGS = {"all": "All of these:", "any": "One of these:"}
BASES = {
    Basis.RECORDED: "on your record",
    Basis.DECLARED: "based on your statement",
    Basis.DECIDED: "decided by the partner",
}
MODES = {
    "specified": "replaces",
    "unspecified": "counts as",
    "elective": "counts as",
    "exemption": "removes",
    "designated": "replaces, with its grade,",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One node of a requirement tree, ready to be shown."""

    state: State
    clause: str
    title: str
    why: str
    extra: str
    children: "tuple[Row, ...]" = ()


@dataclass(frozen=True, slots=True)
class LineTold:
    """One award line."""

    row: Row
    brings: str
    needs: tuple[str, ...]
    note: str
    until: date | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the page of one agreement shows to one learner."""

    standing: Standing
    finding: str
    stair: Chart
    saved: str
    within_reach: str
    admission: Row
    eligibility: Row
    award: str
    rows: tuple[Row, ...]
    lines: tuple[LineTold, ...]
    waivers: tuple[Row, ...]
    missing: tuple[str, ...]
    asks: bool
    """Something is missing that only the learner can tell."""
    request: str
    warnings: tuple[str, ...]

    @property
    def evaluation(self) -> Evaluation:
        """What was computed."""
        return self.standing.evaluation


def told(standing: Standing) -> Told:
    """The standing as its page tells it."""
    found, pathway = standing.evaluation, standing.pathway
    clauses = pathway.law.clauses
    return Told(
        standing=standing,
        finding=finding(standing),
        stair=stair(standing),
        saved=saved(found, pathway),
        within_reach=reach_words(found, pathway),
        admission=row(found.admission, clauses),
        eligibility=row(found.eligibility, clauses),
        award=award_words(found),
        rows=tuple(row(child, clauses) for child in found.eligibility.children),
        lines=tuple(_line(line, found, clauses) for line in found.lines),
        waivers=tuple(
            Row(
                each.judgement.state,
                each.waiver.clause,
                clauses[each.waiver.clause],
                f"{each.waiver.waives} falls away: {say(each.judgement.reason)}",
                "",
            )
            for each in found.waivers
        ),
        missing=tuple(_missing(found)),
        asks=any(need.kind == "declare" for need in found.eligibility.missing),
        request=_request(found.eligibility),
        warnings=tuple(say(warning) for warning in found.warnings),
    )


def say(sentence: Sentence) -> str:
    """A sentence of the law in the reader's language, its parts too, with a capital letter."""
    text = _filled(sentence)
    return text[:1].upper() + text[1:]


def _filled(sentence: Sentence) -> str:
    values = {name: _value(value) for name, value in sentence.values}
    return gettext(sentence.template).format(**values) if sentence.template else ""


def _value(value: Value) -> str:
    if isinstance(value, Sentence):
        return _filled(value)
    if isinstance(value, tuple):
        return ", ".join(_value(part) for part in value)
    return spoken(value)


def finding(standing: Standing) -> str:
    """The headline: what counts, of how much, and what is within reach."""
    found, degree = standing.evaluation, standing.pathway.degree
    counts, most = spoken(found.counts), spoken(found.at_most)
    whole = spoken(degree.credits)
    if found.eligibility.state is State.FAILED:
        return f"Nothing counts toward this degree: a condition cannot be met. ({whole} credits)"
    if found.counts == found.at_most:
        return f"{counts} of the degree's {whole} credits count by this estimate."
    within = f"{most} are within reach"
    return f"{counts} of the degree's {whole} credits count by this estimate; {within}."


def stair(standing: Standing) -> Chart:
    """Recorded, estimate, at most, under the whole degree."""
    found, degree = standing.evaluation, standing.pathway.degree
    estimate = max(found.counts, found.recorded)
    levels = (
        ("recorded", found.recorded, "What the partner has decided and recorded."),
        ("estimate", estimate, "What counts if the partner sees your record as we do."),
        ("at most", max(found.at_most, estimate), "If everything still open comes true."),
    )
    treads = tuple(
        Tread(name, float(value), spoken(value), meaning) for name, value, meaning in levels
    )
    ceiling = Tread(
        "credits: the whole degree",
        float(degree.credits),
        spoken(degree.credits),
        "What the degree asks in all.",
    )
    name = f"stair-{standing.pathway.slug}"
    title = f"Credits toward {degree.title}"
    return stair_drawn(Stair(name, finding(standing), title, treads, ceiling))


def saved(found: Evaluation, pathway: Pathway) -> str:
    """How the money came about."""
    if not found.counts:
        return ""
    price, fees = pathway.degree.price, found.saved.fees
    lines = sum(1 for line in found.lines if line.accepted)
    told_fees = f" less {lines} × {pathway.law.fee} in fees" if fees.minor else ""
    return f"{spoken(found.counts)} credits × {price}{told_fees}"


def reach_words(found: Evaluation, pathway: Pathway) -> str:
    """What the credits within reach would save."""
    if found.at_most <= found.counts:
        return ""
    terms, all_terms = found.saved_at_most.terms, pathway.degree.terms(pathway.degree.credits)
    return f"They would save {found.saved_at_most.money} and {terms} of {all_terms} terms."


def award_words(found: Evaluation) -> str:
    """The third of three sentences that are never mixed: what would be granted."""
    if found.eligibility.state is not State.MET:
        return "Nothing is granted before you are eligible; the lines below are explained anyway."
    if found.accepted == found.counts:
        return f"{spoken(found.accepted)} credits would be accepted, and all of them count."
    return (
        f"{spoken(found.accepted)} credits would be accepted; {spoken(found.counts)} of them "
        "find a place in the degree."
    )


def row(judgement: Judgement, clauses: Mapping[str, str], inside: str = "") -> Row:
    """A node with its children; a clause's signed text stands where the clause begins."""
    own = judgement.clause if judgement.clause != inside else ""
    nested = judgement.op in {"all", "any", "at_least", "credits_at_least"}
    reason = _heading(judgement) if nested and judgement.children else say(judgement.reason)
    children = tuple(row(child, clauses, judgement.clause) for child in judgement.children)
    return Row(
        judgement.state,
        own,
        clauses.get(own, "") or reason,
        reason if own in clauses else "",
        _extra(judgement),
        children if nested else (),
    )


def _heading(judgement: Judgement) -> str:
    if judgement.op in HEADINGS:
        return HEADINGS[judgement.op]
    met = sum(child.state is State.MET for child in judgement.children)
    if judgement.op == "at_least":
        return f"{met} of these {len(judgement.children)} met:"
    return say(judgement.reason)


def _extra(judgement: Judgement) -> str:
    """The margin, the ground, the last day."""
    if judgement.children:
        return ""
    above = judgement.margin if judgement.state is State.MET else None
    parts = [_margin(above)] if above else []
    if judgement.basis is Basis.DECIDED:
        parts.append(BASES[judgement.basis])
    if judgement.valid_through and judgement.op != "window":
        parts.append(f"counts through {spoken(judgement.valid_through)}")
    return ", ".join(parts)


def _margin(margin: Margin) -> str:
    if not margin.amount:
        return "exactly on the bar"
    return f"{spoken(margin.amount)} above the bar"


def _line(line: LineResult, found: Evaluation, clauses: Mapping[str, str]) -> LineTold:
    award, judgement = line.award, line.judgement
    shown = Row(
        judgement.state,
        award.clause,
        clauses[award.clause],
        say(judgement.reason),
        _extra(judgement),
        tuple(row(c, clauses, award.clause) for c in judgement.children)
        if judgement.op in {"all", "any", "at_least"}
        else (),
    )
    needs = tuple(dict.fromkeys(_need(missing, found) for missing in judgement.missing))
    note = say(line.note) if line.note else ""
    until = judgement.valid_through
    return LineTold(shown, _brings(line), needs, note, until, bool(line.counts))


def _brings(line: LineResult) -> str:
    award = line.award
    places = ", ".join(place.title for place in line.places)
    if line.counts:
        return f"{spoken(line.counts)} credits count: {places}"
    if line.accepted:
        return f"{spoken(line.accepted)} credits accepted, none count"
    return f"{spoken(award.credits)} credits, not in the estimate"


def _missing(found: Evaluation) -> Iterator[str]:
    """What the learner can do next: first what opens the door, then what adds credit."""
    seen: set[str] = set()
    for source in (found.eligibility, *(line.judgement for line in found.lines)):
        for missing in source.missing:
            words = _need(missing, found)
            if words not in seen:
                seen.add(words)
                yield words


def _need(missing: Missing, found: Evaluation) -> str:
    until = _closes(found.eligibility)
    text = say(missing.sentence)
    if missing.kind == "take" and until:
        return f"{text}. To be in this period's request: before {spoken(until)}."
    return f"{text}."


def _closes(judgement: Judgement) -> date | None:
    """The last day of the open request period."""
    if judgement.op == "window":
        return judgement.valid_through
    return next((day for c in judgement.children if (day := _closes(c))), None)


def _request(judgement: Judgement) -> str:
    """When a request can be sent."""
    if judgement.op == "window":
        return say(judgement.reason)
    return next((words for c in judgement.children if (words := _request(c))), "")
