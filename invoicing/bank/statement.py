"""A statement of the bank: its period, and what was on the account before and after."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, pk
from coop.money import Money
from invoicing.bank.account import BankAccount


class BankStatement(Model):
    """A statement as it was read; the same one twice is one row."""

    __tablename__ = "bank_statement"
    __table_args__ = (
        UniqueConstraint("account_id", "key"),
        CheckConstraint("form IN ('camt', 'mt940')", name="form"),
    )

    id: Mapped[int] = pk()
    account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.id"))
    key: Mapped[str] = mapped_column(String(32))
    """What makes it this statement: its number, its period and its two balances."""
    form: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(60))
    begins: Mapped[date | None]
    ends: Mapped[date | None]
    """The last day that is in it, as the bank writes it."""
    opening: Mapped[Money | None]
    closing: Mapped[Money | None]
    moved: Mapped[Money | None]
    """The sum of what was read of it, also of lines that another statement told first."""
    file_sha: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime]
    imported_by: Mapped[str] = mapped_column(String(60))

    account: Mapped[BankAccount] = relationship()

    __audited__ = ("number",)

    @property
    def missing(self) -> Money | None:
        """What the lines are short of the closing balance; None when a balance is not known."""
        if self.opening is None or self.closing is None or self.moved is None:
            return None
        return self.closing - self.opening - self.moved
