"""The picture of the income: each year a bar on one scale, in whole units of width."""

from collections.abc import Sequence
from dataclasses import dataclass

from coop.money import half_up
from invoicing.revenue_model.mix import Origin, YearMix

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """What one origin brought: a piece of a bar."""

    origin: Origin
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A year: its pieces one after the other."""

    mix: YearMix
    pieces: Sequence[Piece]


def bars(mixes: Sequence[YearMix]) -> list[Bar]:
    """A bar for each year; an origin below zero is not drawn, the table says it."""
    sizes = [[max(0, amount.cents) for amount in mix.amounts.values()] for mix in mixes]
    most = max((sum(size) for size in sizes), default=0)
    return [Bar(mix, _pieces(mix, size, most)) for mix, size in zip(mixes, sizes, strict=True)] if most else []


def _pieces(mix: YearMix, size: Sequence[int], most: int) -> list[Piece]:
    pieces, so_far, begin = [], 0, 0
    for origin, cents in zip(mix.amounts, size, strict=True):
        so_far += cents
        end = half_up(so_far * WIDTH, most)
        if end > begin:
            pieces.append(Piece(origin, begin, end - begin))
        begin = end
    return pieces
