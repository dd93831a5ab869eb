"""Template tags and filters that every page may use without loading them."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Final

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from gradus.web.parts import icons, say
from gradus.web.parts.charts.base import Chart
from gradus.web.parts.shell import Shell

register = template.Library()

# State → the class that colours it (also the name of its shape) and its word.
STATES: Final = {
    "met": ("met", "Met"),
    "pending": ("pending", "Can still be met"),
    "discretion": ("person", "Needs a person"),
    "failed": ("failed", "Cannot be met"),
}
TONES: Final = {
    "info": "info",
    "met": "met",
    "pending": "pending",
    "person": "person",
    "failed": "failed",
}


def _name(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)


@cache
def _fixed(name: str, shell: Shell, language: str) -> SafeString:
    del language
    return render_to_string(name, {"shell": shell})


@register.simple_tag(takes_context=True)
def fixed(context: Context, name: str) -> SafeString:
    """Include a template that depends on the shell without its person; rendered once a process."""
    shell = context.get("shell") or Shell()
    return _fixed(name, replace(shell, person=None), get_language() or "")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the house's icons; the word beside it carries the meaning."""
    return icons.ICONS[name]


@register.simple_tag
def door_icon(door: str) -> SafeString:
    """Draw the stair with the tread of this door."""
    return icons.DOOR_ICONS[door]


@register.simple_tag
def brand() -> SafeString:
    """Draw the step mark."""
    return icons.MARK


@register.simple_tag
def seal() -> SafeString:
    """Draw the seal of a credential."""
    return icons.SEAL


@register.simple_tag
def state(value: object, word: str = "", *, box: bool = False) -> SafeString:
    """Show a state by colour, shape and word; `word` says it more exactly than the usual one."""
    kind, usual = STATES[_name(value)]
    return format_html(
        '<span class="state {}{}">{}{}</span>',
        kind,
        " box" if box else "",
        icons.ICONS[kind],
        word or usual,
    )


@register.filter
def state_class(value: object) -> str:
    """The class that colours a state."""
    return STATES[_name(value)][0]


@register.simple_tag
def state_icon(value: object) -> SafeString:
    """Draw only the shape of a state; its word must stand beside it."""
    return icons.ICONS[STATES[_name(value)][0]]


@register.simple_block_tag
def notice(content: SafeString, kind: str = "info", title: str = "", role: str = "") -> SafeString:
    """A framed message. `kind`: info, met, pending, person or failed; `role`: alert or status."""
    heading = format_html("<h2>{}</h2>", title) if title else ""
    announced = format_html(' role="{}"', role) if role else ""
    return format_html(
        '<div class="notice {}"{}>{}<div>{}{}</div></div>',
        kind,
        announced,
        icons.ICONS[TONES[kind]],
        heading,
        content,
    )


@register.simple_block_tag
def disclosure(content: SafeString, summary: str, *, opened: bool = False) -> SafeString:
    """Something one may open; it prints opened."""
    flag = SafeString(" open") if opened else ""
    return format_html("<details{}><summary>{}</summary>{}</details>", flag, summary, content)


@register.filter
def when(value: datetime | None) -> str:
    """A moment with weekday, time and zone."""
    return say.moment(value) if value else "not known"


@register.filter
def day(value: date | None) -> str:
    """A day with its weekday."""
    return say.day(value) if value else "not known"


@register.filter
def percent(value: Fraction | Decimal | float, of: int = 1) -> str:
    """A share of one (or of `of`) in per cent, never rounded up."""
    return say.percent(value, of)


@register.filter
def number(value: Fraction | Decimal | float) -> str:
    """A number as people write it."""
    return say.number(value)


@register.inclusion_tag("components/chart.html")
def chart(chart: Chart) -> dict[str, Chart]:
    """A chart figure: finding, picture, the same figures as a table, source."""
    return {"chart": chart}
