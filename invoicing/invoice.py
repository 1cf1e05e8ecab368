"""An issued invoice or credit note: a snapshot that never changes, also not by hand in the database.

The number is the key: `2026-0042` is the name of the row, the page, the file and the ledger's source.
A credit note is a row of the same kind with negative amounts that names its original, so that sums are sums.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.money import Money
from coop.rules import kor
from members.party import Party


class Kind(StrEnum):
    """What the paper is."""

    INVOICE = "invoice"
    CREDIT = "credit"


class Invoice(Model):
    """An invoice as it was issued, with everything the law wants on it (Wet OB 1968 art. 35a).

    Its lines and taxes are written before it and sealed by it: the database refuses an invoice that does not
    add up, and any later change but the arrival of its PDF and its UBL.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        CheckConstraint("kind IN ('invoice', 'credit')", name="kind"),
        CheckConstraint("net + vat + rounding = payable", name="adds_up"),
        CheckConstraint("kind <> 'invoice' OR (payable >= 0 AND original_number IS NULL)", name="invoice"),
        CheckConstraint("kind <> 'credit' OR (payable <= 0 AND original_number IS NOT NULL)", name="credit"),
        CheckConstraint("due_on >= issued_on", name="due"),
        Index("ix_invoice_issued_on", "issued_on", "number"),
    )

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), default=Kind.INVOICE)
    original_number: Mapped[str | None] = mapped_column(ForeignKey("invoice.number"), index=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("billing_run.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    issued_on: Mapped[date]
    due_on: Mapped[date]
    includes_vat: Mapped[bool]
    reference: Mapped[str] = mapped_column(String(60), default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    customer: Mapped[dict[str, Any]] = mapped_column(JSON)
    seller: Mapped[dict[str, Any]] = mapped_column(JSON)
    net: Mapped[Money]
    vat: Mapped[Money]
    rounding: Mapped[Money]
    payable: Mapped[Money]
    pdf_sha: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    ubl_sha: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))

    party: Mapped[Party] = relationship()
    original: Mapped["Invoice | None"] = relationship(remote_side=[number], back_populates="credit_notes")
    credit_notes: Mapped[list["Invoice"]] = relationship(back_populates="original", order_by="Invoice.number")
    lines: Mapped[list["InvoiceLine"]] = relationship(
        order_by="InvoiceLine.position", back_populates="invoice", viewonly=True
    )
    taxes: Mapped[list["InvoiceTax"]] = relationship(
        order_by="(InvoiceTax.category, InvoiceTax.basis_points)", viewonly=True
    )

    @property
    def is_credit(self) -> bool:
        """Whether it takes back what another invoice asked."""
        return self.kind == Kind.CREDIT

    @property
    def is_without_vat(self) -> bool:
        """Whether it may not speak of VAT, for the small businesses' scheme (Wet OB art. 25a lid 4)."""
        exempt = kor.scheme().reason
        return any(tax.reason == exempt for tax in self.taxes) and not any(
            tax.category == "S" for tax in self.taxes
        )

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"invoice:{self.number}"


class InvoiceLine(Model):
    """A line as it was issued: `amount` includes VAT or not as the invoice says, `net` never does."""

    __tablename__ = "invoice_line"
    __table_args__ = (
        UniqueConstraint("invoice_number", "position"),
        CheckConstraint("quantity <> 0", name="quantity"),
        Index("ix_invoice_line_source", "source"),
    )

    id: Mapped[int] = pk()
    invoice_number: Mapped[str] = mapped_column(
        ForeignKey("invoice.number", deferrable=True, initially="DEFERRED")
    )
    position: Mapped[int]
    source: Mapped[str] = mapped_column(String(60), default="")
    credited_line_id: Mapped[int | None] = mapped_column(ForeignKey("invoice_line.id"), index=True)
    day: Mapped[date | None]
    text: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(String(3), default="C62")
    unit_price: Mapped[Money]
    amount: Mapped[Money]
    net: Mapped[Money]
    category: Mapped[str] = mapped_column(String(2))
    basis_points: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200), default="")
    vat_rule: Mapped[str] = mapped_column(String(40), default="")
    """The rule of the book that led to this, and below what the customer answered to its question."""
    vat_answer: Mapped[bool | None]
    account: Mapped[str] = mapped_column(String(10))
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))

    invoice: Mapped[Invoice] = relationship(back_populates="lines", viewonly=True)

    @property
    def job_id(self) -> int | None:
        """The job behind the line, if it is one."""
        kind, _, key = self.source.partition(":")
        return int(key) if kind == "job" else None


class InvoiceTax(Model):
    """One VAT rate of an invoice: computed over `net`, half up."""

    __tablename__ = "invoice_tax"
    __table_args__ = (UniqueConstraint("invoice_number", "category", "basis_points", "reason"),)

    id: Mapped[int] = pk()
    invoice_number: Mapped[str] = mapped_column(
        ForeignKey("invoice.number", deferrable=True, initially="DEFERRED")
    )
    category: Mapped[str] = mapped_column(String(2))
    basis_points: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200), default="")
    net: Mapped[Money]
    vat: Mapped[Money]


class Billed(Model):
    """What has been invoiced, by its source (`job:12`, `due:7`, `part:3`): the key makes twice impossible.

    A credit note that sets the work back to be invoiced again takes the row away.
    """

    __tablename__ = "billed"

    source: Mapped[str] = mapped_column(String(60), primary_key=True)
    invoice_number: Mapped[str] = mapped_column(
        ForeignKey("invoice.number", deferrable=True, initially="DEFERRED"), index=True
    )


def by_number(number: str, *, lock: bool = False) -> Invoice:
    """The invoice with this number; raises NotFound. With `lock` it is held until the commit."""
    query = select(Invoice).where(Invoice.number == number)
    if lock:
        query = query.with_for_update(of=Invoice).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(gettext("Deze factuur is er niet."))
    return found
