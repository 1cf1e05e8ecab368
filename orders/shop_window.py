"""The shop window: each service with the least it can cost, so that "from" is a promise and no bait."""

from datetime import date
from typing import NamedTuple

from coop.money import Money
from coop.rules import book
from orders.offer import offer
from orders.price import ONE, PriceRule
from orders.service import Audience, Service, catalogue


class Shown(NamedTuple):
    """A service as it stands in the window."""

    service: Service
    lowest: Money
    varies: bool
    """Whether an answer or an extra can make it cost more."""


def shop_window(on: date, audience: str = Audience.RESIDENT) -> list[Shown]:
    """The services that can be ordered on a day, each with its lowest price."""
    return [Shown(one, lowest(one, on), varies(one)) for one in catalogue(audience)]


def lowest(service: Service, on: date) -> Money:
    """What the smallest order costs: one unit without extras, at the VAT answer that is cheapest.

    The reduced price is left out, for it is not for everybody.
    """
    answers = (True, False) if book.vat_rule(service.vat_rule).question else (None,)
    return min(offer(service, quantity=ONE, vat_answer=answer, on=on).total for answer in answers)


def varies(service: Service) -> bool:
    """Whether there is anything to answer that changes the price."""
    asks = service.price_rule != PriceRule.FIXED or book.vat_rule(service.vat_rule).question is not None
    return asks or any(extra.active for extra in service.extras)
