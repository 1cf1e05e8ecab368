"""The lines of our account at the provider, kept as they were told: each change with its fee."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db
from coop.money import Money


class Part(StrEnum):
    """What a line is to us."""

    CAME = "came"
    BACK = "back"
    """A refund, or what the bank of the payer took back; above zero where that was undone."""
    COST = "cost"
    PAYOUT = "payout"
    """To our bank, or back from it when that failed."""
    OTHER = "other"
    """Of nothing that we know: somebody has to look."""


_COMES = {"charge", "payment"}
_COSTS = {"stripe_fee", "stripe_fx_fee", "tax_fee"}
_PAYOUTS = {"payout", "payout_cancel", "payout_failure"}


class ProviderLine(Model):
    """A balance transaction; only the payout in which it was sent to the bank is filled in later."""

    __tablename__ = "provider_line"
    __table_args__ = (CheckConstraint("part IN ('came', 'back', 'cost', 'payout', 'other')", name="part"),)

    line_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    """As the provider calls it."""
    part: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(index=True)
    amount: Mapped[Money]
    fee: Mapped[Money]
    intent: Mapped[str] = mapped_column(String(80), index=True)
    """The payment that it is about, by its key at the provider; empty where it is about none."""
    payout_id: Mapped[str | None] = mapped_column(ForeignKey("provider_payout.payout_id"), index=True)
    booked_as: Mapped[str] = mapped_column(String(40))
    """The source of the ledger transaction in which its fee is; empty where it cost nothing."""

    @property
    def net(self) -> Money:
        """What it did to the account."""
        return self.amount - self.fee

    @property
    def cost(self) -> Money:
        """What the provider kept of it or asked for it."""
        return self.fee - self.amount if self.part == Part.COST else self.fee


def part_of(kind: str, *, ours: bool) -> Part:
    """What a line of a kind is to us; `ours` when the payment that it is about is of one of our invoices."""
    if kind in _PAYOUTS:
        return Part.PAYOUT
    if kind in _COSTS:
        return Part.COST
    if not ours:
        return Part.OTHER
    return Part.CAME if kind in _COMES else Part.BACK


def newest() -> datetime | None:
    """When the newest line was made, None while there is none."""
    return db.session.scalar(select(func.max(ProviderLine.created_at)))


def lines_of(payout_id: str | None) -> Sequence[ProviderLine]:
    """What is in a payout, or in none yet, the newest first; the payouts themselves left out."""
    query = select(ProviderLine).where(ProviderLine.payout_id == payout_id, ProviderLine.kind != "payout")
    return db.session.scalars(query.order_by(ProviderLine.created_at.desc(), ProviderLine.line_id)).all()


def sums() -> dict[Part, tuple[Money, Money]]:
    """Of all lines, by what they are to us: what they moved, and the fees that were kept of them."""
    summed = (ProviderLine.part, func.sum(ProviderLine.amount), func.sum(ProviderLine.fee))
    rows = db.session.execute(select(*summed).group_by(ProviderLine.part))
    found = {Part(part): (amount, fee) for part, amount, fee in rows}
    nothing = (Money.zero(), Money.zero())
    return {part: found.get(part, nothing) for part in Part}


def cost() -> Money:
    """All that the provider kept or asked."""
    summed = sums()
    return sum((fee for _, fee in summed.values()), Money.zero()) - summed[Part.COST][0]
