"""Changing the catalogue: what a service is and costs from now on; orders keep what was promised them."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from sqlalchemy import func, select

from coop import picture
from coop.database import db
from coop.errors import NotFound, Refusal
from coop.ledger.cost_object import cost_object
from coop.money import Money
from orders.price import PriceRule
from orders.service import Extra, Service
from orders.service_import import revenue_account, slug_of

_BOX = (640, 400)  # pixels: sharp on a phone, and small enough for a page of them


class NameTaken(Refusal):
    """Two services never share a name: it is their address and their cost object."""


class ImpossiblePrice(Refusal):
    """A reduced price is at most the price, and a price by surface says how fast the work goes."""


def find(service_id: int) -> Service:
    """The service with this id, also one that is no longer offered; raises NotFound."""
    service = db.session.get(Service, service_id)
    if service is None:
        raise NotFound(gettext("Deze dienst is er niet."))
    return service


def every_service() -> list[Service]:
    """All services, those on offer first."""
    return list(db.session.scalars(select(Service).order_by(Service.active.desc(), Service.place, Service.name)))


def create(facts: Mapping[str, object], extras: Sequence[tuple[str, Money]] = ()) -> Service:
    """Add a service with its own cost object; raises NameTaken, ImpossiblePrice."""
    name = str(facts["name"])
    slug = slug_of(name)
    same = (Service.slug == slug) | (func.lower(Service.name) == name.strip().lower())
    if not slug or db.session.scalar(select(Service.id).where(same)):
        raise NameTaken(gettext("Er is al een dienst met deze naam."), field="name")
    service = Service(slug=slug, cost_object=cost_object("service", slug, name))
    db.session.add(service)
    with db.session.no_autoflush:
        return revise(service, facts, extras)


def revise(service: Service, facts: Mapping[str, object], extras: Sequence[tuple[str, Money]] = ()) -> Service:
    """Change a service from now on; an extra that is left out is no longer offered. Raises ImpossiblePrice."""
    price, reduced = facts["price"], facts.get("reduced_price")
    if isinstance(price, Money) and price < Money.zero():
        raise ImpossiblePrice(gettext("Een prijs is nul of meer."), field="price")
    if isinstance(price, Money) and isinstance(reduced, Money) and not Money.zero() <= reduced <= price:
        raise ImpossiblePrice(gettext("De Stadjersprijs is hoogstens de gewone prijs."), field="reduced_price")
    if facts["price_rule"] == PriceRule.SQUARE_METRE and not facts.get("units_per_hour"):
        raise ImpossiblePrice(gettext("Vul in hoeveel m² per uur klaar is."), field="units_per_hour")
    for name, value in facts.items():
        setattr(service, name, value)
    service.revenue_account = revenue_account(service.audience, service.vat_rule)
    known = {extra.name: extra for extra in service.extras}
    wanted = dict(extras)
    for name, extra in known.items():
        extra.active = name in wanted
    for name, amount in wanted.items():
        if name in known:
            known[name].price = amount
        else:
            service.extras.append(Extra(name=name, price=amount))
    db.session.flush()
    return service


def show_picture(service: Service, content: bytes | None) -> None:
    """Let the shop window show this photo, or its drawing again; raises NotAPicture."""
    service.picture_sha = picture.keep(content, "dienst.jpg", _BOX, "picture") if content else None
    db.session.flush()
