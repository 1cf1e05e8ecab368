"""Amounts as blocks: bars on one scale, each of a few blocks with a letter and a surface, without any database."""

from collections.abc import Sequence
from dataclasses import dataclass

from coop.money import Money, half_up
from invoicing.reports.surface import Surface, lines

WIDTH, HEIGHT, GAP, TOP = 640, 40, 14, 8
ROOM = 36
"""A letter fits in a block that is this wide."""
SURFACES = tuple(Surface)
NOTHING = Money(0)
EURO = 100


@dataclass(frozen=True, slots=True)
class Part:
    """What a block stands for."""

    name: str
    amount: Money
    surface: Surface


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a bar, in units of the drawing, with the lines on it."""

    part: Part
    letter: str
    x: int
    y: int
    width: int
    path: str

    @property
    def has_room(self) -> bool:
        """Whether its letter fits."""
        return self.width >= ROOM


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, what it comes to, and where its mark stands if it has one."""

    name: str
    total: Money
    y: int
    blocks: Sequence[Block]
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars below each other on one scale; there are none where there is nothing to draw."""

    bars: Sequence[Bar]

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return TOP + len(self.bars) * (HEIGHT + GAP)

    @property
    def blocks(self) -> list[Block]:
        """The blocks of all bars."""
        return [block for bar in self.bars for block in bar.blocks]


Told = tuple[str, Sequence[Part], Money | None]
"""The name of a bar, its parts, and the amount of its mark."""


def draw(told: Sequence[Told]) -> Drawing:
    """Bars of parts on one scale; each part has a letter of its own, in the order of the bars."""
    most = max((max(_length(parts), mark.cents if mark else 0) for _, parts, mark in told), default=0)
    if most <= 0:
        return Drawing(())
    bars, letters = [], iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for number, (name, parts, mark) in enumerate(told):
        y = TOP + number * (HEIGHT + GAP)
        blocks, so_far = [], 0
        for part in parts:
            begin = _place(so_far, most)
            so_far += max(0, part.amount.cents)
            width = _place(so_far, most) - begin
            path = lines(part.surface, begin, y, width, HEIGHT)
            blocks.append(Block(part, next(letters), begin, y, width, path))
        at = None if mark is None else max(0, _place(mark.cents, most))
        bars.append(Bar(name, sum((part.amount for part in parts), NOTHING), y, tuple(blocks), at))
    return Drawing(tuple(bars))


def few(amounts: Sequence[tuple[str, Money]], most: int, rest: str) -> list[tuple[str, Money]]:
    """The largest amounts, at most so many, the last of which is the rest when there are more."""
    known = sorted((pair for pair in amounts if pair[1]), key=lambda pair: (-pair[1].cents, pair[0]))
    if len(known) <= most:
        return known
    left = sum((amount for _, amount in known[most - 1 :]), NOTHING)
    return [*known[: most - 1], *([(rest, left)] if left else [])]


def in_euros(amounts: Sequence[tuple[str, Money]]) -> list[tuple[str, Money]]:
    """The same in whole euros that together are their sum in whole euros."""
    cents = [amount.cents for _, amount in amounts]
    whole = half_up(sum(cents), EURO)
    if not cents or min(cents) < 0 or whole <= 0:
        return [(name, Money(half_up(amount.cents, EURO) * EURO)) for name, amount in amounts]
    euros = Money(whole).split(cents)
    return [(name, Money(part.cents * EURO)) for (name, _), part in zip(amounts, euros, strict=True)]


def on_surfaces(amounts: Sequence[tuple[str, Money]]) -> list[Part]:
    """Each amount on a surface of its own, as far as they reach."""
    return [Part(name, amount, SURFACES[place % len(SURFACES)]) for place, (name, amount) in enumerate(amounts)]


def _length(parts: Sequence[Part]) -> int:
    return sum(max(0, part.amount.cents) for part in parts)


def _place(cents: int, most: int) -> int:
    return half_up(cents * WIDTH, most)
