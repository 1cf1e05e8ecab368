"""What waits on the floor of the work: orders to answer, jobs without people, hours to approve."""

from datetime import timedelta
from typing import Any

from flask_babel import ngettext
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.period import week
from coop.permission import Permission
from coop.today import Panel, Task, Waiting
from orders import job_list
from orders.hours import HourEntry, HoursState
from orders.job import Assignment, Job, JobState
from orders.order import Order, OrderState

AHEAD = timedelta(days=14)
"""So far ahead a job without people is work for today."""


def to_answer() -> Waiting:
    """Orders that nobody accepted or declined."""
    found = select(func.count()).where(Order.state == OrderState.PLACED)
    return Waiting(db.session.scalar(found) or 0, address={"state": OrderState.PLACED.value})


def without_people() -> Waiting:
    """Jobs of the coming days that still need somebody; the door leads to the week of the first."""
    today = clock.today()
    on_it = select(func.count()).where(Assignment.job_id == Job.id).correlate(Job).scalar_subquery()
    return _jobs(Job.day >= today, Job.day < today + AHEAD, Job.people > on_it, open="1")


def to_approve() -> Waiting:
    """Hours that were told and not approved."""
    found = select(func.count()).where(HourEntry.state == HoursState.SUBMITTED)
    return Waiting(db.session.scalar(found) or 0)


def not_told() -> Waiting:
    """Jobs that are over while somebody still has to say what was worked: until then nothing can be invoiced."""
    told = select(HourEntry.id).where(HourEntry.job_id == Job.id, HourEntry.member_id == Assignment.member_id)
    silent = select(Assignment.id).where(Assignment.job_id == Job.id, ~told.correlate(Job, Assignment).exists())
    nobody = ~select(Assignment.id).where(Assignment.job_id == Job.id).exists()
    return _jobs(Job.day < clock.today(), silent.exists() | nobody)


def of_today() -> dict[str, Any]:
    """The jobs of today, with who goes."""
    return {"jobs": job_list.on_day(clock.today())}


def _jobs(*which: Any, **address: str) -> Waiting:
    query = select(func.count(), func.min(Job.day)).where(Job.state == JobState.PLANNED, *which)
    number, first = db.session.execute(query).one()
    if first is not None:
        address["week"] = week(first).begin.isoformat()
    return Waiting(number, address=address)


tasks = [
    Task(
        "orders.index",
        Permission.ORDERS_DECIDE,
        to_answer,
        lambda number: ngettext("bestelling wacht op antwoord", "bestellingen wachten op antwoord", number),
        10,
    ),
    Task(
        "jobs.index",
        Permission.JOBS_PLAN,
        without_people,
        lambda number: ngettext(
            "klus in de komende twee weken heeft nog te weinig mensen",
            "klussen in de komende twee weken hebben nog te weinig mensen",
            number,
        ),
        12,
    ),
    Task(
        "hours.index",
        Permission.HOURS_APPROVE,
        to_approve,
        lambda number: ngettext("keer uren om goed te keuren", "keer uren om goed te keuren", number),
        14,
    ),
    Task(
        "jobs.index",
        Permission.JOBS_PLAN,
        not_told,
        lambda number: ngettext(
            "klus is geweest, de uren ontbreken nog", "klussen zijn geweest, de uren ontbreken nog", number
        ),
        16,
    ),
]
panels = [Panel("jobs/_today.html", Permission.JOBS_PLAN, of_today, 10)]
