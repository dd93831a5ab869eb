"""The account of a choice in words, figures rounded to what the evidence bears, and charts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gradus.advising.queries import Advice, Answer, Question, evidence, marks
from gradus.advising.rules.career import CareerChange
from gradus.advising.rules.cash import Person
from gradus.advising.rules.changes import LONG, SHORT, Change
from gradus.advising.rules.evidence import Evidence
from gradus.advising.rules.roi import BreakEven
from gradus.advising.rules.rounding import NBSP, rounded_amount, rounded_share
from gradus.web.decide.forms import RoiForm
from gradus.web.parts.charts.base import Chart, amount
from gradus.web.parts.charts.breakeven import BreakEvenBar, Need, Seen, break_even_bar
from gradus.web.parts.charts.line import Line, Running, running

NONE_IS_ENOUGH = "none is enough"
WHO_GAINS = "E03"
CHANGES = {
    "horizon_short": f"Looking only {SHORT} years ahead",
    "horizon_long": f"Looking {LONG} years ahead",
    "free_hours": "Your hours cost you nothing, because you would study for pleasure",
    "double_hours": "It takes you twice the hours",
    "paid_by_employer": "Your employer pays all fees",
    "more_pay": "Your pay is half as much again",
}

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The result as the page shows it; charts are missing where nothing is at stake."""

    title: str
    money: str
    full: str
    risk: str
    yearly: str
    bar: Chart | None
    cash: Chart
    years: tuple[Row, ...]
    names: Row
    options: tuple[Row, ...]
    changes: tuple[Row, ...]
    career: tuple[str, ...]
    currency: str
    study: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured raise with its words, and whether its source may be out of date."""

    evidence: Evidence
    text: str
    label: str
    stale: bool


def measured(now: datetime) -> tuple[Measured, ...]:
    return tuple(
        Measured(
            mark.evidence,
            rounded_share(float(mark.share)),
            mark.label,
            mark.evidence.stale(now.date()),
        )
        for mark in marks()
    )


def question(form: RoiForm) -> Question:
    """What was typed, as the model takes it: shares instead of per cent."""
    person = Person(
        salary=form.plain("salary"),
        horizon=int(form.cleaned_data["horizon"]),
        discount=form.share("discount"),
        growth=form.share("growth"),
        tax=form.share("tax"),
        hour_value=form.share("hour_value"),
        work_hours=form.plain("work_hours"),
        fade=form.share("fade"),
        lag=form.plain("lag"),
        stops_at=form.share("stops_at"),
        aid_cap=form.plain("aid"),
    )
    typed = form.maybe("raise")
    return Question(
        choice=form.cleaned_data["choice"],
        person=person,
        completions={key: form.share(key) for key in ("completion", "completion_course")},
        hours_factor=form.share("hours_factor"),
        raise_=None if typed is None else typed / 100,
        wage=form.maybe("wage"),
    )


def finding(advice: Advice, names: Mapping[str, str], currency: str) -> Finding:
    chosen = advice.chosen
    need = chosen.roi.break_even
    study = bool(chosen.choice.option.years)
    return Finding(
        title=headline(chosen),
        money=share(need.money),
        full=share(need.full),
        risk=risk(need, chosen.person.completion),
        yearly=yearly(chosen, currency),
        bar=bar(need, chosen.person.completion) if need.full is not None else None,
        cash=cash(chosen, currency),
        years=years(chosen),
        names=tuple(names[answer.choice.key].split(":")[0] for answer in advice.answers),
        options=options(advice.answers, currency),
        changes=tuple(changed(change) for change in advice.changes),
        career=career(advice.career, currency) if advice.career else (),
        currency=currency,
        study=study,
    )


def share(value: float | None) -> str:
    return NONE_IS_ENOUGH if value is None else rounded_share(value)


def money(value: float, currency: str) -> str:
    """An amount of the model, rounded; prices are exact and do not come here."""
    rounded = rounded_amount(value)
    if rounded == 0 and value:
        return f"less than 500{NBSP}{currency}"
    return f"{amount(rounded)}{NBSP}{currency}"


def headline(answer: Answer) -> str:
    need = answer.roi.break_even
    if not answer.choice.option.years:
        return "Doing nothing costs nothing, and your pay stays on its path."
    if need.money is None or need.full is None:
        return f"It cannot pay back within {horizon(answer)}, whatever the raise."
    what = "The program" if answer.choice.key == "program" else "The one course"
    least = "" if share(need.money).startswith("less") else "at least "
    return (
        f"{what} pays if it raises your pay by {least}{share(need.money)} in money alone, "
        f"or {share(need.full)} if your hours count too."
    )


def horizon(answer: Answer) -> str:
    count = answer.person.horizon
    return f"{count} year{'' if count == 1 else 's'}"


def risk(need: BreakEven, completion: float) -> str:
    if need.money_risk is None or need.full_risk is None or completion >= 1:
        return ""
    return (
        f"Counting that {completion * 100:.0f} of 100 finish, the raise would have to be "
        f"{share(need.money_risk)} in money alone, {share(need.full_risk)} with your hours: those "
        "who finish must make up for the price of stopping."
    )


def yearly(answer: Answer, currency: str) -> str:
    if answer.roi.yearly_raise is None:
        return ""
    return (
        f"With your hours, that is {money(answer.roi.yearly_raise, currency)} a year before tax "
        "in the first whole year of the raise."
    )


def bar(need: BreakEven, completion: float) -> Chart:
    needs = [needed("If you finish", need.money, need.full)]
    if completion < 1:
        told = f"Counting that {completion * 100:.0f} of 100 finish"
        needs.append(needed(told, need.money_risk, need.full_risk))
    gains = evidence()[WHO_GAINS]
    seen = tuple(
        Seen(
            per_cent=float(mark.share) * 100,
            text=rounded_share(float(mark.share)),
            label=mark.label,
            grade=mark.evidence.grade.value,
            source=f"{mark.evidence.population}, {mark.evidence.country} {mark.evidence.year}",
        )
        for mark in marks()
    )
    return break_even_bar(
        BreakEvenBar(
            id="need",
            finding=(
                f"You would need {share(need.full)}, hours counted; measured averages lie "
                f"between {seen[0].text} and {seen[-1].text}."
            ),
            title="The raise you would need, beside raises that were measured",
            needs=tuple(needs),
            seen=seen,
            source=(
                f"An average hides that most gain nothing: {gains.value}{NBSP}% is the "
                f"{gains.quantity} ({gains.id}, {gains.country} {gains.year}, grade "
                f"{gains.grade.value})."
            ),
        )
    )


def needed(name: str, in_money: float | None, in_full: float | None) -> Need:
    return Need(
        name=name,
        money=None if in_money is None else in_money * 100,
        full=None if in_full is None else in_full * 100,
        money_text="" if in_money is None else share(in_money),
        full_text="" if in_full is None else share(in_full),
    )


def cash(answer: Answer, currency: str) -> Chart:
    finished = answer.roi.finished
    lines: tuple[Line, ...] = (
        Line("money", "Money", answer.money_totals, crossing(finished.money_payback)),
        Line("with hours", "Money and hours", answer.full_totals, crossing(finished.full_payback)),
        Line("you stop", "You stop early, hours counted", answer.stopped_totals),
    )
    if not answer.choice.option.years:
        lines = (Line("nothing", "Doing nothing", answer.money_totals),)
    return running(
        Running(
            id="cash",
            finding=cash_finding(answer),
            title="Running total against doing nothing",
            unit=currency or "money",
            lines=lines,
            studying=answer.choice.option.years,
            source=(
                "After tax, in today's money, later years discounted. Computed from your figures "
                "and the assumptions below; shown to the unit so that you can check the sums, "
                "not because they are that sure."
            ),
        )
    )


def crossing(payback: int | None) -> int | None:
    return None if payback is None else payback + 1


def cash_finding(answer: Answer) -> str:
    if not answer.choice.option.years:
        return "Doing nothing: no cost, no gain."
    raise_ = f"With a raise of {share(answer.raise_)}"
    first, second = answer.roi.finished.money_payback, answer.roi.finished.full_payback
    if first is None:
        return f"{raise_}, the money does not come back within {horizon(answer)}."
    hours = (
        f"your hours not within {horizon(answer)}"
        if second is None
        else f"your hours in year {second + 1}"
    )
    return f"{raise_}, the money is back in year {first + 1}, {hours}."


def years(answer: Answer) -> tuple[Row, ...]:
    """Year by year: in study, fees, price of hours, raise after tax, running totals."""
    return tuple(
        (
            f"{year.t + 1}",
            f"{year.studying * 12:.0f} months" if year.studying else "",
            amount(year.fees),
            amount(year.time),
            amount(year.benefit),
            amount(in_money),
            amount(in_full),
        )
        for year, in_money, in_full in zip(
            answer.roi.finished.years, answer.money_totals, answer.full_totals, strict=True
        )
    )


def options(answers: tuple[Answer, ...], currency: str) -> tuple[Row, ...]:
    """The same rows for every choice."""
    return (
        ("Price", *(f"{amount(a.choice.option.total)}{NBSP}{currency}" for a in answers)),
        ("Hours in all", *(f"{a.choice.option.hours:.0f}" for a in answers)),
        ("Raise needed, money alone", *(needs(a, a.roi.break_even.money) for a in answers)),
        ("Raise needed, hours counted", *(needs(a, a.roi.break_even.full) for a in answers)),
        ("The same, counting who stops", *(needs(a, a.roi.break_even.full_risk) for a in answers)),
        (
            "Lost if you stop early, hours counted",
            *(money(-a.roi.stopped.full_npv, currency) for a in answers),
        ),
    )


def needs(answer: Answer, value: float | None) -> str:
    return share(value) if answer.choice.option.years else "no raise needed"


def changed(change: Change) -> Row:
    return CHANGES[change.key], share(change.money), share(change.full)


def career(change: CareerChange, currency: str) -> tuple[str, ...]:
    """If you land the job, if you do not, and the chance at which it evens out."""
    landed = f"If you land that job: {money(change.landed_full, currency)} over the years, hours "
    missed = (
        f"If you do not: {money(change.missed_full, currency)}. Nobody publishes how many land "
        "it, so we give no chance."
    )
    if change.money_chance is None or change.full_chance is None:
        return (f"{landed}counted: that job pays no more than yours.", missed)
    return (
        f"{landed}counted.",
        missed,
        "It evens out if your chance of finishing and landing the job is at least "
        f"{share(change.money_chance)} in money alone, {share(change.full_chance)} with hours.",
    )
