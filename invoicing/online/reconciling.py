"""Reconciling: each checkout beside what the provider says of it; what was missed is booked, the rest told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from coop.database import db
from coop.money import Money
from invoicing.online import provider
from invoicing.online.checkout import Checkout, State
from invoicing.online.provider import Seen
from invoicing.online.settling import OnlineMoney, settle
from invoicing.payment import Payment


@dataclass(frozen=True, slots=True)
class Compared:
    """What came less what went back: at the provider (None when it does not know the session) and in the books."""

    session_id: str
    invoice_number: str
    there: Money | None
    before: Money
    booked: Money

    @property
    def differs(self) -> bool:
        """Whether somebody has to look."""
        return self.booked != (self.there or Money.zero())


def reconcile(since: datetime) -> Iterator[Compared]:
    """Compare every checkout since a moment, and all that are not finished; commits after each.

    Nothing of the database is held while the provider thinks. Raises Unreachable; what was done is done then.
    """
    unfinished = Checkout.state.in_((State.OPEN, State.PROCESSING))
    query = select(Checkout.session_id, Checkout.invoice_number)
    query = query.where(or_(unfinished, Checkout.started_at >= since)).order_by(Checkout.started_at)
    rows = list(db.session.execute(query))
    for session_id, number in rows:
        db.session.rollback()
        seen = provider.look(session_id)
        before = _booked(session_id)
        if seen is not None:
            settle(seen)
        after = _booked(session_id)
        db.session.commit()
        yield Compared(session_id, number, None if seen is None else _net(seen), before, after)


def _net(seen: Seen) -> Money:
    return seen.came - sum((back.amount for back in seen.back if not back.undone), Money.zero())


def _booked(session_id: str) -> Money:
    """With what was undone of it taken off."""
    of_session = select(OnlineMoney.payment_id).where(OnlineMoney.session_id == session_id)
    counted = or_(Payment.id.in_(of_session), Payment.reversal_of.in_(of_session))
    return db.session.scalar(select(func.sum(Payment.amount)).where(counted)) or Money.zero()
