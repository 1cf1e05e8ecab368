"""Customers and suppliers of a year: who stands on its entries, and what was open with each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, case, cast, func, select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.transaction import Entry
from coop.period import DateRange
from invoicing.xaf.names import Names
from members.party import Party

PREFIX = "party:"
"""How an entry names somebody (`party:12`): the audit file calls that one `12`."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody we owe or who owes us, with what was open at the begin and at the end, debit above zero."""

    id: str
    name: str
    kvk: str
    vat_id: str
    kind: str
    """C (customer), S (supplier) or B (both)."""
    opening: int
    closing: int


def relations(year: DateRange) -> Iterator[Relation]:
    """Everybody who stands on an entry up to the end of the year, in one statement."""
    before = case((Entry.date < year.begin, Entry.cents), else_=0)
    sums = (
        select(
            Entry.party,
            func.sum(before).label("opening"),
            func.sum(Entry.cents).label("closing"),
            func.max(case((Account.side == "D", 1), else_=0)).label("buys"),
            func.max(case((Account.side == "C", 1), else_=0)).label("sells"),
        )
        .join(Account, Account.id == Entry.account_id)
        .where(Entry.party.startswith(PREFIX), Entry.date < (year.end or date.max))
        .group_by(Entry.party)
        .subquery()
    )
    id_ = cast(func.substr(sums.c.party, len(PREFIX) + 1), Integer)
    rows = db.session.execute(
        select(id_.label("id"), Party.name, Party.kvk, Party.vat_id, sums)
        .select_from(sums)
        .outerjoin(Party, Party.id == id_)
        .order_by(id_)
        .execution_options(yield_per=1000)
    )
    for row in rows:
        kind = "B" if row.buys and row.sells else "C" if row.buys else "S"
        who = (row.name or "", row.kvk or "", row.vat_id or "")
        yield Relation(str(row.id), *who, kind, row.opening.cents, row.closing.cents)


def names() -> Names:
    """The names of everybody we know."""
    rows = db.session.execute(select(Party.kind, Party.name)).all()
    return Names(
        (name for kind, name in rows if kind == "person"), (name for kind, name in rows if kind != "person")
    )
