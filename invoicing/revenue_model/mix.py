"""Where the income comes from, year by year, and how much of it is grants."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import func, select

from coop.database import db
from coop.ledger import chart
from coop.ledger.account import Account
from coop.ledger.total import Total
from coop.money import Money, half_up
from coop.period import year as the_year
from invoicing.invoice import Invoice, InvoiceLine
from invoicing.revenue_model.behaviour import is_turnover
from invoicing.revenue_model.facts import NOTHING, total
from members.party import Party

YEARS = 5


class Origin(StrEnum):
    """Who pays."""

    RESIDENTS = "residents"
    ORGANISATIONS = "organisations"
    GRANTS = "grants"
    CONTRIBUTIONS = "contributions"
    OTHER = "other"


ORIGIN_NAMES: Mapping[Origin, object] = {
    Origin.RESIDENTS: lazy_gettext("Diensten aan bewoners"),
    Origin.ORGANISATIONS: lazy_gettext("Diensten aan organisaties"),
    Origin.GRANTS: lazy_gettext("Subsidies en fondsen"),
    Origin.CONTRIBUTIONS: lazy_gettext("Contributie en giften"),
    Origin.OTHER: lazy_gettext("Andere opbrengsten"),
}
PLACES = {
    chart.GRANTS: Origin.GRANTS,
    "82335": Origin.GRANTS,
    "40235": Origin.GRANTS,  # the subsidy on wages: public money too
    chart.CONTRIBUTIONS: Origin.CONTRIBUTIONS,
    chart.GIFTS: Origin.CONTRIBUTIONS,
}


@dataclass(frozen=True, slots=True)
class YearMix:
    """The income of one year by who paid it."""

    year: int
    amounts: Mapping[Origin, Money]

    @property
    def income(self) -> Money:
        """All of it, which is the income of the exploitatie."""
        return total(self.amounts.values())

    @property
    def dependence(self) -> int | None:
        """Hundredths of a per cent of the income that are grants; None without income."""
        if self.income <= NOTHING:
            return None
        return half_up(self.amounts[Origin.GRANTS].cents * 10_000, self.income.cents)


def mixed(year: int, by_account: Mapping[str, Money], invoiced: Mapping[str, Money]) -> YearMix:
    """The income of a year by origin: `invoiced` says by kind of customer what of the turnover was on invoices.

    Turnover that stands on no invoice (of a cash sale, by hand) is other income.
    """
    amounts = dict.fromkeys(Origin, NOTHING)
    for number, amount in by_account.items():
        place = Origin.OTHER if is_turnover(number) else PLACES.get(number, Origin.OTHER)
        amounts[place] = amounts[place] + amount
    for kind, amount in invoiced.items():
        place = Origin.ORGANISATIONS if kind == "organisation" else Origin.RESIDENTS
        amounts[place] = amounts[place] + amount
        amounts[Origin.OTHER] = amounts[Origin.OTHER] - amount
    return YearMix(year, amounts)


def years_of_income(last: int, count: int = YEARS) -> list[YearMix]:
    """The years up to the last that have any income, in two statements."""
    booked, invoiced = _booked(range(last - count + 1, last + 1)), _invoiced(range(last - count + 1, last + 1))
    found = (mixed(year, amounts, invoiced.get(year, {})) for year, amounts in sorted(booked.items()))
    return [mix for mix in found if any(mix.amounts.values())]


def _booked(years: range) -> Mapping[int, dict[str, Money]]:
    found: dict[int, dict[str, Money]] = {}
    rows = db.session.execute(
        select(
            Account.number, Total.month, func.sum(Total.credit).label("more"), func.sum(Total.debit).label("less")
        )
        .join(Account, Account.id == Total.account_id)
        .where(
            Account.kind == "P",
            Account.side == "C",
            Total.month >= the_year(years[0]).begin,
            Total.month < the_year(years[-1]).end,
        )
        .group_by(Account.number, Total.month)
    )
    for row in rows:
        _add(found.setdefault(row.month.year, {}), row.number, row.more - row.less)
    return found


def _invoiced(years: range) -> Mapping[int, dict[str, Money]]:
    found: dict[int, dict[str, Money]] = {}
    rows: Iterable[Any] = db.session.execute(
        select(Invoice.issued_on, Party.kind, func.sum(InvoiceLine.net).label("net"))
        .select_from(InvoiceLine)
        .join(Invoice, Invoice.number == InvoiceLine.invoice_number)
        .join(Party, Party.id == Invoice.party_id)
        .where(
            InvoiceLine.account.like("80%"),
            Invoice.issued_on >= the_year(years[0]).begin,
            Invoice.issued_on < the_year(years[-1]).end,
        )
        .group_by(Invoice.issued_on, Party.kind)
    )
    for row in rows:
        _add(found.setdefault(row.issued_on.year, {}), row.kind, row.net)
    return found


def _add(amounts: dict[str, Money], key: str, amount: Money) -> None:
    amounts[key] = amounts.get(key, NOTHING) + amount
