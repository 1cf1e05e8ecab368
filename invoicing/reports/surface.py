"""Surfaces that differ without colour: drawn as plain lines, which a screen, a PDF and a photocopy show alike."""

from collections.abc import Iterator
from enum import StrEnum

STEP = 9
"""So far apart are the lines of a surface, in units of the drawing."""

Point = tuple[int, int]


class Surface(StrEnum):
    """Dark all over, lines to one side or the other, lines across, and nothing at all."""

    FULL = "full"
    RISING = "rising"
    EMPTY = "empty"
    ACROSS = "across"
    FALLING = "falling"


def lines(surface: Surface, x: int, y: int, width: int, height: int) -> str:
    """The lines on a surface as the path of an SVG; empty for what is full or empty."""
    drawn = {Surface.RISING: _rising, Surface.ACROSS: _across, Surface.FALLING: _falling}.get(surface)
    if drawn is None or width <= 0 or height <= 0:
        return ""
    return "".join(f"M{a[0]} {a[1]}L{b[0]} {b[1]}" for a, b in drawn(x, y, width, height) if a != b)


def _rising(x: int, y: int, width: int, height: int) -> Iterator[tuple[Point, Point]]:
    # Along each line x + y stays the same. They begin at a multiple, so that neighbours do not meet in a step.
    for place in range(_first(x + y), x + y + width + height, STEP):
        left, right = max(x, place - y - height), min(x + width, place - y)
        yield (left, place - left), (right, place - right)


def _falling(x: int, y: int, width: int, height: int) -> Iterator[tuple[Point, Point]]:
    # Along each line x - y stays the same.
    for place in range(_first(x - y - height), x - y + width, STEP):
        left, right = max(x, place + y), min(x + width, place + y + height)
        yield (left, left - place), (right, right - place)


def _across(x: int, y: int, width: int, height: int) -> Iterator[tuple[Point, Point]]:
    for place in range(y + STEP // 2, y + height, STEP):
        yield (x, place), (x + width, place)


def _first(begin: int) -> int:
    return -(-begin // STEP) * STEP
