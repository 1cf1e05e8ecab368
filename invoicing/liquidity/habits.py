"""Habits: on which day of the month we invoice and pay wages, and how soon we pay a supplier, as of late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import Any

from sqlalchemy import func, select

from coop.database import db
from coop.ledger import chart
from coop.ledger.account import Account
from coop.ledger.transaction import Entry
from invoicing.invoice import Invoice, Kind
from invoicing.purchase import Purchase
from invoicing.purchase_payment import PurchasePayment

LATELY = timedelta(days=190)
WAGE_DAY, INVOICE_DAY, PURCHASE_DAYS = 25, 28, 30
"""What is taken while nothing shows another habit."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Days of the month, and days between."""

    invoice_day: int = INVOICE_DAY
    wage_day: int = WAGE_DAY
    purchase_days: int = PURCHASE_DAYS


def read(today: date) -> Habits:
    """What the last half year shows, in three statements."""
    since = today - LATELY
    issued = (
        select(Invoice.issued_on, func.count())
        .where(Invoice.kind == Kind.INVOICE, Invoice.issued_on >= since)
        .group_by(Invoice.issued_on)
    )
    wages = (
        select(Entry.date, func.count())
        .join(Account, Account.id == Entry.account_id)
        .where(Account.number == chart.WAGES_DUE, Entry.date >= since, Entry.cents > 0)
        .group_by(Entry.date)
    )
    bought = (
        select(Purchase.day, PurchasePayment.day)
        .join(PurchasePayment, PurchasePayment.purchase_id == Purchase.id)
        .where(PurchasePayment.day >= since, PurchasePayment.amount > 0)
    )
    return Habits(
        _day_of_month(db.session.execute(issued), INVOICE_DAY),
        _day_of_month(db.session.execute(wages), WAGE_DAY),
        median_low([max(0, (paid - day).days) for day, paid in db.session.execute(bought)] or [PURCHASE_DAYS]),
    )


def _day_of_month(found: Iterable[Any], usual: int) -> int:
    days: list[int] = [day.day for day, times in found for _ in range(times)]
    return median_low(days or [usual])
