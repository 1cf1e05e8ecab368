"""The year as twelve pairs of columns, income and costs of each month on one scale, without any database."""

from collections.abc import Sequence
from dataclasses import dataclass

from coop.money import Money, half_up
from invoicing.reports.surface import Surface, lines

WIDTH, HEIGHT, TOP = 720, 180, 6
PAIR = WIDTH // 12
COLUMN = 24


@dataclass(frozen=True, slots=True)
class Column:
    """Income or costs of one month, in units of the drawing."""

    surface: Surface
    x: int
    y: int
    height: int
    path: str


@dataclass(frozen=True, slots=True)
class Month:
    """The pair of a month, and the middle below which its name stands."""

    columns: Sequence[Column]
    middle: int


def columns(income: Sequence[Money], costs: Sequence[Money]) -> list[Month]:
    """Twelve pairs; empty when there is nothing to draw. Below zero there is no column."""
    most = max((amount.cents for amount in (*income, *costs)), default=0)
    if most <= 0:
        return []
    found = []
    for number, amounts in enumerate(zip(income, costs, strict=True)):
        begin = number * PAIR + (PAIR - 2 * COLUMN) // 2
        pair = [
            _column(surface, begin + place * COLUMN, amount, most)
            for place, (surface, amount) in enumerate(zip((Surface.FULL, Surface.RISING), amounts, strict=True))
        ]
        found.append(Month(pair, begin + COLUMN))
    return found


def _column(surface: Surface, x: int, amount: Money, most: int) -> Column:
    height = half_up(max(0, amount.cents) * HEIGHT, most)
    y = TOP + HEIGHT - height
    return Column(surface, x, y, height, lines(surface, x, y, COLUMN, height))
