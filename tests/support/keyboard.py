"""A walk through a page with the Tab key: where one stands, and whether one sees it."""

from dataclasses import dataclass

from playwright.sync_api import Page

SEEN = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  const style = getComputedStyle(element.closest('.choice') ?? element);
  const bar = document.querySelector('.doors').getBoundingClientRect();
  const fixed = getComputedStyle(document.querySelector('.doors')).position === 'fixed';
  const hidden = fixed && !element.closest('.doors') && box.top >= bar.top;
  return {
    name: (element.textContent || element.name || '').trim().slice(0, 30),
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      && box.width > 0 && box.bottom > 0 && box.top < innerHeight && !hidden,
  };
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """An element that has the focus; `seen`: outlined, in the window and not under the doors."""

    name: str
    seen: bool


def walked(page: Page, steps: int) -> list[Stop]:
    """Press Tab so often and tell each stop; ends early when the walk leaves the page."""
    stops: list[Stop] = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops.append(Stop(**page.evaluate(SEEN)))
    return stops
