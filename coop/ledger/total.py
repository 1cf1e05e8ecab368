"""Kept totals: what moved on an account, for a cost object, in a month, kept by the seal."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model
from coop.money import Money


class Total(Model):
    """The debit and credit of one account, cost object (0 for none) and month; only the database writes it."""

    __tablename__ = "ledger_total"
    __table_args__ = (
        CheckConstraint("debit >= 0 AND credit >= 0", name="sides"),
        Index("ix_ledger_total_month", "month", "account_id"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"), primary_key=True, autoincrement=False)
    cost_object_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    month: Mapped[date] = mapped_column(primary_key=True)
    debit: Mapped[Money]
    credit: Mapped[Money]
