"""The orders as a list: found by state, customer and words, newest first, by the page."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coop.database import db
from members.party import Party, matches
from orders.code import number_of
from orders.order import Order, OrderState
from orders.service import Service


def found(
    *, words: str = "", state: str = "", party_id: int | None = None, below: int | None = None, limit: int
) -> list[Order]:
    """The orders below a number in this state, of this customer, with these words or this code."""
    query = (
        select(Order)
        .join(Party, Party.id == Order.party_id)
        .join(Service, Service.id == Order.service_id)
        .options(joinedload(Order.party), joinedload(Order.service))
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
    return list(db.session.scalars(query))
