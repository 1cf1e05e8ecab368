"""Balances: what moved on the accounts, and what stands on them.

On New Year's Day the accounts of profit and loss begin at nothing, and what they added up to until then stands
on the result account. Nobody has to book that, so nobody can forget it, and every beginning balances.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, null, select, type_coerce

from coop.database import MoneyColumn, db
from coop.ledger.account import Account
from coop.ledger.chart import RESULT_OF_YEAR
from coop.ledger.kept import BEGINNING, moved
from coop.money import Money
from coop.period import DateRange


@dataclass(frozen=True, slots=True)
class Balance:
    """An account over a stretch of days: what stood before it, what moved in it, what stands at its end."""

    number: str
    name: str
    kind: str
    side: str
    before: Money
    debit: Money
    credit: Money

    @property
    def after(self) -> Money:
        """What stands at the end, debit above zero."""
        return self.before + self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved on an account within a stretch, per cost object and month where that was asked."""

    account: str
    cost_object_id: int | None
    month: date | None
    debit: Money
    credit: Money

    @property
    def moved(self) -> Money:
        """Debit less credit."""
        return self.debit - self.credit


def trial_balance(stretch: DateRange) -> list[Balance]:
    """Every account used up to the end of the stretch, by number; debit and credit add up to the same.

    Accounts of profit and loss begin at nothing on the first of January, those of the balance sheet carry on,
    and the results of the years before stand on the result account until the members decide on them.
    """
    return _balances(stretch)


def balance_of(account: Account, stretch: DateRange) -> Balance:
    """The same of one account, also when it was never used."""
    nothing = Money.zero()
    only = None if account.number == RESULT_OF_YEAR else account.number  # that one follows from all others
    found = [line for line in _balances(stretch, only) if line.number == account.number]
    names = (account.number, account.name, account.kind, account.side)
    return found[0] if found else Balance(*names, nothing, nothing, nothing)


def movements(
    stretch: DateRange, *, by_cost_object: bool = False, by_month: bool = False, kind: str | None = None
) -> Sequence[Movement]:
    """What moved per account in a stretch, and per cost object and month where asked, in one statement.

    With kind "P" only income and costs. A cost object of None means that the entries carried none.
    """
    rows = moved(stretch)
    keys = [rows.c.account_id] + [rows.c.cost_object_id] * by_cost_object + [rows.c.day] * by_month
    sums = (
        select(*keys, func.sum(rows.c.debit).label("debit"), func.sum(rows.c.credit).label("credit"))
        .group_by(*keys)
        .subquery()
    )
    query = (
        select(
            Account.number,
            sums.c.cost_object_id if by_cost_object else null(),
            sums.c.day if by_month else null(),
            sums.c.debit,
            sums.c.credit,
        )
        .join(Account, Account.id == sums.c.account_id)
        .order_by(Account.number)
    )
    # Asked of the sums, not of the rows: there are few, and the rows are found by month and not by account.
    if kind is not None:
        query = query.where(Account.kind == kind)
    return [
        Movement(number, cost_object or None, day and day.replace(day=1), debit, credit)
        for number, cost_object, day, debit, credit in db.session.execute(query)
    ]


def balance(number: str, until: date | None = None) -> Money:
    """What its entries add up to before a day, debit above zero; of all days when none is given."""
    rows = moved(DateRange(BEGINNING, until), number=number)
    found = db.session.execute(select(func.sum(rows.c.debit), func.sum(rows.c.credit))).one()
    return Money.zero() if found[0] is None else found[0] - found[1]


def _balances(stretch: DateRange, number: str | None = None) -> list[Balance]:
    rows = moved(DateRange(BEGINNING, stretch.begin), stretch, number=number)
    new_year = stretch.begin.replace(month=1, day=1)
    net = rows.c.debit - rows.c.credit
    sums = (
        select(
            rows.c.account_id,
            func.sum(case((rows.c.day < new_year, net), else_=0)).label("earlier"),
            func.sum(case((rows.c.day < stretch.begin, net), else_=0)).label("before"),
            func.sum(case((rows.c.day >= stretch.begin, rows.c.debit), else_=0)).label("debit"),
            func.sum(case((rows.c.day >= stretch.begin, rows.c.credit), else_=0)).label("credit"),
        )
        .group_by(rows.c.account_id)
        .subquery()
    )
    carried = case((Account.kind == "P", sums.c.earlier), else_=0)
    found = db.session.execute(
        select(
            Account.number,
            Account.name,
            Account.kind,
            Account.side,
            type_coerce(sums.c.before - carried, MoneyColumn),
            sums.c.debit,
            sums.c.credit,
            type_coerce(carried, MoneyColumn),
        )
        .outerjoin(sums, Account.id == sums.c.account_id)
        .where(sums.c.account_id.is_not(None) | (Account.number == RESULT_OF_YEAR))
        .order_by(Account.number)
    ).all()
    result = sum((row[-1] for row in found if row[-1]), Money.zero())
    return [line for row in found if (line := _line(row, result)) is not None]


def _line(row: Any, result: Money) -> Balance | None:
    """A row as it is, but on the result account stand the results of the years before as well."""
    number, name, kind, side, before, debit, credit, _ = row
    if number != RESULT_OF_YEAR:
        return Balance(number, name, kind, side, before, debit, credit)
    if before is None and not result:
        return None
    nothing = Money.zero()
    return Balance(number, name, kind, side, (before or nothing) + result, debit or nothing, credit or nothing)
