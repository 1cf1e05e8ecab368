"""An order: what somebody asked of the neighbourhood, with the price that was promised."""

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db, pk
from coop.errors import NotFound, Stale
from coop.events import Event
from coop.money import Money
from members.party import Party
from orders.code import code_of, number_of
from orders.recurrence import Frequency, Pattern
from orders.service import Service


class OrderState(StrEnum):
    """How far an order is."""

    PLACED = "placed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    FINISHED = "finished"


class Channel(StrEnum):
    """How an order came in."""

    WEB = "web"
    PHONE = "phone"
    CONTRACT = "contract"


class AlreadyDecided(Stale):
    """An order is decided on once: who comes second is told how it stands."""


class Order(Model):
    """An order with the snapshot of its price; later changes of the service do not touch it."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("state IN ('placed', 'accepted', 'declined', 'withdrawn', 'finished')", name="state"),
        CheckConstraint("state <> 'declined' OR reason <> ''", name="decline_has_reason"),
        CheckConstraint("(state = 'placed') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("channel IN ('web', 'phone', 'contract')", name="channel"),
        CheckConstraint("frequency IN ('once', 'weekly', 'fortnightly', 'monthly', 'season')", name="frequency"),
        CheckConstraint("end_day >= first_day", name="end"),
        CheckConstraint("price >= 0 AND quantity > 0 AND minutes > 0 AND people > 0", name="work"),
        CheckConstraint("cost_object_id IS NULL OR channel = 'contract'", name="cost_object"),
        CheckConstraint("NOT in_instalments OR (price = 0 AND cost_object_id IS NOT NULL)", name="in_instalments"),
        Index("ix_orders_state", "state", "id"),
    )
    __audited__ = ("state", "first_day", "end_day")

    id: Mapped[int] = pk()
    token: Mapped[str] = mapped_column(String(43), unique=True, default=lambda: secrets.token_urlsafe(24))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=OrderState.PLACED)
    reason: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[str] = mapped_column(String(10), default=Channel.WEB)

    frequency: Mapped[str] = mapped_column(String(12), default=Frequency.ONCE)
    first_day: Mapped[date]
    end_day: Mapped[date | None]
    season_opens: Mapped[int] = mapped_column(default=4)
    season_closes: Mapped[int] = mapped_column(default=10)

    quantity: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    remarks: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int]
    people: Mapped[int] = mapped_column(default=1)

    price: Mapped[Money]
    includes_vat: Mapped[bool]
    vat_rule: Mapped[str] = mapped_column(String(40))
    vat_answer: Mapped[bool | None]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    # Who pays the reduced price is nobody's business but the customer's: shown on no job and to no member.
    reduced: Mapped[bool] = mapped_column(default=False)

    street: Mapped[str] = mapped_column(String(80), default="")
    house_number: Mapped[str] = mapped_column(String(12), default="")
    postcode: Mapped[str] = mapped_column(String(8), default="")
    city: Mapped[str] = mapped_column(String(60), default="")

    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"), index=True)
    """The project that its work belongs to; without one it belongs to its service."""
    in_instalments: Mapped[bool] = mapped_column(default=False)
    """Its visits cost nothing by themselves: the contract behind it is invoiced in parts."""

    early_start: Mapped[bool] = mapped_column(default=False)
    reference: Mapped[str | None] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(5), default="nl")
    placed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    party: Mapped[Party] = relationship()
    service: Mapped[Service] = relationship()

    @property
    def code(self) -> str:
        """The short code to say over the phone."""
        return code_of(self.id)

    @property
    def is_recurring(self) -> bool:
        """Whether we come more than once."""
        return self.frequency != Frequency.ONCE

    @property
    def is_open(self) -> bool:
        """Whether anything may still be done for it."""
        return self.state in (OrderState.PLACED, OrderState.ACCEPTED)

    @property
    def address(self) -> str:
        """Where the work is, in one line."""
        street = f"{self.street} {self.house_number}".strip()
        return ", ".join(part for part in (street, f"{self.postcode} {self.city}".strip()) if part)

    @property
    def pattern(self) -> Pattern:
        """The days of its visits; end_day is the first day on which we no longer come."""
        return Pattern(self.frequency, self.first_day, self.end_day, (self.season_opens, self.season_closes))


order_placed: Event[Order] = Event("order.placed")
order_accepted: Event[Order] = Event("order.accepted")
order_declined: Event[Order] = Event("order.declined")
order_withdrawn: Event[Order] = Event("order.withdrawn")
order_stopped: Event[Order] = Event("order.stopped")


def by_token(token: str, *, lock: bool = False) -> Order:
    """The order behind a private link; raises NotFound. With `lock` it is held until the commit."""
    return _one(select(Order).where(Order.token == token), lock)


def by_id(order_id: int, *, lock: bool = False) -> Order:
    """The order with this number; raises NotFound. With `lock` it is held until the commit."""
    return _one(select(Order).where(Order.id == order_id), lock)


def by_code(code: str) -> Order | None:
    """The order with this code, if there is one."""
    number = number_of(code)
    return None if number is None else db.session.get(Order, number)


def _one(query: Any, lock: bool) -> Order:
    if lock:  # SQLite has its one writer already; on PostgreSQL who comes second waits here and sees the change
        query = query.with_for_update(of=Order).execution_options(populate_existing=True)
    order: Order | None = db.session.scalar(query)
    if order is None:
        raise NotFound(gettext("Deze bestelling is er niet. Kijk of de link helemaal klopt."))
    return order
