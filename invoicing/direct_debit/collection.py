"""Collections (incasso's): what we ask the bank in one go to take off the accounts of customers.

What is asked is booked when the collection is made, and not on the day it is taken: from Debiteuren to the
clearing account of what we offered (13025). So the file, its items and that account say the same at all times,
nobody who is about to be debited gets a reminder, and there is no later step that can be missed. What the bank
then does closes the clearing account; what comes back, or is withdrawn before its day, opens the invoice again.
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext, lazy_gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, func, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from coop import clock
from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.money import Money
from invoicing.direct_debit.mandate import Mandate
from invoicing.invoice import Invoice
from invoicing.payment import Payment

SERIES = "collection"


class Sequence(StrEnum):
    """Where a debit stands in the life of its mandate (ISO 20022 SequenceType3Code)."""

    FIRST = "FRST"
    RECURRENT = "RCUR"
    ONE_OFF = "OOFF"


SEQUENCE_NAMES = {
    Sequence.FIRST: lazy_gettext("eerste keer"),
    Sequence.RECURRENT: lazy_gettext("vervolg"),
    Sequence.ONE_OFF: lazy_gettext("eenmalig"),
}


class Collection(Model):
    """One collection, with the file for the bank as it was made last."""

    __tablename__ = "collection"
    __table_args__ = (
        CheckConstraint("version IN ('02', '08')", name="version"),
        CheckConstraint("sent_on IS NULL OR withdrawn_on IS NULL", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_on: Mapped[date]
    """When the bank takes it."""
    version: Mapped[str] = mapped_column(String(2))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    sent_on: Mapped[date | None]
    """When somebody said that the bank has it."""
    withdrawn_on: Mapped[date | None]
    file_sha: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    """None only when nothing is left in it."""

    items: Mapped[list["CollectionItem"]] = relationship(order_by="CollectionItem.id", back_populates="collection")

    @property
    def message_id(self) -> str:
        """Its name for the bank, which takes none twice."""
        return f"INC-{self.id:05d}"

    @property
    def source(self) -> str:
        """Its name in the audit trail."""
        return f"collection:{self.id}"

    @property
    def standing(self) -> list["CollectionItem"]:
        """What is asked of the bank."""
        return [item for item in self.items if item.withdrawn_on is None]

    @property
    def total(self) -> Money:
        """What is asked of the bank together."""
        return sum((item.amount for item in self.standing), Money.zero())

    def is_ahead(self, on: date) -> bool:
        """Whether its day is still to come."""
        return on < self.due_on

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether the whole of it may still be withdrawn: nobody said that the bank has it."""
        return self.withdrawn_on is None and self.sent_on is None


class CollectionItem(Model):
    """One invoice in a collection; at most one of an invoice stands."""

    __tablename__ = "collection_item"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("sequence IN ('FRST', 'RCUR', 'OOFF')", name="sequence"),
        CheckConstraint("withdrawn_on IS NULL OR returned_on IS NULL", name="state"),
        CheckConstraint("(returned_on IS NULL) = (return_line_id IS NULL)", name="returned"),
        Index(
            "uq_collection_item_standing",
            "invoice_number",
            unique=True,
            sqlite_where=text("withdrawn_on IS NULL AND returned_on IS NULL"),
            postgresql_where=text("withdrawn_on IS NULL AND returned_on IS NULL"),
        ),
    )

    id: Mapped[int] = pk()
    collection_id: Mapped[int] = mapped_column(ForeignKey("collection.id"), index=True)
    invoice_number: Mapped[str] = mapped_column(ForeignKey("invoice.number"), index=True)
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), index=True)
    sequence: Mapped[str] = mapped_column(String(4))
    batch: Mapped[str] = mapped_column(String(35))
    """The part of the file it is in, which a bank may show as one line."""
    amount: Mapped[Money]
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"), unique=True)
    """As which it was booked."""
    withdrawn_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    return_code: Mapped[str] = mapped_column(String(4), default="")
    """Why the bank gave it back or refused it (ISO 20022 ExternalReturnReason1Code); empty when it did not say."""
    return_line_id: Mapped[int | None] = mapped_column(ForeignKey("bank_line.id"))
    """The line of the bank that told it."""

    collection: Mapped[Collection] = relationship(back_populates="items")
    invoice: Mapped[Invoice] = relationship()
    mandate: Mapped[Mandate] = relationship()
    payment: Mapped[Payment] = relationship()

    @property
    def end_to_end(self) -> str:
        """Its name for the bank and for the payer's bank, which comes back with it."""
        return f"{self.collection.message_id}-{self.invoice_number}"

    @property
    def source(self) -> str:
        """What the bank's money is waited for under."""
        return f"collected:{self.id}"

    @property
    def stands(self) -> bool:
        """Whether it was neither withdrawn nor given back."""
        return self.withdrawn_on is None and self.returned_on is None

    @property
    def came_back(self) -> bool:
        """Whether the bank gave it back, or refused it."""
        return self.returned_on is not None or bool(self.return_code)


def find(collection_id: int, *, lock: bool = False) -> Collection:
    """The collection with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(Collection, collection_id, with_for_update=lock, populate_existing=lock)
    if found is None:
        raise NotFound(gettext("Deze incasso is er niet."))
    return found


def find_item(item_id: int) -> CollectionItem:
    """The item with this number; raises NotFound."""
    found = db.session.get(CollectionItem, item_id)
    if found is None:
        raise NotFound(gettext("Deze incasso is er niet."))
    return found


def under_way(invoice_number: str) -> CollectionItem | None:
    """What is about to be taken for an invoice, from today on."""
    query = (
        select(CollectionItem)
        .join(Collection, Collection.id == CollectionItem.collection_id)
        .where(
            CollectionItem.invoice_number == invoice_number,
            CollectionItem.withdrawn_on.is_(None),
            CollectionItem.returned_on.is_(None),
            Collection.due_on >= clock.today(),
        )
        .options(joinedload(CollectionItem.mandate))
    )
    return db.session.scalar(query)


def last_used(mandate_ids: Iterable[int]) -> dict[int, date]:
    """When each of these mandates was used last, by its key; not there when it never was."""
    query = (
        select(CollectionItem.mandate_id, func.max(Collection.due_on))
        .join(Collection, Collection.id == CollectionItem.collection_id)
        .where(CollectionItem.mandate_id.in_(list(mandate_ids)), CollectionItem.withdrawn_on.is_(None))
        .group_by(CollectionItem.mandate_id)
    )
    return dict(db.session.execute(query).all())
