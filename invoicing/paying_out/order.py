"""Payment orders: what is paid together, made by one person and approved by another, who never are the same."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.money import Money
from invoicing.paying_out.payee import Payee
from members.party import Party

SERIES = "payment_order"


class OrderState(StrEnum):
    """How far an order is."""

    WAITING = "waiting"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class PayoutState(StrEnum):
    """How far one transfer of an order is."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    RETURNED = "returned"
    """The bank gave it back."""


class PaymentOrder(Model):
    """An order to our bank to pay several people on a day. The database refuses that its maker approves it."""

    __tablename__ = "payment_order"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'approved', 'withdrawn')", name="state"),
        CheckConstraint("approved_by <> made_by", name="by_another"),
        CheckConstraint("(approved_at IS NULL) = (approved_by IS NULL)", name="approved"),
        CheckConstraint("state <> 'approved' OR approved_by IS NOT NULL", name="approver"),
        CheckConstraint("state <> 'withdrawn' OR reason <> ''", name="reason"),
        CheckConstraint("(approved_at IS NULL) = (file_sha IS NULL)", name="file"),
    )
    __audited__ = ("state",)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From the series, without gaps."""
    pay_on: Mapped[date]
    """The day on which the bank is asked to pay."""
    iban: Mapped[str] = mapped_column(String(34))
    """Our own account, from which it goes."""
    state: Mapped[str] = mapped_column(String(10), default=OrderState.WAITING)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None] = mapped_column(String(60))
    file_sha: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    fetched_at: Mapped[datetime | None]
    """When its file was first taken to the bank."""
    reason: Mapped[str] = mapped_column(String(120), default="")

    payouts: Mapped[list["Payout"]] = relationship(back_populates="order", order_by="Payout.position")

    @property
    def code(self) -> str:
        """What the bank and people call it; the message id of its file."""
        return f"UIT-{self.id:06d}"

    @property
    def standing(self) -> list["Payout"]:
        """The transfers that were not taken out."""
        return [one for one in self.payouts if one.state != PayoutState.DROPPED]

    @property
    def total(self) -> Money:
        """What is paid together."""
        return sum((one.amount for one in self.standing), Money.zero())


class Payout(Model):
    """One transfer of an order, with the account it goes to as it was seen; never changed but in how far it is."""

    __tablename__ = "payout"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'dropped', 'returned')", name="state"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("state NOT IN ('dropped', 'returned') OR reason <> ''", name="reason"),
    )
    __audited__ = ("state",)

    id: Mapped[int] = pk()
    order_id: Mapped[int] = mapped_column(ForeignKey("payment_order.id"), index=True)
    position: Mapped[int]
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    payee_id: Mapped[int] = mapped_column(ForeignKey("payee.id"))
    amount: Mapped[Money]
    text: Mapped[str] = mapped_column(String(140))
    """What the bank shows whom it is paid to."""
    end_to_end: Mapped[str] = mapped_column(String(35), unique=True)
    state: Mapped[str] = mapped_column(String(10), default=PayoutState.WAITING)
    reason: Mapped[str] = mapped_column(String(120), default="")

    order: Mapped[PaymentOrder] = relationship(back_populates="payouts")
    party: Mapped[Party] = relationship()
    payee: Mapped[Payee] = relationship()
    items: Mapped[list["PayoutItem"]] = relationship(order_by="PayoutItem.id")

    @property
    def source(self) -> str:
        """The name under which it is waited for at the bank."""
        return f"payout:{self.end_to_end}"


class PayoutItem(Model):
    """One debt in a transfer, or a credit below zero; a debt stands in at most one order that waits."""

    __tablename__ = "payout_item"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        Index(
            "uq_payout_item_waiting",
            "about",
            unique=True,
            sqlite_where=text("waits"),
            postgresql_where=text("waits"),
        ),
    )

    id: Mapped[int] = pk()
    payout_id: Mapped[int] = mapped_column(ForeignKey("payout.id"), index=True)
    about: Mapped[str] = mapped_column(String(60), index=True)
    """The debt by its name, such as `purchase:12`."""
    amount: Mapped[Money]
    waits: Mapped[bool] = mapped_column(default=True)
    """Whether it stands in an order that nobody approved yet."""
    booking: Mapped[str] = mapped_column(String(60), default="")
    """The payment that was booked for it, by its name in the ledger; empty while none stands."""


def find(order_id: int, *, lock: bool = False) -> PaymentOrder:
    """The order with this number; raises NotFound. With `lock` it is held until the commit."""
    query = select(PaymentOrder).where(PaymentOrder.id == order_id)
    if lock:
        query = query.with_for_update(of=PaymentOrder).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(gettext("Deze betaalopdracht is er niet."))
    return found


def find_payout(order_id: int, payout_id: int) -> Payout:
    """A transfer of an order; raises NotFound."""
    found = db.session.get(Payout, payout_id)
    if found is None or found.order_id != order_id:
        raise NotFound(gettext("Deze betaling staat niet in deze opdracht."))
    return found


def latest(limit: int) -> Sequence[PaymentOrder]:
    """The latest orders, the newest first."""
    query = select(PaymentOrder).options(
        selectinload(PaymentOrder.payouts).options(
            joinedload(Payout.party), joinedload(Payout.payee), selectinload(Payout.items)
        )
    )
    return db.session.scalars(query.order_by(PaymentOrder.id.desc()).limit(limit)).all()


def waiting() -> Sequence[PaymentOrder]:
    """The orders that nobody approved yet, the oldest first."""
    query = select(PaymentOrder).where(PaymentOrder.state == OrderState.WAITING)
    return db.session.scalars(query.options(selectinload(PaymentOrder.payouts)).order_by(PaymentOrder.id)).all()


def first(state: OrderState) -> PaymentOrder | None:
    """The oldest order that is so far; of the approved ones only those whose file nobody took to the bank yet."""
    query = select(PaymentOrder).where(PaymentOrder.state == state, PaymentOrder.fetched_at.is_(None))
    return db.session.scalar(query.order_by(PaymentOrder.id).limit(1))


def standing_items() -> set[str]:
    """The debts that stand in an order nobody approved yet."""
    return set(db.session.scalars(select(PayoutItem.about).where(PayoutItem.waits)))
