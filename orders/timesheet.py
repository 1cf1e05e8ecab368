"""A timesheet: the hours of many people on planned jobs, told in one go as when a week is typed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from secrets import token_urlsafe

from flask_babel import gettext
from sqlalchemy import select

from coop import clock
from coop.database import db
from orders.hours import HourEntry, NotYourJob, worked_minutes
from orders.job import Assignment, Job


@dataclass(frozen=True)
class SheetLine:
    """One person's time on one job; `ends` is None when it went as planned."""

    job: Job
    member_id: int
    ends: time | None = None
    pause: int = 0


def tell_sheet(lines: Sequence[SheetLine]) -> list[HourEntry]:
    """Tell every line, in a number of statements that does not grow with them.

    Who already told hours on a job is passed over; raises NotYourJob, ImpossibleHours.
    """
    job_ids = {line.job.id for line in lines}
    assigned = {
        (job_id, member_id): kind
        for job_id, member_id, kind in db.session.execute(
            select(Assignment.job_id, Assignment.member_id, Assignment.engagement).where(
                Assignment.job_id.in_(job_ids)
            )
        )
    }
    told = {
        (job_id, member_id)
        for job_id, member_id in db.session.execute(
            select(HourEntry.job_id, HourEntry.member_id).where(HourEntry.job_id.in_(job_ids))
        )
    }
    made = []
    for line in lines:
        key = (line.job.id, line.member_id)
        if key in told:
            continue
        if key not in assigned:
            raise NotYourJob(gettext("Deze klus staat niet op jouw naam."))
        ends = line.ends or line.job.ends
        made.append(
            HourEntry(
                uid=token_urlsafe(16),
                job=line.job,
                service_id=line.job.service_id,
                member_id=line.member_id,
                engagement=assigned[key],
                day=line.job.day,
                begins=line.job.begins,
                ends=ends,
                pause=line.pause,
                minutes=worked_minutes(line.job.day, line.job.begins, ends, line.pause),
                submitted_at=clock.now(),
            )
        )
    db.session.add_all(made)
    db.session.flush()
    return made
