"""Instalment plans (betalingsregelingen): what was agreed, in which parts, for which invoices, for good."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext, lazy_gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from coop import audit
from coop.database import Model, db, pk
from coop.errors import NotFound, Stale
from coop.money import Money
from members.party import Party


class Over(StrEnum):
    """Why a plan stands no longer."""

    PAID = "paid"
    STOPPED = "stopped"


OVER_NAMES = {Over.PAID: lazy_gettext("afbetaald"), Over.STOPPED: lazy_gettext("gestopt")}


class AlreadyOver(Stale):
    """A plan is stopped once."""


class InstalmentPlan(Model):
    """What a customer agreed with the treasurer; a customer has one that stands at a time."""

    __tablename__ = "instalment_plan"
    __table_args__ = (
        CheckConstraint("(ended_on IS NULL) = (ended_why IS NULL)", name="ended"),
        CheckConstraint("ended_why IN ('paid', 'stopped')", name="why"),
        Index(
            "uq_instalment_plan_standing",
            "party_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    id: Mapped[int] = pk()
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    agreed_at: Mapped[datetime]
    agreed_by: Mapped[str] = mapped_column(String(60))
    ended_on: Mapped[date | None]
    ended_why: Mapped[str | None] = mapped_column(String(10))

    party: Mapped[Party] = relationship()
    parts: Mapped[list["InstalmentPart"]] = relationship(order_by="InstalmentPart.position")
    invoices: Mapped[list["PlannedInvoice"]] = relationship(order_by="PlannedInvoice.invoice_number")

    @property
    def source(self) -> str:
        """Its name in the audit trail."""
        return f"instalment_plan:{self.id}"

    @property
    def total(self) -> Money:
        """What was agreed to be paid in parts."""
        return sum((part.amount for part in self.parts), Money.zero())

    def end(self, why: Over, on: date) -> None:
        """Let it stand no longer; raises AlreadyOver."""
        if self.ended_on is not None:
            raise AlreadyOver(gettext("Deze regeling is al voorbij."))
        self.ended_on, self.ended_why = on, why
        db.session.flush()
        audit.record(self.source, "ended", None, why)


class InstalmentPart(Model):
    """One part: so much, at the latest on a day."""

    __tablename__ = "instalment_part"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("instalment_plan.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_on: Mapped[date]
    amount: Mapped[Money]


class PlannedInvoice(Model):
    """An invoice that is paid in parts, with what was open of it when that was agreed."""

    __tablename__ = "planned_invoice"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("instalment_plan.id"), primary_key=True)
    invoice_number: Mapped[str] = mapped_column(ForeignKey("invoice.number"), primary_key=True, index=True)
    amount: Mapped[Money]


def find(plan_id: int, *, lock: bool = False) -> InstalmentPlan:
    """The plan with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(InstalmentPlan, plan_id, with_for_update=lock, populate_existing=lock)
    if found is None:
        raise NotFound(gettext("Deze regeling is er niet."))
    return found


def standing() -> list[InstalmentPlan]:
    """Every plan that was not ended, with its parts and invoices."""
    return _with_all(InstalmentPlan.ended_on.is_(None))


def standing_of(party_id: int) -> InstalmentPlan | None:
    """The plan of a customer that was not ended."""
    return next(iter(_with_all(InstalmentPlan.party_id == party_id, InstalmentPlan.ended_on.is_(None))), None)


def latest(limit: int) -> list[InstalmentPlan]:
    """The latest plans, those that stand first."""
    keys = select(InstalmentPlan.id).order_by(InstalmentPlan.ended_on.is_not(None), InstalmentPlan.id.desc())
    found = {plan.id: plan for plan in _with_all(InstalmentPlan.id.in_(keys.limit(limit)))}
    return sorted(found.values(), key=lambda plan: (plan.ended_on is not None, -plan.id))


def _with_all(*which: object) -> list[InstalmentPlan]:
    query = select(InstalmentPlan).where(*which).order_by(InstalmentPlan.id)  # type: ignore[arg-type]
    loaded = query.options(
        joinedload(InstalmentPlan.party),
        selectinload(InstalmentPlan.parts),
        selectinload(InstalmentPlan.invoices),
    )
    return list(db.session.scalars(loaded))


def numbers_in(plans: Iterable[InstalmentPlan]) -> set[str]:
    """The invoices of these plans."""
    return {planned.invoice_number for plan in plans for planned in plan.invoices}
