"""Hours that were told on a phone: they may arrive late, and more than once, and count once."""

from datetime import date, time

from flask_babel import gettext

from coop import once
from coop.database import db
from coop.errors import Stale
from coop.filters import clock_time, weekday
from members.member import Member
from orders import hours, job
from orders.hours import HourEntry
from orders.job import Job
from orders.service import Service


class PlanChanged(Stale):
    """ "Klopt" is said of the plan as it was seen; when that changed meanwhile, the member looks again."""


def arrive(
    member: Member,
    uid: str,
    *,
    day: date,
    begins: time,
    ends: time,
    pause: int = 0,
    note: str = "",
    job_id: int | None = None,
    service_id: int | None = None,
    as_planned: bool = False,
) -> HourEntry | None:
    """Take in hours with the id they got on the phone; None when they arrived before, which changes nothing.

    An answer can get lost on its way back, and what was told is then sent again. What happened to it meanwhile
    (a change on another screen, approval) stays. Raises PlanChanged and whatever telling hours does.
    """
    if once.claim(f"hours:{member.id}:{uid}") is None:
        return None
    planned = job.by_id(job_id) if job_id is not None else None
    if planned is not None:
        _demand_same(planned, day, (begins, ends) if as_planned else None)
    return hours.tell(
        member,
        uid,
        job=planned,
        service=db.session.get(Service, service_id) if service_id is not None else None,
        day=day,
        begins=begins,
        ends=ends,
        pause=pause,
        note=note,
    )


def _demand_same(planned: Job, day: date, seen: tuple[time, time] | None) -> None:
    if planned.day != day or (seen is not None and seen != (planned.begins, planned.ends)):
        raise PlanChanged(
            gettext(
                "Deze klus is verplaatst: hij staat nu op %(day)s om %(time)s. Kijk of je uren nog kloppen.",
                day=weekday(planned.day),
                time=clock_time(planned.begins),
            )
        )
