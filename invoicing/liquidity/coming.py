"""What the forecast brings on top of what is known: new invoices, new costs, wages, and the VAT on them.

Only what is not booked yet: of the running month what is still to come. Grants, depreciation and the like move no
money of their own and are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext
from sqlalchemy import func, select

from coop.database import db
from coop.filters import month as month_name
from coop.ledger import chart
from coop.ledger.account import Account
from coop.ledger.total import Total
from coop.money import Money
from invoicing.forecast.forecast import Forecast
from invoicing.liquidity.flow import Flow, FlowKind
from invoicing.liquidity.habits import Habits
from invoicing.liquidity.payments import in_month

STAFF = "40"
"""What the numbers of the accounts for people begin with."""
MIDDLE = 15
"""Costs come all through a month: they are taken to come in its middle."""


@dataclass(frozen=True, slots=True)
class Rates:
    """VAT on our income and on our costs, as part of them, as it was over the last year."""

    owed: float
    deducted: float


@dataclass(frozen=True, slots=True)
class Coming:
    """What a month still brings: cents without VAT."""

    month: date
    income: int
    costs: int
    wages: int

    def vat(self, rates: Rates) -> int:
        """The VAT to declare over it, in cents."""
        return round(self.income * rates.owed - self.costs * rates.deducted)


def coming(found: Forecast) -> list[Coming]:
    """Each month ahead, without what is booked of it and what moves no money."""
    made = []
    for month in found.months:
        sums = {"income": 0, "costs": 0, "wages": 0}
        for place, (series, expected) in enumerate(zip(found.history.series, month.parts, strict=True)):
            left = max(0, expected - found.history.begun.get((place, month.month), 0))
            sums["income" if series.sign > 0 else "wages" if _is_staff(series.key) else "costs"] += left
        made.append(Coming(month.month, **sums))
    return made


def flows(
    ahead: list[Coming], rates: Rates, habits: Habits, payment_days: int, usually_late: int, today: date
) -> Iterator[Flow]:
    """The money of these months, on the days on which it usually moves."""
    for one in ahead:
        name = month_name(one.month)
        if one.income:
            issued = max(today, in_month(one.month, habits.invoice_day))
            paid = issued + timedelta(days=max(0, payment_days + usually_late))
            text = gettext("Facturen van %(month)s", month=name)
            yield Flow(paid, FlowKind.NEW_INVOICES, Money(round(one.income * (1 + rates.owed))), text)
        if one.costs:
            paid = max(today, in_month(one.month, MIDDLE)) + timedelta(days=habits.purchase_days)
            text = gettext("Kosten van %(month)s", month=name)
            yield Flow(paid, FlowKind.NEW_COSTS, -Money(round(one.costs * (1 + rates.deducted))), text)
        if one.wages:
            paid = max(today, in_month(one.month, habits.wage_day))
            yield Flow(paid, FlowKind.WAGES, -Money(one.wages), gettext("Lonen van %(month)s", month=name))


def rates(found: Forecast) -> Rates:
    """What VAT was of income and costs over the last twelve months, in one statement."""
    since = found.today.replace(day=1, year=found.today.year - 1)
    query = (
        select(Account.number, func.sum(Total.debit), func.sum(Total.credit))
        .join(Account, Account.id == Total.account_id)
        .where(
            Account.number.in_([chart.VAT_HIGH, chart.VAT_LOW, chart.VAT_INPUT]),
            Total.month >= since,
            Total.month < found.today.replace(day=1),
        )
        .group_by(Account.number)
    )
    moved: Mapping[str, tuple[int, int]] = {
        number: (_cents(debit), _cents(credit)) for number, debit, credit in db.session.execute(query)
    }
    income = costs = 0
    for series in found.history.series:
        lately = sum(series.amounts[-12:])
        income += lately if series.sign > 0 else 0
        costs += lately if series.sign < 0 and not _is_staff(series.key) else 0
    # The other side is moved when a return is filed.
    owed = sum(moved.get(number, (0, 0))[1] for number in (chart.VAT_HIGH, chart.VAT_LOW))
    return Rates(_part(owed, income), _part(moved.get(chart.VAT_INPUT, (0, 0))[0], costs))


def _cents(amount: Money | None) -> int:
    return amount.cents if amount is not None else 0


def _part(vat: int, of: int) -> float:
    """At most the highest rate there ever was, whatever was booked by hand."""
    return min(0.25, max(0.0, vat / of)) if of > 0 else 0.0


def _is_staff(key: str) -> bool:
    return key.startswith(f"D{STAFF}")
