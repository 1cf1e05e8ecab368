"""The picture of both: what each service earns or costs, and how many hours of getting on it gives, bar by bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from coop.money import half_up
from invoicing.revenue_model.model import Line

WIDTH = 1000
ZERO = WIDTH // 2
"""Money grows to the right of the middle and shrinks to its left."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A service with its two bars, in whole units of width."""

    line: Line
    x: int
    width: int
    given: int


def bars(lines: Sequence[Line]) -> list[Bar]:
    """A bar for each service in the order given; money on one scale and hours on another."""
    most = max((abs(line.own_result.cents) for line in lines), default=0)
    hours = max((line.guided_minutes for line in lines), default=0)
    drawn = []
    for line in lines:
        width = half_up(abs(line.own_result.cents) * ZERO, most) if most else 0
        given = half_up(line.guided_minutes * WIDTH, hours) if hours else 0
        drawn.append(Bar(line, ZERO if line.own_result.cents >= 0 else ZERO - width, width, given))
    return drawn
