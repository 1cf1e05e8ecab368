"""What came late: entries of a period that change what an earlier, filed return should have said.

A purchase whose paper is of an earlier period, what undoes a transaction of one, and a claim that counted as
unpaid in one mean that return was wrong: a supplement puts it right, or the next return where that is allowed.
A credit note is no mistake: the law has it in the return of the day it was given (Wet OB art. 29 lid 1 and 4),
so it is only shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from coop.period import DateRange
from coop.rules.vat_return import certain_on
from invoicing.bad_debt import SOURCE, BadDebt
from invoicing.invoice import Invoice
from invoicing.purchase import Purchase
from invoicing.vat_return.filed import Kind as ReturnKind
from invoicing.vat_return.filed import VatReturn, VatSupplementLine, returns
from invoicing.vat_return.place import ACCOUNTS


class Reason(StrEnum):
    """Why it is late."""

    PURCHASE = "purchase"
    UNDONE = "undone"
    CREDIT = "credit"
    UNPAID = "unpaid"


@dataclass(frozen=True, slots=True)
class Late:
    """A transaction that regards an earlier period; `due` is the VAT it adds to what we owe."""

    transaction_id: int
    source: str
    description: str
    day: date
    regards: str
    reason: Reason
    due: Money

    @property
    def is_mistake(self) -> bool:
        """Whether it makes the earlier return wrong."""
        return self.reason != Reason.CREDIT


def late_changes(stretch: DateRange) -> list[Late]:
    """Everything in these days that regards a return filed before, by that return and the day."""
    filed = [one for one in returns() if one.kind == ReturnKind.RETURN and one.end <= stretch.begin]
    if not filed:
        return []
    regarded = {source: (day, reason) for source, day, reason in _regarded(stretch)}
    found = []
    for id_, source, text, day, cents in db.session.execute(_vat_of(list(regarded), stretch)):
        about, reason = regarded[source]
        code = next((one.code for one in filed if one.begin <= about < one.end), None)
        if code is not None and cents:
            found.append(Late(id_, source, text, day, code, reason, -cents))
    return sorted(found, key=lambda row: (row.regards, row.day, row.transaction_id))


def mistakes(rows: Sequence[Late]) -> dict[str, Money]:
    """The VAT by which each earlier return was wrong, by its code."""
    sums: dict[str, Money] = {}
    for row in rows:
        if row.is_mistake:
            sums[row.regards] = sums.get(row.regards, Money.zero()) + row.due
    return sums


def _regarded(stretch: DateRange) -> Iterator[tuple[str, date, Reason]]:
    """By the source of a transaction in these days: the day before them that it is about."""
    bought = select(Purchase.id, Purchase.day).where(Purchase.day < stretch.begin, Purchase.reversed_on.is_(None))
    entered = bought.join(VatReturn, (VatReturn.begin <= Purchase.day) & (Purchase.day < VatReturn.end))
    for id_, day in db.session.execute(entered.where(Purchase.entered_at >= VatReturn.filed_at).distinct()):
        yield f"purchase:{id_}", day, Reason.PURCHASE
    wrong = aliased(Transaction)
    undone = select(Transaction.source, wrong.date).join(wrong, wrong.id == Transaction.reversal_of)
    for source, day in db.session.execute(
        undone.where(*_in(Transaction.date, stretch), wrong.date < stretch.begin)
    ):
        yield source, day, Reason.UNDONE
    original = aliased(Invoice)
    notes = select(Invoice.number, original.issued_on).join(original, original.number == Invoice.original_number)
    for number, day in db.session.execute(
        notes.where(*_in(Invoice.issued_on, stretch), original.issued_on < stretch.begin)
    ):
        yield f"invoice:{number}", day, Reason.CREDIT
    yield from _unpaid(stretch)


def _unpaid(stretch: DateRange) -> Iterator[tuple[str, date, Reason]]:
    lost = select(BadDebt.invoice_number, Invoice.due_on).join(BadDebt.invoice)
    for number, due in db.session.execute(lost.where(*_in(BadDebt.confirmed_on, stretch))):
        yield f"{SOURCE}:{number}:1", certain_on(due), Reason.UNPAID


def _vat_of(sources: list[str], stretch: DateRange) -> Select[Any]:
    head: tuple[Any, ...] = (Transaction.id, Transaction.source, Transaction.description, Transaction.date)
    return (
        select(*head, func.sum(Entry.cents))
        .join(Entry, Entry.transaction_id == Transaction.id)
        .join(Account, Account.id == Entry.account_id)
        .where(
            Transaction.source.in_(sources),
            *_in(Transaction.date, stretch),
            Account.number.in_(ACCOUNTS),
            Transaction.id.not_in(select(VatSupplementLine.transaction_id)),
        )
        .group_by(Transaction.id)
    )


def _in(day: Any, stretch: DateRange) -> tuple[Any, ...]:
    return (day >= stretch.begin, day < stretch.end)
