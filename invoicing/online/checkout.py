"""A checkout: one attempt to pay what is open of an invoice at the payment provider."""

from datetime import datetime
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import clock
from coop.database import Model, db
from coop.errors import Stale
from coop.money import Money


class State(StrEnum):
    """How far an attempt is; it goes on and never back."""

    OPEN = "open"
    PROCESSING = "processing"
    FAILED = "failed"
    EXPIRED = "expired"
    PAID = "paid"


_RANKS = {State.OPEN: 0, State.PROCESSING: 1, State.FAILED: 2, State.EXPIRED: 2, State.PAID: 3}


class UnderWay(Stale):
    """Nobody pays twice: what is under way is waited for."""


class Checkout(Model):
    """An attempt, by the key of its session at the provider."""

    __tablename__ = "checkout"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("state IN ('open', 'processing', 'failed', 'expired', 'paid')", name="state"),
    )
    __audited__ = ("state",)

    session_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    invoice_number: Mapped[str] = mapped_column(ForeignKey("invoice.number"), index=True)
    amount: Mapped[Money]
    state: Mapped[str] = mapped_column(String(10), default=State.OPEN)
    started_at: Mapped[datetime]

    def move(self, state: State) -> None:
        """Go on to a state; what was heard late does not take it back."""
        if _RANKS[state] > _RANKS[State(self.state)]:
            self.state = state


def begun(session_id: str, invoice_number: str, amount: Money) -> Checkout:
    """The attempt with this session, written down now if it was not yet. Hold its invoice first."""
    found = db.session.get(Checkout, session_id, populate_existing=True)
    if found is None:
        facts = {"session_id": session_id, "invoice_number": invoice_number, "amount": amount}
        found = Checkout(state=State.OPEN, started_at=clock.now(), **facts)
        db.session.add(found)
        db.session.flush()
    return found


def latest(invoice_number: str) -> Checkout | None:
    """The last attempt for an invoice."""
    query = select(Checkout).where(Checkout.invoice_number == invoice_number)
    return db.session.scalar(query.order_by(Checkout.started_at.desc(), Checkout.session_id).limit(1))


def count(invoice_number: str) -> int:
    """How many attempts there were for an invoice."""
    query = select(func.count()).select_from(Checkout).where(Checkout.invoice_number == invoice_number)
    return db.session.scalar(query) or 0


def must_not_be_under_way(last: Checkout | None) -> None:
    """Raise UnderWay while a direct debit is waited for."""
    if last is not None and last.state == State.PROCESSING:
        raise UnderWay(gettext("Er is al een betaling onderweg. Je hoeft niets te doen."))
