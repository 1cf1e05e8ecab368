"""Jobs ahead: every running order has its visits planned some weeks in advance, by itself."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from sqlalchemy import select

from coop import clock
from coop.daily import new_day
from coop.database import db
from orders.job import Job
from orders.order import Order, OrderState

WEEKS = 6
"""How far ahead visits are planned: far enough to divide the work, near enough to still change."""

BEGINS = time(9)


def make_jobs(orders: Iterable[Order], until: date | None = None) -> list[Job]:
    """Make the jobs of accepted orders that are not there yet, up to a day; twice makes nothing double."""
    running = {order.id: order for order in orders if order.state == OrderState.ACCEPTED}
    end = until or clock.today() + timedelta(weeks=WEEKS)
    there = {
        (order_id, due)
        for order_id, due in db.session.execute(
            select(Job.order_id, Job.due).where(
                Job.order_id.in_(running), Job.due >= clock.today() - timedelta(weeks=1)
            )
        )
    }
    made = []
    for order in running.values():
        # A single visit is made however far away it is; who ordered it wants to see it planned.
        horizon = end if order.is_recurring else max(end, order.first_day + timedelta(days=1))
        begin = max(order.first_day, clock.today())
        made += [
            Job(
                order=order,
                service_id=order.service_id,
                title=title_of(order),
                due=visit.due,
                day=visit.day,
                begins=BEGINS,
                minutes=order.minutes,
                people=order.people,
                price=order.price,
            )
            for visit in order.pattern.visits(begin, horizon)
            if (order.id, visit.due) not in there
        ]
    db.session.add_all(made)
    db.session.flush()
    return made


def title_of(order: Order) -> str:
    """What its visits are called: as their contract calls them, or else as their service is called."""
    if order.cost_object_id is None or not order.lines:
        return order.service.name
    return str(order.lines[0]["text"])[:80]


@new_day.subscribe
def plan_ahead(day: date) -> None:
    """Once a day, for every order that recurs."""
    running = select(Order).where(Order.state == OrderState.ACCEPTED, Order.frequency != "once")
    make_jobs(db.session.scalars(running.where((Order.end_day.is_(None)) | (Order.end_day > day))))
