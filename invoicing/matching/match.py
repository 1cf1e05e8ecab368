"""A match: what a line of the bank was booked as, in parts that together are the line."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db
from coop.money import Money
from invoicing.bank.awaited import Awaited
from invoicing.bank.line import BankLine
from invoicing.grants.grant import GrantReceipt
from invoicing.payment import Payment
from invoicing.purchase_payment import PurchasePayment


class Kind(StrEnum):
    """What a part of a match rests on."""

    PAYMENT = "payment"
    """A payment of an invoice that was booked with it, or money that was paid back."""
    PURCHASE = "purchase"
    GRANT = "grant"
    BOOKED = "booked"
    """Money on the bank that was booked by hand before."""
    AWAITED = "awaited"
    RETURNED = "returned"
    ACCOUNT = "account"
    ASIDE = "aside"


_ONCE = (
    ("payment_id", ()),
    ("purchase_payment_id", ()),
    ("grant_receipt_id", ()),
    ("source", ()),
    ("awaited_id", ("kind",)),
)
"""What a part rests on explains one line; money that came back does so beside the line in which it went."""


class BankMatch(Model):
    """What a line was booked as. One of a line stands at most; its parts are written first and it seals them.

    The database refuses a match whose parts are not the whole line, and any later change but its undoing.
    """

    __tablename__ = "bank_match"
    __table_args__ = (
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone"),
        Index(
            "uq_bank_match_line",
            "line_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    line_id: Mapped[int] = mapped_column(ForeignKey("bank_line.id"), primary_key=True, autoincrement=False)
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1 on: a line that was booked wrong is booked again."""
    how: Mapped[str] = mapped_column(String(10))
    by_itself: Mapped[bool]
    """Whether nobody was asked."""
    reason: Mapped[str] = mapped_column(String(300))
    """The sentence that spoke for it, in Dutch."""
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    """Whose money it was, when it was one party's: so an account number is known the next time."""
    matched_at: Mapped[datetime]
    matched_by: Mapped[str] = mapped_column(String(60))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(60))

    line: Mapped[BankLine] = relationship()
    parts: Mapped[list["MatchPart"]] = relationship(order_by="MatchPart.position", viewonly=True)

    @property
    def source(self) -> str:
        """The name under which the ledger knows what it booked itself."""
        return source_of(self.line_id, self.attempt)


class MatchPart(Model):
    """A part of a match, in the bank's sign; what it rests on explains no other line."""

    __tablename__ = "bank_match_part"
    __table_args__ = (
        ForeignKeyConstraint(
            ["line_id", "attempt"],
            ["bank_match.line_id", "bank_match.attempt"],
            deferrable=True,
            initially="DEFERRED",
            name="fk_bank_match_part_match",
        ),
        CheckConstraint(
            "CASE kind WHEN 'payment' THEN payment_id IS NOT NULL "
            "WHEN 'purchase' THEN purchase_payment_id IS NOT NULL "
            "WHEN 'grant' THEN grant_receipt_id IS NOT NULL "
            "WHEN 'booked' THEN source IS NOT NULL "
            "WHEN 'awaited' THEN awaited_id IS NOT NULL WHEN 'returned' THEN awaited_id IS NOT NULL "
            "WHEN 'account' THEN account IS NOT NULL WHEN 'aside' THEN account IS NULL ELSE false END",
            name="rests_on",
        ),
        *(
            Index(
                f"uq_bank_match_part_{column}",
                column,
                *more,
                unique=True,
                sqlite_where=text("stands"),
                postgresql_where=text("stands"),
            )
            for column, more in _ONCE
        ),
    )

    line_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    amount: Mapped[Money]
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"))
    purchase_payment_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_payment.id"))
    grant_receipt_id: Mapped[int | None] = mapped_column(ForeignKey("grant_receipt.id"))
    source: Mapped[str | None] = mapped_column(String(80))
    """Of the ledger's transaction that was booked by hand before the bank told of it."""
    awaited_id: Mapped[int | None] = mapped_column(ForeignKey("awaited.id"))
    account: Mapped[str | None] = mapped_column(ForeignKey("ledger_account.number"))
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))
    stands: Mapped[bool] = mapped_column(default=True)

    payment: Mapped[Payment | None] = relationship()
    purchase_payment: Mapped[PurchasePayment | None] = relationship()
    grant_receipt: Mapped[GrantReceipt | None] = relationship()
    awaited: Mapped[Awaited | None] = relationship()


def source_of(line_id: int, attempt: int) -> str:
    """The name under which the ledger knows what a match booked itself."""
    return f"bank_line:{line_id}:{attempt}"


def standing(line_id: int, *, lock: bool = False) -> BankMatch | None:
    """What a line stands booked as, None while it is not; with `lock` it is held until the commit."""
    query = select(BankMatch).where(BankMatch.line_id == line_id, BankMatch.undone_at.is_(None))
    return db.session.scalar(query.with_for_update() if lock else query)


def matches_of(line_id: int) -> Sequence[BankMatch]:
    """What a line was booked as, the latest first, with what was undone."""
    query = select(BankMatch).where(BankMatch.line_id == line_id).order_by(BankMatch.attempt.desc())
    return db.session.scalars(query).all()


def attempts(line_ids: Sequence[int]) -> dict[int, int]:
    """How often each of these lines was booked before; a line that never was is not in it."""
    query = select(BankMatch.line_id, func.max(BankMatch.attempt)).where(BankMatch.line_id.in_(line_ids))
    return {line: attempt for line, attempt in db.session.execute(query.group_by(BankMatch.line_id))}  # noqa: C416
