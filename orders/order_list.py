"""The orders as a list: found by state, customer and words, newest first, by the page."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from coop.database import db
from coop.money import Money
from members.party import Party, matches
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
    *, words: str = "", state: str = "", party_id: int | None = None, below: int | None = None, limit: int
) -> list[OrderRow]:
    """The orders below a number in this state, of this customer, with these words or this code."""
    query = (
        select(Order.id, Order.state, Order.first_day, Order.price, Party.name, Service.name)
        .join(Party, Party.id == Order.party_id)
        .join(Service, Service.id == Order.service_id)
        .order_by(Order.id.desc())
        .limit(limit)
    )
    number = number_of(words)
    if number is not None:
        query = query.where(Order.id == number)
    else:
        for word in words.split():
            query = query.where(matches(word) | Service.name.icontains(word, autoescape=True))
    if state in list(OrderState):
        query = query.where(Order.state == state)
    if party_id is not None:
        query = query.where(Order.party_id == party_id)
    if below is not None:
        query = query.where(Order.id < below)
    return [OrderRow(*row) for row in db.session.execute(query)]
