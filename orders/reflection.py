"""The days of reflection: a resident may withdraw freely, and work before they end is asked for expressly."""

from datetime import date, timedelta

from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.filters import weekday
from coop.rules import book
from orders.order import Order
from orders.service import Service
from orders.workday import is_workday

DAY = timedelta(days=1)


class EarlyStartNotAsked(Refusal):
    """Work within the days of reflection begins only at the customer's express request (BW 6:230t lid 3)."""


def ends_after(contract: date) -> date:
    """The last day on which a contract of this day can be withdrawn from (BW 6:230o lid 1).

    A term that ends on a Saturday, Sunday or public holiday runs on to the next working day
    (Algemene termijnenwet art. 1).
    """
    days: int = book.consumer("withdrawal")["days"]
    last = contract + days * DAY
    while last.weekday() >= 5 or not is_workday(last):
        last += DAY
    return last


def runs(order: Order) -> bool:
    """Whether the customer may still withdraw without a reason; counted from when we accepted."""
    return clock.today() <= last_day(order)


def last_day(order: Order) -> date:
    """The last of the days of reflection of an order."""
    return ends_after(clock.local(order.decided_at or order.placed_at).date())


def demand_request(service: Service, first_day: date, asked: bool) -> None:
    """Raise EarlyStartNotAsked when a resident's first day lies within the days of reflection, unasked."""
    last = ends_after(clock.today())
    if service.includes_vat and first_day <= last and not asked:
        raise EarlyStartNotAsked(
            gettext(
                "Deze dag valt in je bedenktijd. Zet hier een vinkje, of kies een dag na %(day)s.",
                day=weekday(last),
            ),
            field="early_start",
        )
