"""The budget book from the database, in as many statements however long the budget is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import BigInteger, cast, func, select, type_coerce

from coop import clock
from coop.database import db
from coop.ledger.account import Account
from coop.ledger.total import Total
from coop.money import Money
from coop.period import year as the_year
from invoicing.budget import line, volume
from invoicing.budget.line import Place
from invoicing.budget.planning import plans
from invoicing.budget.sheet import YEAR, SheetRow, rows_of
from invoicing.budget.version import by_number
from invoicing.liquidity.liquidity import liquidity
from invoicing.liquidity.weeks import MOST
from invoicing.reports.book import Book, Found, made
from invoicing.reports.months_ahead import MonthAhead, months_ahead


def book(year: int, number: int) -> Book:
    """The book of one version; raises NotFound."""
    version = by_number(year, number)
    before = by_number(year, number - 1) if number > 1 else None
    now, last_year = line.by_month(version.id), _booked(year - 1)
    was = line.by_month(before.id) if before else {}
    names = {row.place: row for row in rows_of(dict.fromkeys((*now, *was, *last_year), YEAR))}
    found = Found(
        _named(now, names),
        _named(was, names),
        _named(last_year, names),
        volume.volumes_of(version.id),
        plans(version),
    )
    return made(version, before, clock.today(), found, _ahead(year))


def _named(places: Mapping[Place, Sequence[Money]], names: Mapping[Place, SheetRow]) -> list[SheetRow]:
    rows = [replace(names[place], months=tuple(months)) for place, months in places.items()]
    return sorted(rows, key=lambda row: (row.number, row.cost_object_id != 0, row.cost_object))


def _booked(year: int) -> dict[Place, list[Money]]:
    """What was booked, also on accounts that are out of use by now; all of the year in its first month."""
    stretch, nothing = the_year(year), Money.zero()
    moved = cast(func.sum(type_coerce(Total.debit - Total.credit, BigInteger)), BigInteger).label("moved")
    rows = db.session.execute(
        select(Total.account_id, Total.cost_object_id, Account.side, moved)
        .join(Account, Account.id == Total.account_id)
        .where(Account.kind == "P", Total.month >= stretch.begin, Total.month < stretch.end)
        .group_by(Total.account_id, Total.cost_object_id, Account.side)
    )
    return {
        (row.account_id, row.cost_object_id): [
            Money(row.moved if row.side == "D" else -row.moved),
            *[nothing] * 11,
        ]
        for row in rows
        if row.moved
    }


def _ahead(year: int) -> list[MonthAhead]:
    """The months that we can look ahead to; none of another year than this one and the next."""
    today = clock.today()
    if not today.year <= year <= today.year + 1:
        return []
    return months_ahead(liquidity(today, MOST).weeks, year)
