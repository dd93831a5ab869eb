"""Home and catalogue."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gradus.catalog.queries.programs import Found, OfferedProgram, Wanted, programs_wanted
from gradus.web.decide.cards import Card, card
from gradus.web.decide.forms import SearchForm
from gradus.web.parts.anonymous import kept_for_strangers
from gradus.web.parts.http import PageRequest


@require_safe
@kept_for_strangers
def home(request: PageRequest) -> HttpResponse:
    """What Gradus is, the four doors, and what one could begin with."""
    found = programs_wanted(Wanted(), request.now)
    return render(request, "decide/home.html", {"cards": cards(found.programs), "all": found.all})


@require_safe
@kept_for_strangers
def catalogue(request: PageRequest) -> HttpResponse:
    """All programs, or those that fit; htmx asks for the list alone, at the same address."""
    form = SearchForm(request.GET)
    found = programs_wanted(wanted(form), request.now)
    form.offer(found)
    shown = {
        "form": form,
        "cards": cards(found.programs),
        "found": found,
        "told": told(found),
        "narrowed": any(request.GET.get(name) for name in form.fields if name != "q"),
    }
    part = request.headers.get("HX-Target") == "results"
    return render(request, "decide/results.html" if part else "decide/catalogue.html", shown)


def cards(programs: tuple[OfferedProgram, ...]) -> list[Card]:
    return [card(program) for program in programs]


def wanted(form: SearchForm) -> Wanted:
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
    )


def told(found: Found) -> str:
    """How many there are, in words."""
    count = len(found.programs)
    if count == found.all:
        return f"{count} program{'' if count == 1 else 's'}"
    return f"{count} of {found.all} program{'' if found.all == 1 else 's'}"
