"""The orders as a list: found by state, customer and words, newest first, by the page."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import joinedload

from coop.database import db
from coop.money import Money
from members.party import Party, matches, words_of
from orders.code import code_of, number_of
from orders.order import Order, OrderState
from orders.service import Service


class OrderRow(NamedTuple):
    """One order as the list shows it: the columns that are read, and not four objects a row."""

    id: int
    state: str
    first_day: date
    price: Money
    customer: str
    service: str

    @property
    def code(self) -> str:
        """What the customer calls it."""
        return code_of(self.id)


def found(
    *,
    words: str = "",
    state: str = "",
    party_id: int | None = None,
    price: Money | None = None,
    below: int | None = None,
    limit: int | None,
) -> list[OrderRow]:
    """The orders below a number in this state, of this customer, with these words, this code or this price."""
    query = (
        select(Order.id, Order.state, Order.first_day, Order.price, Party.name, Service.name)
        .join(Party, Party.id == Order.party_id)
        .join(Service, Service.id == Order.service_id)
        .order_by(Order.id.desc())
        .limit(limit)
    )
    query = query.where(_told(words) if price is None else or_(_told(words), Order.price == price))
    if state in list(OrderState):
        query = query.where(Order.state == state)
    if party_id is not None:
        query = query.where(Order.party_id == party_id)
    if below is not None:
        query = query.where(Order.id < below)
    return [OrderRow(*row) for row in db.session.execute(query)]


def _told(words: str) -> ColumnElement[bool]:
    number = number_of(words)
    if number is not None:
        return Order.id == number
    each = (matches(word) | Service.name.icontains(word, autoescape=True) for word in words_of(words))
    return and_(true(), *each)


def last_of(party_ids: Sequence[int]) -> dict[int, Order]:
    """The last order of each of these customers whose service is still on offer, in one statement."""
    last = (
        select(func.max(Order.id))
        .join(Service, Service.id == Order.service_id)
        .where(Order.party_id.in_(party_ids), Service.active)
        .group_by(Order.party_id)
    )
    found = select(Order).where(Order.id.in_(last)).options(joinedload(Order.service))
    return {order.party_id: order for order in db.session.scalars(found)}
