"""Work in the demo for the member a visitor signs in as, so that there is something to say "Klopt" to."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from coop.database import db
from coop.permission import Role
from members.demo import demo_logins
from members.engagement import engagement_on
from members.member import Member, of_person
from orders.hours import HourEntry
from orders.job import Assignment, Job, JobState
from orders.staffing import assign, release

DAYS = 4


def give_work(begin: date) -> None:
    """Put that member on one job a day of the days around `begin`, in somebody else's place where it is full."""
    who = _visitor()
    for day in (begin + timedelta(days=n) for n in range(-1, DAYS)):
        job = _job_on(day)
        if who is None or job is None or engagement_on(who, day) is None or _is_busy(who, day):
            continue
        if len(job.assignments) >= job.people:
            release(job, job.assignments[0].member_id)
        assign(job, [who])


def _visitor() -> Member | None:
    for role, login in demo_logins():
        if role is Role.MEMBER:
            return next(iter(of_person(login.person_id)), None)
    return None


def _job_on(day: date) -> Job | None:
    told = select(HourEntry.id).where(HourEntry.job_id == Job.id).exists()
    return db.session.scalar(
        select(Job)
        .where(Job.day == day, Job.state == JobState.PLANNED, ~told)
        .options(selectinload(Job.assignments))
        .order_by(Job.begins, Job.id)
        .limit(1)
    )


def _is_busy(who: Member, day: date) -> bool:
    theirs = select(Assignment.id).join(Job, Job.id == Assignment.job_id)
    return db.session.scalar(theirs.where(Assignment.member_id == who.id, Job.day == day).limit(1)) is not None
