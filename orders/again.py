"""Ordering the same again: every answer as it was given then, at the price of today."""

from datetime import date

from flask_babel import gettext

from coop.errors import NotFound
from orders.offer import offer
from orders.order import Order
from orders.placing import Wish
from orders.price import Quote


class NoLongerOffered(NotFound):
    """Only what is still on offer to residents can be ordered again."""


def may_repeat(order: Order) -> bool:
    """Whether its service is still on offer; what organisations order is agreed on in a contract."""
    return order.service.active and order.service.includes_vat


def quote_again(order: Order, on: date) -> Quote:
    """What the same would cost on a day; raises NoLongerOffered."""
    if not may_repeat(order):
        raise NoLongerOffered(gettext("Deze dienst is er niet (meer). Kijk bij de diensten wat we wel doen."))
    return offer(
        order.service,
        quantity=order.quantity,
        extra_ids=_extras_left(order),
        reduced=order.reduced,
        vat_answer=order.vat_answer,
        on=on,
    )


def wish_again(order: Order, first_day: date, *, early_start: bool, remarks: str) -> Wish:
    """The same once more, for the same customer at the same house."""
    return Wish(
        order.service,
        order.party,
        first_day=first_day,
        quantity=order.quantity,
        extra_ids=_extras_left(order),
        reduced=order.reduced,
        vat_answer=order.vat_answer,
        early_start=early_start,
        remarks=remarks,
        address=(order.street, order.house_number, order.postcode, order.city),
    )


def _extras_left(order: Order) -> list[int]:
    offered = {extra.id for extra in order.service.extras if extra.active}
    return [number for number in order.answers.get("extras", []) if number in offered]
