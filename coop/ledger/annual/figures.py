"""The figures of a year and of the year before, per account, in one statement over the kept totals."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.chart import RESULT_OF_YEAR
from coop.ledger.kept import BEGINNING, moved
from coop.money import Money
from coop.period import DateRange, year


@dataclass(frozen=True, slots=True)
class Figure:
    """An account with its amounts of a year and of the year before, debit above zero.

    Of the balance sheet what stood at the end, of profit and loss what moved in the year.
    """

    number: str
    name: str
    kind: str
    side: str
    rgs: str
    amounts: tuple[Money, Money]


def figures(number: int) -> list[Figure]:
    """Every account that a year or the one before has an amount on, by number.

    The results of earlier years stand on the result account, as in the trial balance.
    """
    this, last = year(number), year(number - 1)
    rows = moved(DateRange(BEGINNING, this.end))
    net = rows.c.debit - rows.c.credit
    sums = (
        select(
            rows.c.account_id,
            func.sum(case((rows.c.day < last.begin, net), else_=0)).label("before"),
            func.sum(case(((rows.c.day >= last.begin) & (rows.c.day < this.begin), net), else_=0)).label("last"),
            func.sum(case((rows.c.day >= this.begin, net), else_=0)).label("this"),
        )
        .group_by(rows.c.account_id)
        .subquery()
    )
    found = db.session.execute(
        select(
            Account.number,
            Account.name,
            Account.kind,
            Account.side,
            Account.rgs,
            func.coalesce(sums.c.before, 0),
            func.coalesce(sums.c.last, 0),
            func.coalesce(sums.c.this, 0),
        )
        .outerjoin(sums, Account.id == sums.c.account_id)
        .where(sums.c.account_id.is_not(None) | (Account.number == RESULT_OF_YEAR))
        .order_by(Account.number)
    ).all()
    made = []
    earlier = sum(int(row[5]) for row in found if row.kind == "P")
    of_last = sum(int(row[6]) for row in found if row.kind == "P")
    for number_, name, kind, side, rgs, before, last_year, this_year in found:
        cents = (int(this_year), int(last_year))
        if kind == "B":
            cents = (int(before + last_year + this_year), int(before + last_year))
        if number_ == RESULT_OF_YEAR:
            cents = (cents[0] + earlier + of_last, cents[1] + earlier)
        if any(cents):
            made.append(Figure(number_, name, kind, side, rgs, (Money(cents[0]), Money(cents[1]))))
    return made
