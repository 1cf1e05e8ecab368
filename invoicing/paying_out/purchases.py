"""Paying out purchases: what suppliers ask, once it may be paid."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import func, literal, select

from coop.database import MoneyColumn, db
from coop.money import Money
from invoicing import purchase_approval, purchase_payment
from invoicing.paying_out import dispute
from invoicing.paying_out.due import Due, Settled
from invoicing.payment import Way
from invoicing.purchase import Purchase
from invoicing.purchase_payment import Paid, PurchasePayment


def owed(until: date) -> list[Due]:
    """The purchases to be paid up to and including a day, and every credit invoice that is still open."""
    paid = select(func.sum(PurchasePayment.amount)).where(PurchasePayment.purchase_id == Purchase.id)
    query = select(Purchase).where(
        Purchase.reversed_on.is_(None),
        (Purchase.due_on <= until) | (Purchase.payable < 0),
        Purchase.payable != func.coalesce(paid.scalar_subquery(), literal(Money.zero(), MoneyColumn())),
    )
    found = list(db.session.scalars(query.order_by(Purchase.due_on, Purchase.id)))
    left = purchase_payment.open_of_each(found)
    waiting, disputed = purchase_approval.waiting(), dispute.standing()
    return [
        Due(
            f"purchase:{one.id}",
            one.supplier_id,
            gettext("Factuur %(number)s", number=one.number),
            one.due_on,
            left[one.id],
            tuple(_doubts(one.id, waiting, disputed)),
        )
        for one in found
        if left[one.id]
    ]


def _doubts(purchase_id: int, waiting: set[int], disputed: dict[int, str]) -> list[str]:
    doubts = []
    if purchase_id in waiting:
        doubts.append(gettext("Nog niet goedgekeurd: dit is boven de grens voor een tweede persoon."))
    if purchase_id in disputed:
        doubts.append(gettext("Betwist: %(reason)s", reason=disputed[purchase_id]))
    return doubts


def hold(keys: Sequence[str]) -> dict[str, Money]:
    """What is open of each now; held until the commit."""
    found = _held(keys)
    left = purchase_payment.open_of_each(list(found.values()))
    return {str(key): left[key] for key in found}


def pay(settled: Sequence[Settled], day: date) -> list[str]:
    """Book these purchases as paid with an order to the bank; raises what booking a payment raises."""
    found = _held([one.about.partition(":")[2] for one in settled])
    paid = [
        Paid(found[int(one.about.partition(":")[2])], day, one.amount, Way.PAYOUT, one.reference)
        for one in settled
    ]
    return [made.source for made in purchase_payment.pay_each(paid)]


def undo(booking: str, day: date) -> None:
    """Open the purchase again."""
    purchase_payment.undo(purchase_payment.find(int(booking.partition(":")[2]), lock=True), day)


def _held(keys: Sequence[str]) -> dict[int, Purchase]:
    query = select(Purchase).where(Purchase.id.in_([int(key) for key in keys])).order_by(Purchase.id)
    held = query.with_for_update(of=Purchase).execution_options(populate_existing=True)
    return {one.id: one for one in db.session.scalars(held)}
