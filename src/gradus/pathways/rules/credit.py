"""What an agreement grants for one learner's record, line by line, and why.

Source: the agreement format, "evaluation semantics". A pure function of agreement, degree and
situation. Three levels: recorded (the partner decided) ≤ estimate (eligibility and lines are met)
≤ at most (what can still be met or needs a person is added). If eligibility is not met the
estimate is 0. *Accepted* is what the partner would transcribe; *counts* is what shortens the
degree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from gradus.lib.conditions.evidence import Facts
from gradus.lib.conditions.tree import Basis, Judgement, changes
from gradus.lib.money import Money
from gradus.lib.terms import Sentence, State
from gradus.pathways.rules.agreement import Agreement, Award, Sharing, Waiver
from gradus.pathways.rules.allocation import Allocation, Cap, Line, Placement, allocate
from gradus.pathways.rules.degree import Degree, Place

CREDIT = "credit"
ELSEWHERE = "credit_elsewhere"


@dataclass(frozen=True, slots=True)
class Use:
    """An entry of the ledger: an achievement served a purpose. Only what is recorded locks it."""

    achievement: str
    purpose: str
    agreement: str
    credits: Fraction
    on: date
    recorded: bool = True


@dataclass(frozen=True)
class Situation:
    """A learner before an agreement."""

    facts: Facts
    ledger: tuple[Use, ...] = ()
    other_transfer: Fraction = Fraction(0)
    encloses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The courses inside each credential: a credential used up uses them up too."""


@dataclass(frozen=True, slots=True)
class LineResult:
    """One award line: how its condition stands, and what it would bring."""

    award: Award
    judgement: Judgement
    accepted: Fraction = Fraction(0)
    counts: Fraction = Fraction(0)
    places: tuple[Place, ...] = ()
    note: Sentence | None = None
    """Why a met line brings nothing, or less."""


@dataclass(frozen=True, slots=True)
class WaiverResult:
    """A requirement of the degree, and whether it falls away."""

    waiver: Waiver
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Saved:
    """What the counting credits save: their price less the fees, and terms of study."""

    price: Money
    fees: Money
    terms: int

    @property
    def money(self) -> Money:
        """Net of the partner's fees; what the program itself cost is not in it."""
        return Money(self.price.minor - self.fees.minor, self.price.currency)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole answer for one day."""

    on: date
    request_on: date
    eligibility: Judgement
    admission: Judgement
    lines: tuple[LineResult, ...]
    waivers: tuple[WaiverResult, ...]
    accepted: Fraction
    counts: Fraction
    recorded: Fraction
    at_most: Fraction
    """Credits that could count if everything open came true."""
    saved: Saved
    saved_at_most: Saved
    caps: tuple[Cap, ...]
    remaining: tuple[tuple[Place, Fraction], ...]
    """What is left to study, by slot."""
    warnings: tuple[Sentence, ...]
    next_change_on: date | None
    """The first day on which an outcome could change without anything new."""


def evaluate(agreement: Agreement, degree: Degree, situation: Situation) -> Evaluation:
    """The agreement applied to the situation."""
    facts = situation.facts
    eligibility = agreement.eligibility.judge(facts)
    judged = tuple((award, _line(award, agreement, situation)) for award in agreement.awards)
    waivers = tuple(WaiverResult(w, w.when.judge(facts)) for w in agreement.waivers)
    caps = caps_of(agreement, degree, situation)
    choose = _Chooser(degree, situation, caps, eligibility.valid_through)
    estimate = choose.best(judged, State.MET) if eligibility.state is State.MET else Allocation()
    possible = eligibility.state is not State.FAILED
    reach = choose.best(judged, State.PENDING) if possible else Allocation()
    counts = estimate.counts
    saved = saving(agreement, degree, estimate)
    return Evaluation(
        facts.on,
        facts.request_on,
        eligibility,
        _admission(agreement, facts),
        tuple(_told(award, j, estimate, degree, eligibility.state) for award, j in judged),
        waivers,
        estimate.accepted,
        counts,
        _recorded(agreement, situation.ledger),
        max(reach.counts, counts),
        saved,
        saving(agreement, degree, reach) if reach.counts > counts else saved,
        caps,
        tuple(_remaining(degree, estimate)),
        tuple(_warnings(agreement, situation)),
        _next_change(
            [eligibility, *(j for _, j in judged), *(w.judgement for w in waivers)], facts
        ),
    )


def caps_of(agreement: Agreement, degree: Degree, situation: Situation) -> tuple[Cap, ...]:
    """Every cap in numbers: those written, the one residency implies, those of sharing."""
    other = situation.other_transfer
    caps = [limit.cap(degree.credits, other) for limit in agreement.limits]
    if agreement.min_credits_here:
        room = max(degree.credits - agreement.min_credits_here - other, Fraction(0))
        caps.append(Cap("residency", room, None, agreement.residency_clause))
    for number, rule in enumerate(agreement.sharing, start=1):
        used = _used(rule, agreement, situation)
        lines = frozenset(a.id for a in agreement.awards if _atoms(a, situation) & used)
        if rule.max_credits is not None and lines:
            caps.append(Cap(f"sharing-{number}", rule.max_credits, lines, rule.clause))
    return tuple(caps)


def saving(agreement: Agreement, degree: Degree, chosen: Allocation) -> Saved:
    """What an allocation saves; a line that is accepted costs its fee whether it counts or not."""
    currency = degree.price.currency
    price = Money(int(degree.price.minor * chosen.counts), currency)
    fee = agreement.fee.minor if agreement.fee else 0
    terms = degree.terms(degree.credits) - degree.terms(degree.credits - chosen.counts)
    return Saved(price, Money(fee * len(chosen.placements), currency), terms)


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Lines in a state or better, allocated."""

    degree: Degree
    situation: Situation
    caps: Sequence[Cap]
    until: date | None

    def best(self, judged: Sequence[tuple[Award, Judgement]], least: State) -> Allocation:
        certain = least is State.MET
        lines = [
            Line(
                award.id,
                award.credits,
                award.counts_toward,
                _atoms(award, self.situation),
                award.block,
                judgement.basis is Basis.DECLARED,
                judgement.valid_through if certain else None,
            )
            for award, judgement in judged
            if judgement.state >= least and award.credits
        ]
        slots = [place.slot for place in self.degree.places]
        return allocate(lines, slots, self.caps, until=self.until if certain else None)


def _line(award: Award, agreement: Agreement, situation: Situation) -> Judgement:
    """The line's own condition, unless its evidence is used up elsewhere."""
    judged = award.when.judge(situation.facts).under(award.clause)
    for rule in agreement.sharing:
        spent = _atoms(award, situation) & _used(rule, agreement, situation)
        if rule.max_credits == 0 and spent:
            reason = Sentence.of(
                "{what} already earned credit elsewhere", what=tuple(sorted(spent))
            )
            return Judgement(
                State.FAILED, reason, clause=rule.clause, op="sharing", children=(judged,)
            )
    return judged


def _used(rule: Sharing, agreement: Agreement, situation: Situation) -> frozenset[str]:
    """What the ledger holds for the other purpose of a sharing rule."""
    if CREDIT not in rule.between:
        return frozenset()
    found: set[str] = set()
    for use in situation.ledger:
        if use.recorded and _purpose(use, agreement) in rule.between - {CREDIT}:
            found |= {use.achievement, *situation.encloses.get(use.achievement, ())}
    return frozenset(found)


def _purpose(use: Use, agreement: Agreement) -> str:
    elsewhere = use.purpose == CREDIT and use.agreement != agreement.id
    return ELSEWHERE if elsewhere else use.purpose


def _atoms(award: Award, situation: Situation) -> frozenset[str]:
    """What a line uses up: its evidence, and the courses inside a credential."""
    inner = (situation.encloses.get(name, ()) for name in award.consumes)
    return frozenset(award.consumes).union(*inner)


def _told(
    award: Award, judgement: Judgement, chosen: Allocation, degree: Degree, gate: State
) -> LineResult:
    placed = next((p for p in chosen.placements if p.line == award.id), None)
    if placed is None:
        return LineResult(award, judgement, note=_left_out(award, judgement, gate))
    places = tuple(degree.place(slot) for slot, _ in placed.slots)
    note = _short(award, placed)
    return LineResult(award, judgement, placed.accepted, placed.counts, places, note)


def _left_out(award: Award, judgement: Judgement, gate: State) -> Sentence | None:
    if judgement.state is not State.MET or not award.credits:
        return None
    if gate is not State.MET:
        return Sentence("counts once you are eligible")
    return Sentence("not used: a cap is reached, or its evidence serves a better line")


def _short(award: Award, placed: Placement) -> Sentence | None:
    if not placed.counts:
        return Sentence("accepted, but the degree has no place left for it: it saves nothing here")
    if placed.accepted < award.credits:
        return Sentence.of(
            "{accepted} of {credits} credits: a cap cuts the rest",
            accepted=placed.accepted,
            credits=award.credits,
        )
    return None


def _admission(agreement: Agreement, facts: Facts) -> Judgement:
    admission = agreement.admission
    if admission.mode == "automatic" and admission.when:
        return admission.when.judge(facts).under(admission.clause)
    words = {
        "separate": Sentence("the partner decides on admission, apart from credit"),
        "conditional": Sentence("the partner admits on conditions that it names"),
        "competitive": Sentence("the partner chooses among all who apply"),
    }
    reason = words.get(admission.mode, Sentence("the partner decides on admission"))
    return Judgement(State.DISCRETION, reason, clause=admission.clause, op="decision")


def _recorded(agreement: Agreement, ledger: Sequence[Use]) -> Fraction:
    own = (u for u in ledger if u.recorded and u.agreement == agreement.id)
    return sum((use.credits for use in own if use.purpose == CREDIT), Fraction(0))


def _remaining(degree: Degree, chosen: Allocation) -> Iterator[tuple[Place, Fraction]]:
    for place in degree.places:
        filled = sum(
            (credit for p in chosen.placements for slot, credit in p.slots if slot == place.id),
            Fraction(0),
        )
        if place.credits > filled:
            yield place, place.credits - filled


def _warnings(agreement: Agreement, situation: Situation) -> Iterator[Sentence]:
    for use in situation.ledger:
        if not use.recorded and use.agreement != agreement.id:
            yield Sentence.of(
                "{what} is also in a request under {agreement}: if that is granted it may no "
                "longer count here",
                what=use.achievement,
                agreement=use.agreement,
            )
    if agreement.review_by < situation.facts.on:
        yield Sentence.of(
            "The review of this agreement was due on {day}.", day=agreement.review_by
        )


def _next_change(judged: Sequence[Judgement], facts: Facts) -> date | None:
    return min((day for day in changes(judged) if day > facts.request_on), default=None)
