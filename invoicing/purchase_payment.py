"""Payments of purchase invoices, booked by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from coop.events import Event
from coop.ledger import chart
from coop.ledger.posting import Line, Posting, post, posted, reverse
from coop.money import Money
from invoicing import purchase_approval
from invoicing.payment import ACCOUNTS, JOURNALS, NotYet, Way, must_have_seen
from invoicing.purchase import Purchase


class AlreadyUndone(Stale):
    """A booking is undone once."""


class WrongAmount(Refusal):
    """No more is paid of a purchase than is open."""


class PaidAlready(Stale):
    """A purchase that was paid is undone only after its payment was."""


class PurchasePayment(Model):
    """What we paid of a purchase invoice, below zero where it was undone."""

    __tablename__ = "purchase_payment"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("way IN ('bank', 'cash', 'payout', 'difference')", name="way"),
    )

    id: Mapped[int] = pk()
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"), index=True)
    day: Mapped[date]
    amount: Mapped[Money]
    way: Mapped[str] = mapped_column(String(10))
    reference: Mapped[str] = mapped_column(String(140), default="")
    reversal_of: Mapped[int | None] = mapped_column(ForeignKey("purchase_payment.id"), unique=True)
    booked_at: Mapped[datetime]
    booked_by: Mapped[str] = mapped_column(String(60))

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"purchase_payment:{self.id}"

    purchase: Mapped[Purchase] = relationship()


undoing: Event[PurchasePayment] = Event("purchase_payment.undoing")
"""Told before a booking is undone; a floor above refuses where it must be undone elsewhere."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What we paid of a purchase."""

    purchase: Purchase
    day: date
    amount: Money
    way: str = Way.BANK
    reference: str = ""
    account: str = ""
    """Of the ledger, where it is another than is usual for the way."""


def open_of(purchase: Purchase) -> Money:
    """What we still have to pay of it."""
    return open_of_each([purchase])[purchase.id]


def open_of_each(purchases: Sequence[Purchase]) -> dict[int, Money]:
    """What we still have to pay of each, by its key, in one statement."""
    query = (
        select(PurchasePayment.purchase_id, func.sum(PurchasePayment.amount))
        .where(PurchasePayment.purchase_id.in_([one.id for one in purchases]))
        .group_by(PurchasePayment.purchase_id)
    )
    paid = {key: amount for key, amount in db.session.execute(query)}  # noqa: C416 - rows, not pairs
    nothing = Money.zero()
    return {
        one.id: nothing if one.reversed_on is not None else one.payable - paid.get(one.id, nothing)
        for one in purchases
    }


def pay(
    purchase: Purchase,
    day: date,
    amount: Money,
    way: str = Way.BANK,
    reference: str = "",
    *,
    seen: Money | None = None,
) -> PurchasePayment:
    """Book what we paid of a purchase; `seen` is what was open when it was shown.

    Raises WrongAmount, NotYet, NotApproved, BookedMeanwhile.
    """
    must_have_seen(seen, open_of(purchase))
    return pay_each([Paid(purchase, day, amount, way, reference)])[0]


def pay_each(payments: Sequence[Paid]) -> list[PurchasePayment]:
    """Book everything we paid, in one go; raises what booking one raises."""
    purchase_approval.demand_each(paid.purchase.id for paid in payments)
    left = open_of_each([paid.purchase for paid in payments])
    for paid in payments:
        most = left[paid.purchase.id]
        if not Money.zero() < paid.amount <= most and not most <= paid.amount < Money.zero():
            raise WrongAmount(gettext("Er staat nog %(most)s open.", most=most), "amount")
        if paid.day > clock.today():
            raise NotYet(gettext("Deze dag moet nog komen."), "day")
        left[paid.purchase.id] -= paid.amount
    made = [_new(paid) for paid in payments]
    db.session.flush()
    post([_posting(payment, paid) for payment, paid in zip(made, payments, strict=True)])
    return made


def undo_purchase(purchase: Purchase, on: date) -> None:
    """Undo a purchase that was entered wrong, so that it can be entered again; raises PaidAlready."""
    if purchase.reversed_on is not None or open_of(purchase) != purchase.payable:
        raise PaidAlready(gettext("Draai eerst de betaling terug, of kijk of dit al is teruggedraaid."))
    entry = posted(purchase.source)
    if entry is not None:
        text = gettext("Teruggedraaid: inkoop %(number)s", number=purchase.number)
        reverse(entry.id, on, f"{purchase.source}:undone", text)
    purchase.reversed_on = on
    db.session.flush()


def undo(payment: PurchasePayment, on: date) -> PurchasePayment:
    """Undo a payment that was booked wrong; raises AlreadyUndone."""
    there = db.session.scalar(select(PurchasePayment.id).where(PurchasePayment.reversal_of == payment.id))
    if there is not None or payment.reversal_of is not None:
        raise AlreadyUndone(gettext("Deze betaling is al teruggedraaid."))
    undoing.tell(payment)
    entry = posted(payment.source)
    mirror = _new(Paid(payment.purchase, on, -payment.amount, payment.way, payment.reference), payment.id)
    db.session.flush()
    if entry is not None:
        text = gettext("Teruggedraaid: betaling van inkoop %(number)s", number=payment.purchase.number)
        reverse(entry.id, on, mirror.source, text)
    return mirror


def payments_of(purchase: Purchase) -> list[PurchasePayment]:
    """What was booked for a purchase, in order."""
    query = select(PurchasePayment).where(PurchasePayment.purchase_id == purchase.id)
    return list(db.session.scalars(query.order_by(PurchasePayment.id)))


def find(payment_id: int, *, lock: bool = False) -> PurchasePayment:
    """The payment with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(PurchasePayment, payment_id, with_for_update=lock)
    if found is None:
        raise NotFound(gettext("Deze betaling is er niet."))
    return found


def _posting(payment: PurchasePayment, paid: Paid) -> Posting:
    way, purchase = Way(paid.way), paid.purchase
    lines = (
        Line(chart.CREDITORS, paid.amount.cents, party=f"party:{purchase.supplier_id}"),
        Line(paid.account or ACCOUNTS[way], -paid.amount.cents),
    )
    text = gettext("Betaling van inkoop %(number)s", number=purchase.number)
    return Posting(JOURNALS[way], paid.day, payment.source, text, lines)


def _new(paid: Paid, reversal_of: int | None = None) -> PurchasePayment:
    payment = PurchasePayment(
        purchase=paid.purchase,
        day=paid.day,
        amount=paid.amount,
        way=paid.way,
        reference=paid.reference.strip(),
        reversal_of=reversal_of,
        booked_at=clock.now(),
        booked_by=audit.who(),
    )
    db.session.add(payment)
    audit.record(paid.purchase.source, "payment", None, paid.amount)
    return payment
