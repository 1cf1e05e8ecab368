"""Finding orders and services."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import and_, select

from coop.database import db
from coop.filters import day
from coop.permission import Permission
from coop.search import Asked, Finder, Hit
from orders import order_list
from orders.service import Service


def orders(asked: Asked, limit: int) -> Sequence[Hit]:
    """By code, customer, address, service or price, the latest first."""
    return [
        Hit(
            f"{row.code} {row.service}",
            f"{row.customer} · {day(row.first_day)}",
            "orders.show",
            {"order_id": row.id},
            row.price,
        )
        for row in order_list.found(words=" ".join(asked.words), price=asked.amount, limit=limit)
    ]


def services(asked: Asked, limit: int) -> Sequence[Hit]:
    """By name."""
    named = and_(*(Service.name.icontains(word, autoescape=True) for word in asked.words))
    found = db.session.execute(
        select(Service.id, Service.name, Service.price).where(named).order_by(Service.name).limit(limit)
    )
    return [Hit(name, "", "services.edit", {"service_id": id_}, price) for id_, name, price in found]


def _all_orders(asked: Asked) -> tuple[str, dict[str, Any]]:
    return "orders.index", {"q": asked.text}


finders = [
    Finder(lazy_gettext("Bestellingen"), Permission.ORDERS_READ, orders, 20, _all_orders),
    Finder(lazy_gettext("Diensten"), Permission.SERVICES_EDIT, services, 60),
]
