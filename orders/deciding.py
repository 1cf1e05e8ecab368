"""What becomes of an order: accepted or declined by the coordinator, changed or withdrawn by the customer."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.errors import Refusal
from orders import reflection
from orders.ahead import make_jobs
from orders.job import Job, JobState
from orders.order import (
    AlreadyDecided,
    Order,
    OrderState,
    order_accepted,
    order_declined,
    order_stopped,
    order_withdrawn,
)
from orders.placing import must_be_possible

NOTICE = timedelta(days=2)
"""A recurring order stops after so many days: who comes tomorrow has it in the diary."""


class NeedsReason(Refusal):
    """Who declines an order says why: the customer is told so."""


class TooLate(Refusal):
    """An order can be withdrawn freely until 14 days after it was placed, or while no work was done."""


class EndsWithContract(Refusal):
    """What one price was agreed for ends with its contract: else its instalments would still be asked."""


class NotRunning(Refusal):
    """Only an accepted order that recurs can be stopped."""


def accept(order: Order) -> None:
    """Take the order on and make its first jobs; raises AlreadyDecided."""
    accept_each([order])


def accept_each(orders: Sequence[Order]) -> None:
    """Take several orders on, as `accept` does, in a number of statements that does not grow with them."""
    for order in orders:
        _demand_placed(order)
        order.state = OrderState.ACCEPTED
        order.decided_at = clock.now()
    db.session.flush()
    make_jobs(orders)
    for order in orders:
        order_accepted.tell(order)


def decline(order: Order, reason: str) -> None:
    """Refuse the order with a reason for the customer; raises AlreadyDecided, NeedsReason."""
    _demand_placed(order)
    if not reason.strip():
        raise NeedsReason(gettext("Schrijf in een zin waarom. De klant krijgt die zin te lezen."), field="reason")
    order.state = OrderState.DECLINED
    order.reason = reason.strip()
    order.decided_at = order.ended_at = clock.now()
    db.session.flush()
    order_declined.tell(order)


def withdraw(order: Order) -> None:
    """The customer takes the order back (BW 6:230o, 6:230oa): its planned jobs are cancelled.

    Raises AlreadyDecided when it has ended, TooLate when it may no longer be, EndsWithContract.
    """
    if not order.is_open:
        raise AlreadyDecided(gettext("Deze bestelling is al afgelopen."))
    _demand_no_instalments(order)
    if not may_withdraw(order):
        raise TooLate(
            gettext("Er is al voor je gewerkt, en de bedenktijd is voorbij. Bel ons, dan zoeken we het uit.")
        )
    if order.decided_at is None:
        order.decided_at = clock.now()
    order.state = OrderState.WITHDRAWN
    order.ended_at = clock.now()
    _cancel_planned(order)
    db.session.flush()
    order_withdrawn.tell(order)


def may_withdraw(order: Order) -> bool:
    """Whether the days of reflection still run, or nothing was done yet."""
    if not order.is_open or order.in_instalments:
        return False
    worked = select(Job.id).where(Job.order_id == order.id, Job.state == JobState.DONE).limit(1)
    return reflection.runs(order) or db.session.scalar(worked) is None


def may_stop(order: Order) -> bool:
    """Whether it is a running order that recurs without an end yet, or with one that still lies ahead."""
    ends = order.end_day
    return (
        order.state == OrderState.ACCEPTED
        and order.is_recurring
        and not order.in_instalments
        and (ends is None or ends > clock.today() + NOTICE)
    )


def stop(order: Order, on: date) -> None:
    """End a recurring order: from this day on we no longer come; raises NotRunning, EndsWithContract."""
    _demand_no_instalments(order)
    if not may_stop(order):
        raise NotRunning(gettext("Deze bestelling loopt niet (meer)."))
    order.end_day = max(on, order.first_day)
    _cancel_planned(order, order.end_day)
    db.session.flush()
    order_stopped.tell(order)


def cut_short(order: Order, on: date) -> None:
    """The contract of a running order ends early: from this day on we do not come. An order that is over stays."""
    if order.state != OrderState.ACCEPTED:
        return
    if order.is_recurring:
        order.end_day = min(order.end_day or date.max, max(on, order.first_day))
    _cancel_planned(order, on)
    db.session.flush()
    order_stopped.tell(order)


def change(order: Order, day: date, remarks: str) -> None:
    """Another first day or other remarks, while nothing was decided; raises AlreadyDecided, NotThatDay."""
    if order.state != OrderState.PLACED:
        raise AlreadyDecided(gettext("We hebben je bestelling al ingepland. Bel ons om iets te veranderen."))
    if day != order.first_day:
        must_be_possible(day)
        order.first_day = day
    order.remarks = remarks.strip()
    db.session.flush()


def _demand_no_instalments(order: Order) -> None:
    if order.in_instalments:
        raise EndsWithContract(
            gettext("Dit werk hoort bij een contract met één prijs. Het stopt als het contract stopt.")
        )


def _demand_placed(order: Order) -> None:
    if order.state != OrderState.PLACED:
        raise AlreadyDecided(gettext("Over deze bestelling is al beslist. Ververs de pagina."))


def _cancel_planned(order: Order, begin: date | None = None) -> None:
    planned = select(Job).where(Job.order_id == order.id, Job.state == JobState.PLANNED)
    for job in db.session.scalars(planned if begin is None else planned.where(Job.due >= begin)):
        job.state = JobState.CANCELLED
