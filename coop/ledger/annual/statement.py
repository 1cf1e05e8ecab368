"""The balance sheet and the profit and loss of a year, put together from the figures without any database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from coop.ledger.annual.figures import Figure
from coop.ledger.annual.layout import ASSETS, CLAIMS, LEVEL_3, OWN_RESULT, RESULT, Place, Section, place_of
from coop.money import Money


def _nothing() -> list[Money]:
    return [Money.zero(), Money.zero()]


@dataclass
class Part:
    """What an account brings to a line, in the year and in the year before."""

    number: str
    name: str
    amounts: list[Money] = field(default_factory=_nothing)


@dataclass
class Item:
    """A line with its amounts of the year and of the year before, and the accounts it is made of."""

    key: str
    label: object
    side: str
    amounts: list[Money] = field(default_factory=_nothing)
    parts: dict[str, Part] = field(default_factory=dict)


@dataclass
class Block:
    """A heading with its lines; amounts are above zero on the side (D or C) that the heading stands for."""

    key: str
    label: object
    side: str
    items: list[Item]

    @property
    def amounts(self) -> list[Money]:
        """The sums of both years."""
        return _sums(item.amounts for item in self.items)


@dataclass(frozen=True)
class Annual:
    """The annual accounts of a year, each amount with that of the year before; assets equal claims."""

    year: int
    assets: list[Block]
    claims: list[Block]
    result: list[Block]

    @property
    def total_assets(self) -> list[Money]:
        """All assets."""
        return _sums(block.amounts for block in self.assets)

    @property
    def total_claims(self) -> list[Money]:
        """Equity, provisions and debts."""
        return _sums(block.amounts for block in self.claims)

    @property
    def operating(self) -> list[Money]:
        """Income less costs, before interest, payments to members and tax."""
        return _result_of(self.result[:2])

    @property
    def profit(self) -> list[Money]:
        """What is left after everything; below zero a loss."""
        return _result_of(self.result)


def build(year: int, figures: Sequence[Figure]) -> Annual:
    """Count every account on its one line; lines without any amount are left out.

    A group on the other side than its line is meant for goes to the line that takes it, in each year by itself.
    """
    items = {
        key: Item(key, label, section.side)
        for section in (*ASSETS, *CLAIMS, *RESULT)
        for key, label in section.posts
    }
    for place, group in _groups(figures):
        for i in (0, 1):
            item = items[_post(place, sum((figure.amounts[i] for figure in group), Money.zero()), items)]
            for figure in group:
                _count(figure, i, item)
    annual = Annual(year, *([_block(section, items) for section in part] for part in (ASSETS, CLAIMS, RESULT)))
    items[OWN_RESULT].amounts = annual.profit
    return Annual(year, _filled(annual.assets), _filled(annual.claims), _filled(annual.result))


def _groups(figures: Iterable[Figure]) -> Iterator[tuple[Place, list[Figure]]]:
    groups: dict[tuple[Place, str], list[Figure]] = {}
    for figure in figures:
        place = place_of(figure.rgs, figure.kind, figure.side)
        groups.setdefault((place, figure.rgs[:LEVEL_3]), []).append(figure)
    for (place, _), group in groups.items():
        yield place, group


def _post(place: Place, total: Money, items: dict[str, Item]) -> str:
    wrong_side = total.cents < 0 if items[place.post].side == "D" else total.cents > 0
    return place.turned if place.turned and wrong_side else place.post


def _count(figure: Figure, i: int, item: Item) -> None:
    if figure.amounts[i]:
        amount = figure.amounts[i] if item.side == "D" else -figure.amounts[i]
        part = item.parts.setdefault(figure.number, Part(figure.number, figure.name))
        item.amounts[i] += amount
        part.amounts[i] += amount


def _block(section: Section, items: dict[str, Item]) -> Block:
    return Block(section.key, section.label, section.side, [items[key] for key, _ in section.posts])


def _filled(blocks: Sequence[Block]) -> list[Block]:
    for block in blocks:
        block.items = [item for item in block.items if any(item.amounts)]
    # Income and costs stay, also empty: the operating result is their difference.
    return [block for block in blocks if block.items or block.key in {"income", "costs"}]


def _result_of(blocks: Sequence[Block]) -> list[Money]:
    return _sums(block.amounts if block.side == "C" else [-amount for amount in block.amounts] for block in blocks)


def _sums(amounts: Iterable[Sequence[Money]]) -> list[Money]:
    found = list(amounts)
    return [sum((pair[i] for pair in found), Money.zero()) for i in (0, 1)]
