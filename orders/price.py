"""What a service costs: a tariff, the size of the work and its extras make one quote, computed in whole cents."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coop.money import Money, half_up

ONE = 1000
"""Quantities are counted in thousandths: 1000 is one piece, one hour or one square metre."""


class PriceRule(StrEnum):
    """By what a service is priced."""

    FIXED = "fixed"
    HOUR = "hour"
    SQUARE_METRE = "square_metre"


UNITS = {PriceRule.FIXED: "C62", PriceRule.HOUR: "HUR", PriceRule.SQUARE_METRE: "MTK"}
"""UN/ECE Recommendation 20, the unit codes an e-invoice uses (EN 16931, BT-130)."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """How one service is priced; amounts include VAT for residents and exclude it for organisations."""

    name: str
    rule: str
    price: Money
    reduced_price: Money | None = None
    minimum: Money | None = None
    includes_vat: bool = True

    def at_rate(self, was: int, becomes: int) -> "Tariff":
        """The same net price under another VAT rate (basis points), as an answer of the customer may ask.

        A price without VAT stays what it is.
        """
        if not self.includes_vat or was == becomes:
            return self

        def moved(amount: Money) -> Money:
            return Money(half_up(amount.cents * (10_000 + becomes), 10_000 + was))

        return Tariff(
            self.name,
            self.rule,
            moved(self.price),
            None if self.reduced_price is None else moved(self.reduced_price),
            None if self.minimum is None else moved(self.minimum),
        )


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line of a quote; its amount is always the unit price times the quantity, rounded half up."""

    text: str
    quantity: int
    unit: str
    unit_price: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class Quote:
    """What one visit costs, line by line."""

    lines: tuple[QuoteLine, ...]
    includes_vat: bool

    @property
    def total(self) -> Money:
        """The promise: what one visit costs."""
        return sum((line.amount for line in self.lines), Money.zero())


def quote(
    tariff: Tariff,
    quantity: int = ONE,
    extras: Sequence[tuple[str, Money]] = (),
    *,
    reduced: bool = False,
    minimum_text: str = "",
) -> Quote:
    """Price one visit; the quantity is in thousandths of the tariff's unit, and a fixed price ignores it.

    The reduced price lowers the minimum in the same proportion, so a small job is reduced as well.
    """
    price, minimum = tariff.price, tariff.minimum or Money.zero()
    if reduced and tariff.reduced_price is not None:
        if price:
            minimum = minimum.times(tariff.reduced_price.cents, price.cents)
        price = tariff.reduced_price
    if tariff.rule == PriceRule.FIXED:
        quantity = ONE
    base = _line(tariff.name, quantity, UNITS[PriceRule(tariff.rule)], price)
    if base.amount < minimum:
        text = f"{tariff.name} ({minimum_text})" if minimum_text else tariff.name
        base = _line(text, ONE, UNITS[PriceRule.FIXED], minimum)
    added = tuple(_line(text, ONE, UNITS[PriceRule.FIXED], amount) for text, amount in extras)
    return Quote((base, *added), tariff.includes_vat)


def _line(text: str, quantity: int, unit: str, unit_price: Money) -> QuoteLine:
    return QuoteLine(text, quantity, unit, unit_price, unit_price.times(quantity, ONE))
