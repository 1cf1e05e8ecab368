"""Purchase invoices: what suppliers ask us, on which accounts it is a cost, and what was paid of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock, kor
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.ledger import chart, journal
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from invoicing import purchase_approval, taxed_share
from invoicing.bought import Bought, Worked, entries, work_out
from invoicing.vat_return.filed import first_open
from invoicing.vat_return.guard import bears_vat
from members.party import Party


class AlreadyEntered(Refusal):
    """An invoice of a supplier is entered once."""


class NothingBought(Refusal):
    """A purchase invoice has at least one line with an amount."""


class Purchase(Model):
    """A supplier's invoice; never changed, undone by a reversal that leaves it to be entered again."""

    __tablename__ = "purchase"
    __table_args__ = (
        CheckConstraint("net + vat = payable", name="adds_up"),
        CheckConstraint("due_on >= day", name="due"),
        Index(
            "uq_purchase_supplier_number",
            "supplier_id",
            "number",
            unique=True,
            sqlite_where=text("reversed_on IS NULL"),
            postgresql_where=text("reversed_on IS NULL"),
        ),
        Index("ix_purchase_day", "day", "id"),
    )
    __audited__ = ("payable", "reversed_on")

    id: Mapped[int] = pk()
    supplier_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    number: Mapped[str] = mapped_column(String(60))
    day: Mapped[date]
    due_on: Mapped[date]
    remark: Mapped[str] = mapped_column(Text, default="")
    attachment_sha: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    net: Mapped[Money]
    vat: Mapped[Money]
    payable: Mapped[Money]
    entered_at: Mapped[datetime]
    entered_by: Mapped[str] = mapped_column(String(60))
    reversed_on: Mapped[date | None]

    supplier: Mapped[Party] = relationship()
    lines: Mapped[list["PurchaseLine"]] = relationship(order_by="PurchaseLine.position")

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"purchase:{self.id}"


class PurchaseLine(Model):
    """One cost on a purchase invoice; `vat_due` is VAT we owe instead of the supplier."""

    __tablename__ = "purchase_line"
    __table_args__ = (UniqueConstraint("purchase_id", "position"),)

    id: Mapped[int] = pk()
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(200), default="")
    account: Mapped[str] = mapped_column(String(10))
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))
    vat_rule: Mapped[str] = mapped_column(String(40))
    net: Mapped[Money]
    vat: Mapped[Money]
    vat_due: Mapped[Money] = mapped_column(default=Money.zero)
    taxed_share: Mapped[int] = mapped_column(default=taxed_share.ALL)

    @property
    def deducted(self) -> Money:
        """What of its VAT we take off."""
        return (self.vat + self.vat_due).share(self.taxed_share)


class PurchaseOriginal(Model):
    """The e-invoice a purchase was read from, kept as it came in."""

    __tablename__ = "purchase_original"

    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"), primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))


def enter(
    supplier: Party,
    number: str,
    day: date,
    due_on: date,
    bought: Sequence[Bought],
    *,
    remark: str = "",
    attachment_sha: str | None = None,
    original_sha: str | None = None,
) -> Purchase:
    """Enter a supplier's invoice and post it: costs and input VAT against creditors.

    Above the limit of the wijk a second person is asked to approve it; `original_sha` is the e-invoice it was
    read from.

    Raises NothingBought, AlreadyEntered and what working out a line or posting raises.
    """
    bought = [line for line in bought if line.net]
    if kor.holding(day):  # no VAT is deducted then, whatever a line is for (Wet OB 1968 art. 25a lid 4)
        bought = [replace(line, taxed_share=0) for line in bought]
    if not bought:
        raise NothingBought(gettext("Vul minstens één regel met een bedrag in."), "lines")
    if due_on < day:
        raise NothingBought(gettext("De betaaldag ligt voor de factuurdatum."), "due_on")
    _must_be_new(supplier, number.strip())
    share = taxed_share.share_on(day)
    lines = [work_out(line, day, share) for line in bought]
    net = sum((one.line.net for one in lines), Money.zero())
    vat = sum((one.vat for one in lines), Money.zero())
    purchase = Purchase(
        supplier=supplier,
        number=number.strip(),
        day=day,
        due_on=due_on,
        remark=remark.strip(),
        attachment_sha=attachment_sha,
        net=net,
        vat=vat,
        payable=net + vat,
        entered_at=clock.now(),
        entered_by=audit.who(),
        lines=[
            PurchaseLine(
                position=position,
                text=one.line.text.strip(),
                account=one.line.account,
                cost_object_id=one.line.cost_object_id,
                vat_rule=one.line.vat_rule,
                net=one.line.net,
                vat=one.vat,
                vat_due=one.vat_due,
                taxed_share=one.taxed_share,
            )
            for position, one in enumerate(lines, 1)
        ],
    )
    db.session.add(purchase)
    try:
        db.session.flush()
    except IntegrityError as twice:
        raise _already_entered(number) from twice
    if original_sha is not None:
        db.session.add(PurchaseOriginal(purchase_id=purchase.id, sha256=original_sha))
    purchase_approval.ask_above_limit(purchase.id, purchase.payable)
    post([_posting(purchase, lines)])
    return purchase


def find(purchase_id: int, *, lock: bool = False) -> Purchase:
    """The purchase with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(Purchase, purchase_id, with_for_update=lock)
    if found is None:
        raise NotFound(gettext("Deze inkoopfactuur is er niet."))
    return found


def original_of(purchase_id: int) -> str | None:
    """The hash of the e-invoice a purchase was read from, if it was."""
    return db.session.scalar(select(PurchaseOriginal.sha256).where(PurchaseOriginal.purchase_id == purchase_id))


def _must_be_new(supplier: Party, number: str) -> None:
    there = select(Purchase.id).where(
        Purchase.supplier_id == supplier.id, Purchase.number == number, Purchase.reversed_on.is_(None)
    )
    if supplier.id is not None and db.session.scalar(there) is not None:
        raise _already_entered(number)


def _already_entered(number: str) -> AlreadyEntered:
    return AlreadyEntered(
        gettext("Factuur %(number)s van deze leverancier is al ingevoerd.", number=number), "number"
    )


def _posting(purchase: Purchase, lines: Sequence[Worked]) -> Posting:
    creditor = Line(chart.CREDITORS, -purchase.payable.cents, party=f"party:{purchase.supplier_id}")
    text_ = gettext("Inkoop %(number)s van %(name)s", number=purchase.number, name=purchase.supplier.name)
    booked = [*entries(lines), creditor]
    # A paper of a period that was declared keeps its date, and its VAT counts in the first return still to come.
    day = first_open(purchase.day) if bears_vat(booked) else purchase.day
    return Posting(journal.PURCHASES, day, purchase.source, text_[:200], booked)
