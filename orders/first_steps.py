"""The first steps of a new wijk on this floor: something to order, and the first order itself."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from coop.database import db
from coop.first_steps import FirstStep
from coop.permission import Permission
from orders.order import Order
from orders.service import Service


def _have_a_service() -> bool:
    return bool(db.session.scalar(select(select(Service.id).where(Service.active).exists())))


def _have_an_order() -> bool:
    return bool(db.session.scalar(select(select(Order.id).exists())))


first_steps = [
    FirstStep(
        lazy_gettext("Maak de eerste dienst"),
        lazy_gettext("Iets wat buren nodig hebben, met een prijs. Bijvoorbeeld: tuin bijhouden, per uur."),
        "services.new",
        Permission.SERVICES_EDIT,
        _have_a_service,
        40,
    ),
    FirstStep(
        lazy_gettext("Neem de eerste bestelling aan"),
        lazy_gettext("Bestel zelf iets als bewoner, of wacht op de eerste buur. Daarna zijn jullie begonnen."),
        "services.index",
        Permission.ORDERS_READ,
        _have_an_order,
        70,
    ),
]
