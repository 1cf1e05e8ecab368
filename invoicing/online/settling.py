"""Settling: what the provider says now is brought into the books, once, in whatever order it is heard."""

from contextlib import suppress

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import clock
from coop.database import Model, db
from invoicing import payment
from invoicing.invoice import Invoice, by_number
from invoicing.online import checkout, dispute, provider
from invoicing.online.checkout import Checkout
from invoicing.online.link import is_mark_of
from invoicing.online.provider import Seen
from invoicing.payment import AlreadyUndone, Payment, Received, Way


class OnlineMoney(Model):
    """Money that moved at the provider, by its key there, and the payment it was booked as, once."""

    __tablename__ = "online_money"

    provider_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("checkout.session_id"), index=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"), unique=True)

    payment: Mapped[Payment] = relationship()


def settle(seen: Seen) -> None:
    """Book what came and went back and is not booked yet; whoever comes at the same moment waits.

    What is of another house on the same account, or was there once, is let be.
    """
    invoice = _ours(seen)
    if invoice is None:
        return
    attempt = checkout.begun(seen.session_id, invoice.number, seen.amount)
    attempt.move(seen.state)
    for one in seen.disputes:
        dispute.keep(one.key, attempt, one.amount, one.reason, one.state, one.respond_by)
    there = {money.provider_id: money for money in _money_of(seen.session_id)}
    if seen.came and seen.payment not in there:
        received = Received(invoice, clock.today(), seen.came, Way.ONLINE, seen.payment)
        _keep(seen, seen.payment, payment.book_each([received])[0])
    for back in seen.back:
        if back.undone:
            _undo(there.get(back.key))
        elif back.key not in there:
            _keep(seen, back.key, payment.went_back(_gone(invoice, back)))
    db.session.flush()


def _ours(seen: Seen) -> Invoice | None:
    """The invoice that was paid, held until the commit; None when another house has one with this number."""
    if db.session.get(Checkout, seen.session_id) is None and not is_mark_of(seen.invoice_number, seen.mark):
        return None
    return by_number(seen.invoice_number, lock=True)


def _gone(invoice: Invoice, back: provider.Back) -> Received:
    return Received(invoice, clock.today(), back.amount, Way.ONLINE, back.key)


def _keep(seen: Seen, key: str, booked: Payment) -> None:
    db.session.add(OnlineMoney(provider_id=key, session_id=seen.session_id, payment_id=booked.id))


def _undo(money: OnlineMoney | None) -> None:
    if money is not None:
        with suppress(AlreadyUndone):
            payment.undo(money.payment, clock.today())


def _money_of(session_id: str) -> list[OnlineMoney]:
    return list(db.session.scalars(select(OnlineMoney).where(OnlineMoney.session_id == session_id)))
