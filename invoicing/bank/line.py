"""A line of a bank statement: money that came in or went out, as the bank told it."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.money import Money


class BankLine(Model):
    """Money that moved; it never changes, and the same one is there once however many files tell it."""

    __tablename__ = "bank_line"
    __table_args__ = (UniqueConstraint("account_id", "key", "occurrence"),)

    id: Mapped[int] = pk()
    account_id: Mapped[int] = mapped_column(ForeignKey("bank_account.id"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statement.id"), index=True)
    """The statement that told it first."""
    key: Mapped[str] = mapped_column(String(32))
    occurrence: Mapped[int]
    """Which of several that are equal in everything."""
    booked_on: Mapped[date] = mapped_column(index=True)
    value_on: Mapped[date | None]
    amount: Mapped[Money]
    """Below zero when it went out."""
    iban: Mapped[str] = mapped_column(String(34))
    """Of the other side."""
    name: Mapped[str] = mapped_column(String(140))
    """Of the other side."""
    description: Mapped[str] = mapped_column(String(1000))
    end_to_end: Mapped[str] = mapped_column(String(70))
    mandate: Mapped[str] = mapped_column(String(70))
    reference: Mapped[str] = mapped_column(String(70))
    """The payment reference (betalingskenmerk) the payer gave."""
    bank_reference: Mapped[str] = mapped_column(String(70))
    """The bank's own."""


def find(line_id: int, *, lock: bool = False) -> BankLine:
    """The line with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(BankLine, line_id, with_for_update=lock)
    if found is None:
        raise NotFound(gettext("Deze bankregel is er niet."))
    return found
