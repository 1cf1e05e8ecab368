"""The figures of an e-invoice, worked out without any database or XML: all above zero, discounts apart.

Lines to residents include VAT; EN 16931 wants each line as quantity × price without VAT, to the cent. The net of
a line is known (invoicing/vat.py), so its price follows from it, in as few decimals as give the net back:

    3 visits, promised   30,00    net 24,79    price 8,263     3 × 8,263  = 24,789 → 24,79
    2,5 hours            87,50        72,31          28,924    2,5 × 28,924 = 72,31
    1 visit              32,50        26,86          26,86

A price below zero is a discount: an allowance on the whole (BG-20), for no price is below zero (BR-27).
On a credit note everything is turned round: it says what is given back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coop.money import Money, half_up

_ONE = 1000  # quantities are in thousandths


@dataclass(frozen=True, slots=True)
class Stated:
    """A line as an invoice states it; `unit_price` includes VAT or not, `net` never does."""

    text: str
    quantity: int
    unit: str
    unit_price: Money
    net: Money
    category: str
    basis_points: int
    reason: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an e-invoice: quantity × price is its net, rounded half up to a cent."""

    text: str
    quantity: str
    unit: str
    price: str
    net: Money
    category: str
    basis_points: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Allowance:
    """A discount on the whole, above zero."""

    text: str
    amount: Money
    category: str
    basis_points: int


@dataclass(frozen=True, slots=True)
class Tax:
    """A category and rate with what it is computed over; `reason` says why there is no VAT."""

    category: str
    basis_points: int
    net: Money
    vat: Money
    reason: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it: lines − allowances = net, net + VAT + rounding = payable."""

    lines: tuple[Line, ...]
    allowances: tuple[Allowance, ...]
    taxes: tuple[Tax, ...]
    vat: Money
    payable: Money

    @property
    def line_total(self) -> Money:
        """The lines added up (BT-106)."""
        return sum((line.net for line in self.lines), Money.zero())

    @property
    def allowance_total(self) -> Money:
        """The discounts added up (BT-107)."""
        return sum((allowance.amount for allowance in self.allowances), Money.zero())

    @property
    def net(self) -> Money:
        """Without VAT (BT-109)."""
        return self.line_total - self.allowance_total

    @property
    def rounding(self) -> Money:
        """The odd cents between net plus VAT and what is paid (BT-114)."""
        return self.payable - self.net - self.vat


def figures(stated: Sequence[Stated], taxes: Sequence[Tax], payable: Money, *, is_credit: bool) -> Figures:
    """Work out an e-invoice from what the invoice states; a credit note states it below zero."""
    sign = -1 if is_credit else 1
    lines = [line for line in stated if line.unit_price.cents >= 0]
    discounts = [line for line in stated if line.unit_price.cents < 0]
    if not lines:  # an invoice has at least one line (BR-16)
        lines, discounts = discounts, []
    return Figures(
        lines=tuple(_line(line, sign) for line in lines),
        allowances=tuple(
            Allowance(line.text, line.net * -sign, line.category, line.basis_points) for line in discounts
        ),
        taxes=_merged(taxes, sign),
        vat=sum((tax.vat for tax in taxes), Money.zero()) * sign,
        payable=payable * sign,
    )


def price_of(net: Money, quantity: int, stated: Money) -> str:
    """A price without VAT that gives the net back: the stated one where it does, else in as few decimals as do."""
    net, quantity = abs(net), abs(quantity)
    if half_up(stated.cents * quantity, _ONE) == net.cents and stated.cents >= 0:
        return stated.plain()
    finer = 1  # parts of a cent
    while True:
        parts = half_up(net.cents * _ONE * finer, quantity)
        if half_up(parts * quantity, _ONE * finer) == net.cents:
            whole, rest = divmod(parts, 100 * finer)
            return f"{whole}.{rest:0{len(str(finer)) + 1}d}"
        finer *= 10


def _line(line: Stated, sign: int) -> Line:
    # A return of goods stays a line: its quantity is below zero, its price is not.
    quantity = line.quantity * sign
    net = line.net * sign
    if (net.cents < 0) != (quantity < 0) and net:
        quantity = -quantity
    return Line(
        text=line.text,
        quantity=_thousandths(quantity),
        unit=line.unit,
        price=price_of(net, quantity, line.unit_price),
        net=net,
        category=line.category,
        basis_points=line.basis_points,
        day=line.day,
    )


def _thousandths(quantity: int) -> str:
    whole, rest = divmod(abs(quantity), _ONE)
    shown = f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
    return f"-{shown}" if quantity < 0 else shown


def _merged(taxes: Sequence[Tax], sign: int) -> tuple[Tax, ...]:
    # One breakdown for each category and rate (BR-E-01): two reasons stand in it together.
    merged: dict[tuple[str, int], Tax] = {}
    for tax in taxes:
        key = (tax.category, tax.basis_points)
        so_far = merged.get(key, Tax(*key, Money.zero(), Money.zero(), ""))
        reason = "; ".join(part for part in (so_far.reason, tax.reason) if part)
        merged[key] = Tax(*key, so_far.net + tax.net * sign, so_far.vat + tax.vat * sign, reason)
    return tuple(merged.values())
