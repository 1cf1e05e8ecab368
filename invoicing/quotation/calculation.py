"""What a piece of work costs and what we ask for it, worked out without any database, in whole cents.

    direct     what the lines cost: hours × what an hour costs us, material, travel, work of others
    overhead   a per cent of direct
    risk       a per cent of direct and overhead
    margin     a per cent of direct, overhead and risk

Each is rounded half up, once, over the whole. Ten hours of € 22,45, € 75,50 of plants, 15 % overhead, 5 % risk and
10 % margin:

    | line    | cost   | price  |
    | digging | 224,50 | 298,20 |
    | plants  |  75,50 | 100,28 |

    direct 300,00 + overhead 45,00 + risk 17,25 + margin 36,23 (36,225, half up) = price 398,48

The price is given away over the lines by what they cost, every cent of it, so that lines always add up to the
price. Where a round price is asked instead, the margin is what that leaves, also where it is below zero. Prices
exclude VAT: that is worked out per rate over the sum, as on the invoice (`invoicing.vat`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coop.money import Money
from invoicing.vat import Totals, VatGroup, add_up


@dataclass(frozen=True, slots=True)
class Item:
    """One cost: the activity under which the customer sees it, its VAT rule, and what it costs us."""

    activity: str
    vat_rule: str
    cost: Money


@dataclass(frozen=True, slots=True)
class Markups:
    """What comes on top of the direct costs, each in hundredths of a per cent."""

    overhead: int = 0
    risk: int = 0
    margin: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """What the customer sees of an activity: its price without VAT, and nothing of what it costs."""

    activity: str
    vat_rule: str
    price: Money


@dataclass(frozen=True, slots=True)
class Calculation:
    """The whole of it: direct + overhead + risk + margin = price, always; `prices` has the price of each line."""

    direct: Money
    overhead: Money
    risk: Money
    margin: Money
    prices: tuple[Money, ...]

    @property
    def cost(self) -> Money:
        """What it costs us, with its part of the overhead and what may go wrong."""
        return self.direct + self.overhead + self.risk

    @property
    def price(self) -> Money:
        """What we ask, without VAT."""
        return self.cost + self.margin


def calculate(items: Sequence[Item], markups: Markups, asked: Money | None = None) -> Calculation:
    """Work out a price from costs of zero or more; `asked` is a price that was chosen instead, zero or more."""
    direct = sum((item.cost for item in items), Money.zero())
    overhead = direct.share(markups.overhead)
    risk = (direct + overhead).share(markups.risk)
    cost = direct + overhead + risk
    margin = cost.share(markups.margin) if asked is None else asked - cost
    return Calculation(direct, overhead, risk, margin, tuple(_given_away(items, cost + margin)))


def rows(items: Sequence[Item], prices: Sequence[Money]) -> list[Row]:
    """The lines by activity and VAT rule, in the order in which they first come."""
    together: dict[tuple[str, str], Money] = {}
    for item, price in zip(items, prices, strict=True):
        place = item.activity, item.vat_rule
        together[place] = together.get(place, Money.zero()) + price
    return [Row(activity, rule, price) for (activity, rule), price in together.items()]


def with_vat(priced: Sequence[tuple[Money, VatGroup]]) -> Totals:
    """Prices without VAT added up, with the VAT of each rate as it stands on an invoice."""
    return add_up(priced, includes_vat=False)


def instalments(amounts: Sequence[Money], count: int) -> list[list[Money]]:
    """Amounts (one for each VAT rule) in so many equal parts: by part, what is asked of each amount."""
    parts = [amount.split([1] * count) for amount in amounts]
    return [[part[place] for part in parts] for place in range(count)]


def _given_away(items: Sequence[Item], price: Money) -> list[Money]:
    weights = [item.cost.cents for item in items]
    if not items:
        return []
    # Work that costs nothing, as of volunteers, can still have a price: then the lines share it alike.
    return price.split(weights if sum(weights) else [1] * len(items))
