"""A contract: an accepted quotation, with a project of its own in the books and its jobs in the planning."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.ledger.cost_object import CostObject
from coop.money import Money
from invoicing.quotation.quotation import Quotation
from members.party import Party
from orders.service import Service


class ContractState(StrEnum):
    """Whether anything is still to come."""

    RUNNING = "running"
    ENDED = "ended"


class Contract(Model):
    """What was agreed, which never changes; how far it is follows from its jobs, its hours and the books.

    The price is of one visit where each visit is paid, and of the whole otherwise; `net` is always of the whole.
    `minutes` and `cost` are what was calculated for the whole; amounts exclude VAT.
    """

    __tablename__ = "contract"
    __table_args__ = (
        CheckConstraint("pays IN ('visit', 'month', 'end')", name="pays"),
        CheckConstraint("state IN ('running', 'ended')", name="state"),
        CheckConstraint("(state = 'ended') = (ended_on IS NOT NULL)", name="ended"),
        CheckConstraint("ends_on > begins_on", name="period"),
        CheckConstraint("price >= 0 AND net >= 0 AND cost >= 0 AND minutes >= 0 AND visits > 0", name="amounts"),
    )
    __audited__ = ("state", "reference")

    id: Mapped[int] = pk()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    quotation_id: Mapped[int] = mapped_column(ForeignKey("quotation.id"), unique=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    cost_object_id: Mapped[int] = mapped_column(ForeignKey("cost_object.id"), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    pays: Mapped[str] = mapped_column(String(10))
    begin: Mapped[date] = mapped_column("begins_on")
    end: Mapped[date] = mapped_column("ends_on")
    visits: Mapped[int]
    price: Mapped[Money]
    net: Mapped[Money]
    minutes: Mapped[int]
    cost: Mapped[Money]
    reference: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[str] = mapped_column(String(10), default=ContractState.RUNNING)
    made_at: Mapped[datetime]
    taken_up_at: Mapped[datetime | None]
    """When somebody looked at who does the work."""
    ended_on: Mapped[date | None]
    ended_why: Mapped[str] = mapped_column(Text, default="")

    quotation: Mapped[Quotation] = relationship()
    party: Mapped[Party] = relationship()
    service: Mapped[Service] = relationship()
    cost_object: Mapped[CostObject] = relationship()

    @property
    def source(self) -> str:
        """The name under which others know it."""
        return f"contract:{self.id}"

    @property
    def last_day(self) -> date:
        """The last day of its period."""
        return self.end - timedelta(days=1)

    @property
    def is_running(self) -> bool:
        """Whether anything is still to come."""
        return self.state == ContractState.RUNNING


def find(contract_id: int, *, lock: bool = False) -> Contract:
    """The contract with this key; raises NotFound. With `lock` it is held until the commit."""
    query: Any = select(Contract).where(Contract.id == contract_id)
    if lock:
        query = query.with_for_update(of=Contract).execution_options(populate_existing=True)
    found: Contract | None = db.session.scalar(query)
    if found is None:
        raise NotFound(gettext("Dit contract is er niet."))
    return found


def of_quotation(quotation_id: int) -> Contract | None:
    """The contract that was made of a quotation."""
    return db.session.scalar(select(Contract).where(Contract.quotation_id == quotation_id))
