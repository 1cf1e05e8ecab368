"""Finished orders: nothing is left to do for them, so they leave the coordinator's desk by themselves."""

from datetime import date

from sqlalchemy import select

from coop import clock
from coop.daily import new_day
from coop.database import db
from orders.job import Job, JobState
from orders.order import Order, OrderState
from orders.recurrence import Frequency


@new_day.subscribe
def finish_orders(day: date) -> None:
    """Finish every accepted order that asks no more visits from this day on and has none left to be done."""
    over = (Order.frequency == Frequency.ONCE) | (Order.end_day <= day)
    planned = select(Job.id).where(Job.order_id == Order.id, Job.state == JobState.PLANNED)
    made = select(Job.id).where(Job.order_id == Order.id)
    ready = select(Order).where(Order.state == OrderState.ACCEPTED, over, made.exists(), ~planned.exists())
    for order in db.session.scalars(ready.order_by(Order.id)):
        order.state = OrderState.FINISHED
        order.ended_at = clock.now()
    db.session.flush()
