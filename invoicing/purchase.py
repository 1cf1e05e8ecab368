"""Purchase invoices: what suppliers ask us, on which accounts it is a cost, and what was paid of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.ledger import chart, journal
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from coop.rules import book
from members.party import Party

NO_VAT = "none"
VAT_RULES = ("high", "low", NO_VAT)
"""What can stand on a supplier's line; none is exempt, outside the VAT or from abroad."""


class AlreadyEntered(Refusal):
    """An invoice of a supplier is entered once."""


class NothingBought(Refusal):
    """A purchase invoice has at least one line with an amount."""


@dataclass(frozen=True, slots=True)
class Bought:
    """One line as it is entered; VAT is worked out unless the supplier's own figure is given."""

    account: str
    net: Money
    vat_rule: str
    text: str = ""
    cost_object_id: int | None = None
    vat: Money | None = None


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
    """One cost on a purchase invoice."""

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


def enter(
    supplier: Party,
    number: str,
    day: date,
    due_on: date,
    bought: Sequence[Bought],
    *,
    remark: str = "",
    attachment_sha: str | None = None,
) -> Purchase:
    """Enter a supplier's invoice and post it: costs and input VAT against creditors.

    Raises NothingBought, AlreadyEntered and what posting raises.
    """
    bought = [line for line in bought if line.net]
    if not bought:
        raise NothingBought(gettext("Vul minstens één regel met een bedrag in."), "lines")
    if due_on < day:
        raise NothingBought(gettext("De betaaldag ligt voor de factuurdatum."), "due_on")
    _must_be_new(supplier, number.strip())
    vats = [vat_of(line, day) for line in bought]
    net = sum((line.net for line in bought), Money.zero())
    vat = sum(vats, Money.zero())
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
                text=line.text.strip(),
                account=line.account,
                cost_object_id=line.cost_object_id,
                vat_rule=line.vat_rule,
                net=line.net,
                vat=line_vat,
            )
            for position, (line, line_vat) in enumerate(zip(bought, vats, strict=True), 1)
        ],
    )
    db.session.add(purchase)
    try:
        db.session.flush()
    except IntegrityError as twice:
        raise _already_entered(number) from twice
    post([_posting(purchase)])
    return purchase


def vat_of(line: Bought, day: date) -> Money:
    """The VAT of a line: the supplier's own figure, or its rate over the net amount, half up."""
    if line.vat is not None:
        return line.vat
    if line.vat_rule == NO_VAT:
        return Money.zero()
    return line.net.share(book.vat_rate(line.vat_rule, day).basis_points)


def find(purchase_id: int) -> Purchase:
    """The purchase with this number; raises NotFound."""
    found = db.session.get(Purchase, purchase_id)
    if found is None:
        raise NotFound(gettext("Deze inkoopfactuur is er niet."))
    return found


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


def _posting(purchase: Purchase) -> Posting:
    lines = [
        Line(line.account, line.net.cents, line.cost_object_id, vat=f"in:{line.vat_rule}")
        for line in purchase.lines
    ]
    lines += [Line(chart.VAT_INPUT, purchase.vat.cents, vat="in")]
    lines += [Line(chart.CREDITORS, -purchase.payable.cents, party=f"party:{purchase.supplier_id}")]
    text_ = gettext("Inkoop %(number)s van %(name)s", number=purchase.number, name=purchase.supplier.name)
    return Posting(journal.PURCHASES, purchase.day, purchase.source, text_[:200], lines)
