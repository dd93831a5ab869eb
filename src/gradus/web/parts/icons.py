"""The few drawings of Gradus, as SVG text. The step is the only ornament."""

from typing import Final

from django.utils.safestring import SafeString, mark_safe

# Sixteen units square, drawn in the colour of the text beside them.
PATHS: Final = {
    "met": '<circle cx="8" cy="8" r="7"/><path d="m4.6 8.3 2.3 2.4 4.5-5"/>',
    "pending": '<circle cx="8" cy="8" r="7"/><path d="M8 1a7 7 0 0 0 0 14z" fill="currentColor"/>',
    "person": '<path d="M2 2.5h12v8.5H7.5L4 14.2V11H2zM5 6.8h.01M8 6.8h.01M11 6.8h.01"/>',
    "failed": '<circle cx="8" cy="8" r="7"/><path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6"/>',
    "info": '<circle cx="8" cy="8" r="7"/><path d="M8 7.3v4M8 4.6h.01"/>',
    "search": '<circle cx="6.8" cy="6.8" r="4.8"/><path d="m10.5 10.5 4 4"/>',
    "account": '<circle cx="8" cy="5" r="3"/><path d="M2 14.5c.6-3.4 2.8-5 6-5s5.4 1.6 6 5"/>',
    "arrow": '<path d="M2 8h11.5M9 3.5 13.5 8 9 12.5"/>',
    "back": '<path d="M14 8H2.5M7 3.5 2.5 8 7 12.5"/>',
    "down": '<path d="M8 1.5v9M4 6.8l4 4 4-4M2 14.5h12"/>',
    "lock": '<rect x="3" y="7" width="10" height="7.5"/><path d="M5 7V4.8a3 3 0 0 1 6 0V7"/>',
    "clock": '<circle cx="8" cy="8" r="7"/><path d="M8 4v4.3l2.8 1.7"/>',
    "open": '<circle cx="8" cy="8" r="6.5"/>',
}
STAIR: Final = ((1, 19), (7, 14), (13, 9), (19, 4))
TREAD: Final = 6


def svg(inner: str, *, box: int, size: int, stroke: float) -> SafeString:
    """An ornament that screen readers skip: the word beside it carries the meaning."""
    return mark_safe(  # noqa: S308 - only the literals of this file
        f'<svg width="{size}" height="{size}" viewBox="0 0 {box} {box}" fill="none" '
        f'stroke="currentColor" stroke-width="{stroke}" stroke-linecap="round" '
        f'stroke-linejoin="round" aria-hidden="true" focusable="false">{inner}</svg>'
    )


def stair(step: int) -> str:
    """Four treads; the `step`-th (from one) is the one you stand on."""
    line = "M1 23v-4h6v-5h6V9h6V4h6"
    x, y = STAIR[step - 1]
    return f'<path d="{line}"/><path class="on" d="M{x} {y}h{TREAD}" stroke-width="4"/>'


ICONS: Final = {name: svg(inner, box=16, size=18, stroke=1.6) for name, inner in PATHS.items()}
DOOR_ICONS: Final = {
    door: svg(stair(step), box=26, size=24, stroke=1.8)
    for step, door in enumerate(("decide", "learn", "prove", "advance"), start=1)
}
MARK: Final = svg(
    '<path d="M2 24v-5h7v-6h7V7h8" stroke-width="2.6"/><path d="M2 24h22" stroke-width="1.2"/>',
    box=26,
    size=28,
    stroke=2,
)
SEAL: Final = svg(
    '<circle cx="48" cy="48" r="46" stroke-width="1"/><circle cx="48" cy="48" r="41"/>'
    '<path d="M22 65v-9h13V45h13V34h13V23h13" stroke-width="3.4"/>'
    '<path d="M26 71h44M32 76h32" stroke-width="1"/>',
    box=96,
    size=96,
    stroke=1.6,
)
