"""Payouts: what the provider sends to our bank, each waited for until a line of the bank tells of it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import clock
from coop.database import Model, db
from coop.errors import NotFound
from coop.ledger import chart
from coop.money import Money
from invoicing.bank import awaited
from invoicing.bank.awaited import AlreadyThere, Awaited
from invoicing.online.provider_account import SeenPayout

NAME = "STRIPE"
"""What stands with every payout on the statement of the bank."""

LOST = ("failed", "canceled")
_RANKS = {"pending": 0, "in_transit": 1, "paid": 2, "failed": 3, "canceled": 3}


class ProviderPayout(Model):
    """A payout, by its key at the provider; below zero where the provider took something from our bank."""

    __tablename__ = "provider_payout"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("state IN ('pending', 'in_transit', 'paid', 'failed', 'canceled')", name="state"),
    )
    __audited__ = ("state",)

    payout_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    amount: Mapped[Money]
    state: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime]
    arrives_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(70))
    """What the bank shows with it, as far as the provider tells."""
    listed: Mapped[bool]
    """Whether it is known which lines are in it."""

    @property
    def source(self) -> str:
        """The name under which the bank waits for it."""
        return f"payout:{self.payout_id}"

    @property
    def is_lost(self) -> bool:
        """Whether nothing comes of it: the money stands on the account at the provider again."""
        return self.state in LOST

    def move(self, seen: SeenPayout) -> None:
        """Go on to how it was seen; what was seen late does not take it back."""
        if self.state is None or _RANKS[seen.state] >= _RANKS[self.state]:
            self.state, self.arrives_on, self.reference = seen.state, seen.arrives_on, seen.reference
            self.listed = seen.listed


def keep(seen: SeenPayout) -> ProviderPayout:
    """Write down how a payout stands, and wait for it at the bank for as long as it may come.

    Whoever calls holds the account.
    """
    kept = db.session.get(ProviderPayout, seen.payout_id, populate_existing=True)
    if kept is None:
        kept = ProviderPayout(payout_id=seen.payout_id, amount=seen.amount, created_at=seen.created_at)
        db.session.add(kept)
    kept.move(seen)
    db.session.flush()
    if kept.is_lost:
        with suppress(AlreadyThere):  # our bank knows better
            awaited.drop(kept.source, clock.today())
    else:
        _wait_for(kept)
    return kept


def differs(seen: SeenPayout) -> bool:
    """Whether a payout is not known as it is now."""
    kept = db.session.get(ProviderPayout, seen.payout_id)
    return kept is None or (kept.state, kept.listed, kept.reference) != (seen.state, seen.listed, seen.reference)


def payouts(limit: int | None = None) -> Sequence[ProviderPayout]:
    """The payouts, the newest first."""
    newest = select(ProviderPayout).order_by(ProviderPayout.created_at.desc(), ProviderPayout.payout_id)
    return db.session.scalars(newest.limit(limit)).all()


def total() -> Money:
    """All that was sent to the bank, or is on its way."""
    sent = select(func.sum(ProviderPayout.amount)).where(ProviderPayout.state.not_in(LOST))
    return db.session.scalar(sent) or Money.zero()


def find(payout_id: str) -> ProviderPayout:
    """The payout with this key; raises NotFound."""
    found = db.session.get(ProviderPayout, payout_id)
    if found is None:
        raise NotFound(gettext("Deze uitbetaling is er niet."))
    return found


def _wait_for(kept: ProviderPayout) -> None:
    there = db.session.scalar(select(Awaited).where(Awaited.source == kept.source))
    if there is not None:
        there.reference, there.day = kept.reference, kept.arrives_on
        db.session.flush()
        return
    facts = {"account": chart.PAYMENT_PROVIDER, "amount": kept.amount, "day": kept.arrives_on}
    text = gettext("Uitbetaling van de betaalprovider")
    awaited.expect([Awaited(source=kept.source, batch=NAME, reference=kept.reference, text=text, **facts)])
