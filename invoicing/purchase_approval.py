"""Approval of large purchases: somebody else than who entered it says yes before anything is paid."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock, wijk
from coop.database import Model, db
from coop.errors import Refusal, Stale
from coop.money import Money


class NotApproved(Refusal):
    """Above the limit nothing is paid before a second person approved it."""


class OwnPurchase(Refusal):
    """Nobody approves what they entered themselves."""


class AlreadyApproved(Stale):
    """A purchase is approved once."""


class PurchaseApproval(Model):
    """A purchase above the limit; while nobody approved it, the database refuses its payment (migration)."""

    __tablename__ = "purchase_approval"
    __table_args__ = (CheckConstraint("(approved_at IS NULL) = (approved_by IS NULL)", name="approved"),)
    __audited__ = ("approved_by",)

    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"), primary_key=True, autoincrement=False)
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None] = mapped_column(String(60))


def ask_above_limit(purchase_id: int, payable: Money) -> None:
    """Ask a second person to approve a purchase that is above the limit of the wijk."""
    if payable > wijk.current().purchase_limit:
        db.session.add(PurchaseApproval(purchase_id=purchase_id))
        db.session.flush()


def approve(purchase_id: int, entered_by: str) -> PurchaseApproval:
    """Approve it as the second person; raises AlreadyApproved, OwnPurchase."""
    asked = db.session.get(PurchaseApproval, purchase_id, with_for_update=True, populate_existing=True)
    if asked is None or asked.approved_at is not None:
        raise AlreadyApproved(gettext("Deze inkoop hoeft niet (meer) te worden goedgekeurd."))
    if audit.who() == entered_by:
        raise OwnPurchase(gettext("Je hebt deze factuur zelf ingevoerd. Vraag een ander om hem goed te keuren."))
    asked.approved_at, asked.approved_by = clock.now(), audit.who()
    db.session.flush()
    return asked


def of(purchase_id: int) -> PurchaseApproval | None:
    """The approval that was asked for a purchase, None where none is needed."""
    return db.session.get(PurchaseApproval, purchase_id)


def demand_each(purchase_ids: Iterable[int]) -> None:
    """Raise NotApproved while one of these purchases waits for its approval."""
    if waiting().intersection(purchase_ids):
        raise NotApproved(gettext("Deze factuur is nog niet goedgekeurd. Vraag een ander om ernaar te kijken."))


def waiting() -> set[int]:
    """The purchases that wait for their approval."""
    return set(
        db.session.scalars(select(PurchaseApproval.purchase_id).where(PurchaseApproval.approved_at.is_(None)))
    )
