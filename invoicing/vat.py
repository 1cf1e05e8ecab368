"""VAT on an invoice, worked out without any database: per rate, over the sum of net lines, half up (EN 16931).

Prices to residents include VAT and are a promise. Three visits of € 10,00 at 21 %:

    promised   30,00
    net        24,79   (30,00 ÷ 1,21 = 24,793…, half up)
    VAT         5,21   (24,79 × 0,21 = 5,2059, half up)
    rounding    0,00   what is still missing to the promise; never more than one cent for each rate

and of € 0,07: net 0,06, VAT 0,01; of € 0,03: net 0,02, VAT 0,00, rounding 0,01.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coop.money import Money, half_up
from coop.rules import book


@dataclass(frozen=True, slots=True, order=True)
class VatGroup:
    """What is added up together: the category (UNCL5305), the rate in hundredths of a per cent, and the reason."""

    category: str
    basis_points: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Subtotal:
    """One rate on an invoice: what it is computed over, and the VAT."""

    group: VatGroup
    net: Money
    vat: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """An invoice added up: net + VAT + rounding = payable, always."""

    nets: tuple[Money, ...]
    subtotals: tuple[Subtotal, ...]
    payable: Money

    @property
    def net(self) -> Money:
        """All rates together, without VAT."""
        return sum((part.net for part in self.subtotals), Money.zero())

    @property
    def vat(self) -> Money:
        """All VAT together."""
        return sum((part.vat for part in self.subtotals), Money.zero())

    @property
    def rounding(self) -> Money:
        """The odd cent between what was promised and net plus VAT."""
        return self.payable - self.net - self.vat


def group_of(rule: book.VatRule, on: date) -> VatGroup:
    """The group a VAT rule leads to for a supply on a day; raises NoFigure where the rate is not known."""
    return VatGroup(rule.ubl_category, book.basis_points(rule, on), rule.reason or "")


def add_up(lines: Sequence[tuple[Money, VatGroup]], *, includes_vat: bool) -> Totals:
    """Add up lines whose amounts include VAT (residents) or not (organisations).

    `nets` has the net amount of each line in the order given; together they are exactly the net of their rate.
    """
    nets = [Money.zero()] * len(lines)
    subtotals = []
    for group in sorted({group for _, group in lines}):
        places = [i for i, (_, other) in enumerate(lines) if other == group]
        amounts = [lines[i][0] for i in places]
        if includes_vat:
            amounts = _without_vat(amounts, group.basis_points)
        for i, net in zip(places, amounts, strict=True):
            nets[i] = net
        net = sum(amounts, Money.zero())
        subtotals.append(Subtotal(group, net, net.share(group.basis_points)))
    promised = sum((amount for amount, _ in lines), Money.zero())
    vat = sum((part.vat for part in subtotals), Money.zero())
    return Totals(tuple(nets), tuple(subtotals), promised if includes_vat else promised + vat)


def _without_vat(amounts: Iterable[Money], basis_points: int) -> list[Money]:
    # By running total: each line gets what it adds to the rounded whole, so no line is a cent off
    # and together they are the whole, also where some are negative.
    nets, gross, before = [], 0, 0
    for amount in amounts:
        gross += amount.cents
        so_far = half_up(gross * 10_000, 10_000 + basis_points)
        nets.append(Money(so_far - before))
        before = so_far
    return nets
