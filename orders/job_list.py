"""Lists of jobs as the screens show them, each in one statement whatever the number of rows."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from coop.database import db
from coop.period import DateRange
from members.member import Member
from orders import route
from orders.job import Assignment, Job, JobState, by_id
from orders.order import Order

LOOK_BACK = timedelta(weeks=4)


def one(job_id: int) -> Job:
    """A job with its order and who is on it; raises NotFound."""
    return next(iter(_all(_with_people().where(Job.id == job_id))), None) or by_id(job_id)


def of_order(order: Order) -> list[Job]:
    """The visits of an order that were not cancelled, in order, with who comes."""
    return _all(_with_people().where(Job.order_id == order.id, Job.state != JobState.CANCELLED))


def of_week(week: DateRange, words: str = "") -> list[Job]:
    """The jobs of a week, also the cancelled ones; those with every word in their title, address or people."""
    found = _all(_with_people().where(Job.day >= week.begin, Job.day < week.end))
    wanted = words.casefold().split()
    return [job for job in found if all(word in _said_of(job) for word in wanted)]


def on_day(day: date) -> list[Job]:
    """The jobs of a day that go on, by time."""
    return _all(_with_people().where(Job.day == day, Job.state != JobState.CANCELLED))


def of_member(member_id: int, today: date) -> list[Job]:
    """What a member has to do or still has to tell hours about, along the way: the last weeks and all ahead."""
    mine = select(Assignment.job_id).where(Assignment.member_id == member_id)
    theirs = (Job.id.in_(mine), Job.day >= today - LOOK_BACK, Job.state != JobState.CANCELLED)
    whose = joinedload(Job.order).joinedload(Order.party)
    return route.in_order(_all(_with_people().where(*theirs).options(whose)))


def _said_of(job: Job) -> str:
    people = [assignment.member.name for assignment in job.assignments]
    return " ".join([job.title, job.order.address if job.order else "", *people]).casefold()


def _with_people() -> Select[Any]:
    return (
        select(Job)
        .options(
            joinedload(Job.service),
            joinedload(Job.order),
            joinedload(Job.assignments).joinedload(Assignment.member).joinedload(Member.person),
        )
        .order_by(Job.day, Job.begins, Job.id)
    )


def _all(query: Select[Any]) -> list[Job]:
    found: Sequence[Job] = db.session.scalars(query).unique().all()
    return list(found)
