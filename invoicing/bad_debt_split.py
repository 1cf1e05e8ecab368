"""What is lost of a claim, split over its rates in proportion; without any database."""

from collections.abc import Sequence
from dataclasses import dataclass

from coop.ledger import chart
from coop.ledger.posting import Line
from coop.money import Money
from coop.rules import book
from invoicing.vat import VatGroup
from invoicing.vat_mark import of_group


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on an invoice or one of its credit notes under one rate."""

    category: str
    basis_points: int
    reason: str
    net: Money
    vat: Money

    @property
    def group(self) -> VatGroup:
        """What is added up together."""
        return VatGroup(self.category, self.basis_points, self.reason)


def split(parts: Sequence[Part], owed: Money, lost: Money) -> list[Line]:
    """The entries for what is lost of what is owed: turnover that was none, VAT that comes back, the provision.

    The odd cent goes to the loss, without a mark, so that turnover and VAT keep their proportion.
    """
    sums: dict[VatGroup, tuple[Money, Money]] = {}
    for part in parts:
        net, vat = sums.get(part.group, (Money.zero(), Money.zero()))
        sums[part.group] = (net + part.net, vat + part.vat)
    lines: dict[tuple[str, str | None], int] = {}

    def add(account: str, mark: str | None, cents: int) -> None:
        lines[account, mark] = lines.get((account, mark), 0) + cents

    left = lost
    for group, (net, vat) in sorted(sums.items()):
        if not lost or not owed:
            break
        of_net, of_vat = net.times(lost.cents, owed.cents), vat.times(lost.cents, owed.cents)
        add(chart.WRITTEN_OFF, of_group(group), of_net.cents)
        add(_vat_account(group), of_group(group), of_vat.cents)
        left = left - of_net - of_vat
    add(chart.WRITTEN_OFF, None, left.cents)
    add(chart.DOUBTFUL, None, -lost.cents)
    return [Line(account, cents, vat=mark) for (account, mark), cents in lines.items() if cents]


def _vat_account(group: VatGroup) -> str:
    return chart.VAT_LOW if book.rate_named(group.basis_points) == "low" else chart.VAT_HIGH
