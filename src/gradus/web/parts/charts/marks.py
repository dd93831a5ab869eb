"""Marks told apart by their shape, with or without colour: circle, square, triangle, diamond."""

from enum import StrEnum

from django.utils.safestring import SafeString

from gradus.web.parts.charts.base import element


class Shape(StrEnum):
    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"


OUTLINES = {
    Shape.SQUARE: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    Shape.TRIANGLE: ((0, -1.25), (1.2, 0.95), (-1.2, 0.95)),
    Shape.DIAMOND: ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
}


def mark(shape: Shape, x: float, y: float, *, size: float, class_: str) -> SafeString:
    """A mark of about `size` units radius around (x, y)."""
    if shape is Shape.CIRCLE:
        return element("circle", cx=f"{x:g}", cy=f"{y:g}", r=f"{size:g}", class_=class_)
    points = " ".join(f"{x + dx * size:g},{y + dy * size:g}" for dx, dy in OUTLINES[shape])
    return element("polygon", points=points, class_=class_)
