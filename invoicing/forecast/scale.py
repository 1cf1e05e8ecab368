"""The frame of a picture in whole units: where amounts and places in time are drawn, and round amounts."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 250
LEFT, RIGHT, TOP, BOTTOM = 76, 8, 12, 28
LINES = 5
"""At most so many lines go across."""

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tick:
    """A place along an edge, and what stands there: an amount in whole euros, or a month."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From the least to the most amount (cents), over so many places in time."""

    least: int
    most: int
    places: int

    @classmethod
    def over(cls, amounts: Iterable[int], places: int) -> "Scale | None":
        """A frame that holds these amounts and zero; None when there is nothing to draw."""
        found = list(amounts)
        return cls(min(0, *found), max(0, *found), places) if any(found) else None

    def across(self, place: int) -> int:
        """How far to the right a place in time is."""
        return LEFT + (WIDTH - LEFT - RIGHT) * place // max(1, self.places - 1)

    def up(self, cents: int) -> int:
        """How far from the top an amount is."""
        return TOP + (HEIGHT - TOP - BOTTOM) * (self.most - cents) // (self.most - self.least)

    def at(self, place: int, cents: int) -> Point:
        """Where an amount is drawn."""
        return self.across(place), self.up(cents)

    def ticks(self) -> list[Tick]:
        """Round amounts on the way up."""
        return [
            Tick(self.up(cents), f"{cents // 100:,}".replace(",", ".").replace("-", "−"))
            for cents in round_amounts(self.least, self.most)
        ]


def round_amounts(least: int, most: int) -> list[int]:
    """Up to six round amounts of euros within these."""
    step = 100
    while (most - least) > LINES * step:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return list(range(-(-least // step) * step, most + 1, step))


def points(found: Iterable[Point]) -> str:
    """Points as a shape of a drawing has them."""
    return " ".join(f"{x},{y}" for x, y in found)
