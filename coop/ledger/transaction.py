"""A transaction and its entries: sealed when written, from then on only read.

The database refuses a transaction that does not balance, and every change after it (migration 0002).
"""

from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.ledger.journal import Journal
from coop.money import Money


class NoSuchTransaction(NotFound):
    """Only what was posted can be looked at or reversed."""


class Transaction(Model):
    """One fact in the books; its key is its number followed by the digit of its journal."""

    __tablename__ = "ledger_transaction"
    __table_args__ = (
        UniqueConstraint("journal_id", "number"),
        CheckConstraint("id = number * 10 + journal_id", name="id"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("length(hash) = 64", name="hash"),
        Index("ix_ledger_transaction_date", "date", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    journal_id: Mapped[int] = mapped_column(ForeignKey("ledger_journal.id"))
    number: Mapped[int]
    date: Mapped[date]
    source: Mapped[str] = mapped_column(String(120), unique=True)
    """The one fact this stands for, as text such as `invoice:2026-0042`: an upward link is data, not an import."""
    description: Mapped[str] = mapped_column(String(200))
    reversal_of: Mapped[int | None] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)
    entry_count: Mapped[int]
    posted_at: Mapped[datetime]
    hash: Mapped[str] = mapped_column(String(64))

    journal: Mapped[Journal] = relationship(lazy="joined", innerjoin=True, viewonly=True)
    entries: Mapped[list["Entry"]] = relationship(
        order_by="Entry.position", back_populates="transaction", viewonly=True
    )

    @property
    def label(self) -> str:
        """Journal and number, as VK-42."""
        return f"{self.journal.code}-{self.number}"

    @property
    def total(self) -> Money:
        """What moved: the sum of the debit side."""
        return sum((entry.cents for entry in self.entries if entry.cents.cents > 0), Money.zero())


class Entry(Model):
    """One line of a transaction: debit above zero, credit below, dated so that reports need no join."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("transaction_id", "position"),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint("cents <> 0", name="cents"),
        Index("ix_ledger_entry_account_id_date_cents", "account_id", "date", "cents"),
    )

    id: Mapped[int] = pk()
    # Deferred: entries are written first, the row of their transaction seals them.
    transaction_id: Mapped[int] = mapped_column(
        ForeignKey("ledger_transaction.id", deferrable=True, initially="DEFERRED")
    )
    position: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"))
    date: Mapped[date]
    cents: Mapped[Money]
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))
    party: Mapped[str | None] = mapped_column(String(40))
    vat: Mapped[str | None] = mapped_column(String(20))

    transaction: Mapped[Transaction] = relationship(back_populates="entries", viewonly=True)
    account: Mapped[Account] = relationship(viewonly=True)
    cost_object: Mapped[CostObject | None] = relationship(viewonly=True)


def transaction(id_: int) -> Transaction:
    """The transaction with this key and its entries; raises NoSuchTransaction."""
    lines = selectinload(Transaction.entries)
    found = db.session.get(
        Transaction, id_, options=[lines.joinedload(Entry.account), lines.joinedload(Entry.cost_object)]
    )
    if found is None:
        raise NoSuchTransaction(gettext("Deze boeking bestaat niet."))
    return found
