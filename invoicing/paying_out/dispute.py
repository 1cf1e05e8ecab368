"""Disputed purchases: what we do not agree with is not paid until somebody says it is settled."""

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock
from coop.database import Model, db
from coop.errors import NotFound, Refusal
from invoicing.purchase import Purchase


class NoReason(Refusal):
    """Who disputes an invoice says why, for a colleague has to know it."""


class PurchaseDispute(Model):
    """A purchase that is not paid for now, and why."""

    __tablename__ = "purchase_dispute"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)
    __audited__ = ("reason",)

    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"), primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(String(120))
    since: Mapped[datetime]
    told_by: Mapped[str] = mapped_column(String(60))


def dispute(purchase: Purchase, reason: str) -> PurchaseDispute:
    """Hold a purchase back, or give another reason; raises NoReason."""
    if not reason.strip():
        raise NoReason(gettext("Schrijf in een paar woorden waarom."), "reason")
    made = db.session.get(PurchaseDispute, purchase.id) or PurchaseDispute(purchase_id=purchase.id)
    made.reason, made.since, made.told_by = reason.strip(), clock.now(), audit.who()
    db.session.add(made)
    db.session.flush()
    return made


def settle(purchase_id: int) -> None:
    """It is settled, and may be paid; raises NotFound when it was not disputed."""
    found = of(purchase_id)
    if found is None:
        raise NotFound(gettext("Deze factuur is niet betwist."))
    audit.record(audit.subject_of(found), "reason", found.reason)
    db.session.delete(found)
    db.session.flush()


def of(purchase_id: int) -> PurchaseDispute | None:
    """The dispute about a purchase, if there is one."""
    return db.session.get(PurchaseDispute, purchase_id)


def standing() -> dict[int, str]:
    """What is disputed, with the reason, by purchase."""
    rows = db.session.execute(select(PurchaseDispute.purchase_id, PurchaseDispute.reason))
    return {row.purchase_id: row.reason for row in rows}
