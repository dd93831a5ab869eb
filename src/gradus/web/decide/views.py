"""Home and catalogue."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gradus.catalog.queries.programs import Found, OfferedProgram, Wanted, programs_wanted
from gradus.pathways.queries import agreements_in_force
from gradus.web.decide.cards import Card, card
from gradus.web.decide.forms import SearchForm
from gradus.web.parts.anonymous import kept_for_strangers
from gradus.web.parts.http import PageRequest

Degrees = Mapping[str, tuple[str, ...]]


@require_safe
@kept_for_strangers
def home(request: PageRequest) -> HttpResponse:
    """What Gradus is, the four doors, and what one could begin with."""
    found = programs_wanted(Wanted(), request.now)
    shown = {"cards": cards(found.programs, degrees(request)), "all": found.all}
    return render(request, "decide/home.html", shown)


@require_safe
@kept_for_strangers
def catalogue(request: PageRequest) -> HttpResponse:
    """All programs, or those that fit; htmx asks for the list alone, at the same address."""
    form = SearchForm(request.GET)
    leads_to = degrees(request)
    found = programs_wanted(wanted(form, frozenset(leads_to)), request.now)
    form.offer(found)
    shown = {
        "form": form,
        "cards": cards(found.programs, leads_to),
        "found": found,
        "told": told(found),
        "narrowed": any(request.GET.get(name) for name in form.fields if name != "q"),
    }
    part = request.headers.get("HX-Target") == "results"
    return render(request, "decide/results.html" if part else "decide/catalogue.html", shown)


def cards(programs: tuple[OfferedProgram, ...], leads_to: Degrees) -> list[Card]:
    return [card(program, leads_to.get(program.slug, ())) for program in programs]


def degrees(request: PageRequest) -> Degrees:
    """Toward which degrees each program counts today."""
    found: dict[str, tuple[str, ...]] = {}
    for each in agreements_in_force(request.now.date()):
        told = f"{each.degree}, {each.partner}"
        found[each.program_slug] = (*found.get(each.program_slug, ()), told)
    return found


def wanted(form: SearchForm, creditable: frozenset[str]) -> Wanted:
    """What the form asks for; a field that was filled wrongly asks for nothing."""
    form.full_clean()
    typed = form.cleaned_data
    return Wanted(
        text=typed.get("q", ""),
        field=typed.get("field", ""),
        level=typed.get("level", ""),
        language=typed.get("language", ""),
        pace=typed.get("pace", ""),
        hours=typed.get("hours"),
        price=int(typed["price"]) if typed.get("price") is not None else None,
        credit=creditable if typed.get("credit") else None,
    )


def told(found: Found) -> str:
    """How many there are, in words."""
    count = len(found.programs)
    if count == found.all:
        return f"{count} program{'' if count == 1 else 's'}"
    return f"{count} of {found.all} program{'' if found.all == 1 else 's'}"
