"""Hearing: each event of the provider is kept once, and what it is about is asked and brought into the books."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from coop import clock
from coop.database import Model, insert_unless_there
from invoicing.online import provider, reading
from invoicing.online.provider import Told
from invoicing.online.settling import settle


class ProviderEvent(Model):
    """An event that was heard; kept in the transaction of what it led to."""

    __tablename__ = "provider_event"

    event_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    received_at: Mapped[datetime]


def hear(told: Told) -> None:
    """Take up an event: ask the provider how things stand, then book what is not booked yet.

    The provider is asked before the database is touched, so that nobody waits for it. Raises Unreachable.
    """
    seen = None
    if told.session_id is not None:
        seen = provider.look(told.session_id)
    elif told.payment is not None:
        seen = provider.look_by_payment(told.payment)
    elif told.payout_id is not None:
        reading.hear_of(told.payout_id)
    insert_unless_there(ProviderEvent, event_id=told.event_id, kind=told.kind, received_at=clock.now())
    if seen is not None:
        settle(seen)
