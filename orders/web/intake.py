"""Who is on the phone or at the counter: the page of the resident, filled in with what we know already."""

from collections.abc import Callable
from typing import TypeVar

from flask import request

from coop.permission import Permission, may
from members import party
from members.party import Party
from orders import order
from orders.order import Order

Found = TypeVar("Found")


def known_customer() -> Party | None:
    """The customer whom the coordinator found, if it is one who takes orders that asks."""
    return _asked("klant", party.find)


def earlier_order(customer: Party | None) -> Order | None:
    """The order of that customer which is done again, if it is theirs."""
    earlier = _asked("zoals", order.by_id)
    return earlier if earlier is not None and customer is not None and earlier.party_id == customer.id else None


def as_known(customer: Party | None) -> dict[str, object]:
    """The fields about somebody, as they are known."""
    if customer is None:
        return {}
    names = ("name", "phone", "email", "street", "house_number", "postcode")
    return {name: getattr(customer, name) for name in names}


def as_before(earlier: Order | None) -> dict[str, object]:
    """The fields about the work, as they were answered before."""
    if earlier is None:
        return {}
    return {
        "size": earlier.quantity // 1000,
        "extras": earlier.answers.get("extras", []),
        "frequency": earlier.frequency,
        "vat_answer": None if earlier.vat_answer is None else "yes" if earlier.vat_answer else "no",
        "reduced": earlier.reduced,
        **{name: getattr(earlier, name) for name in ("street", "house_number", "postcode")},
    }


def _asked(name: str, find: Callable[[int], Found]) -> Found | None:
    number = request.args.get(name, type=int)
    return find(number) if number and may(Permission.ORDERS_TAKE) else None
