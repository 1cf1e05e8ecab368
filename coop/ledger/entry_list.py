"""Lists of entries and transactions: newest first, by the page, with only the columns that are shown."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import case, func, or_, select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.ledger.journal import Journal
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from coop.period import DateRange

PAGE = 50
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as the card of its account shows it."""

    id: int
    transaction_id: int
    label: str
    day: date
    description: str
    source: str
    cost_object: str | None
    amount: Money


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """A transaction as its journal shows it."""

    id: int
    number: int
    day: date
    description: str
    source: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of a page, and where the older ones begin, None when there are none."""

    rows: list[Row]
    older: str | None


def entries_of(account: Account, stretch: DateRange, below: str | None = None) -> Page[EntryRow]:
    """The entries on an account within a stretch; below is the mark that the page before ended with."""
    query = (
        select(
            Entry.id,
            Entry.transaction_id,
            Journal.code,
            Transaction.number,
            Entry.date,
            Transaction.description,
            Transaction.source,
            CostObject.name,
            Entry.cents,
        )
        .join(Transaction, Transaction.id == Entry.transaction_id)
        .join(Journal, Journal.id == Transaction.journal_id)
        .outerjoin(CostObject, CostObject.id == Entry.cost_object_id)
        .where(Entry.account_id == account.id, Entry.date >= stretch.begin)
        .order_by(Entry.date.desc(), Entry.id.desc())
        .limit(PAGE + 1)
    )
    if stretch.end is not None:
        query = query.where(Entry.date < stretch.end)
    mark = _mark(below)
    if mark is not None:
        day, id_ = mark
        query = query.where(Entry.date <= day, or_(Entry.date < day, Entry.id < id_))
    rows = [
        EntryRow(id_, transaction_id, f"{code}-{number}", day, description, source, cost_object, cents)
        for id_, transaction_id, code, number, day, description, source, cost_object, cents in db.session.execute(
            query
        )
    ]
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows[:PAGE], f"{last.day.isoformat()}.{last.id}" if last else None)


def transactions_of(journal: Journal, below: int | None = None) -> Page[TransactionRow]:
    """The transactions of a journal, the newest number first."""
    debit: Any = func.sum(case((Entry.cents > 0, Entry.cents), else_=0))
    chosen = select(Transaction.id).where(Transaction.journal_id == journal.id)
    if below is not None:
        chosen = chosen.where(Transaction.number < below)
    chosen = chosen.order_by(Transaction.number.desc()).limit(PAGE + 1)
    rows = [
        TransactionRow(*row)
        for row in db.session.execute(
            select(
                Transaction.id,
                Transaction.number,
                Transaction.date,
                Transaction.description,
                Transaction.source,
                debit,
            )
            .join(Entry, Entry.transaction_id == Transaction.id)
            .where(Transaction.id.in_(chosen.subquery().select()))
            .group_by(Transaction.id)
            .order_by(Transaction.number.desc())
        )
    ]
    return Page(rows[:PAGE], str(rows[PAGE - 1].number) if len(rows) > PAGE else None)


def _mark(text: str | None) -> tuple[date, int] | None:
    day, _, id_ = (text or "").partition(".")
    try:
        return date.fromisoformat(day), int(id_)
    except ValueError:
        return None
