"""A member's jobs as a calendar reads them (RFC 5545): what, in which street, and from when until when.

A calendar is often kept by somebody else: the customer's name, number and telephone do not go there.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from flask_babel import gettext

from coop import clock
from coop.clock import AMSTERDAM
from orders.job import Job

CONTENT_TYPE = "text/calendar; charset=utf-8"
_LOOK_AGAIN = timedelta(hours=1)


def feed(jobs: Iterable[Job], name: str, host: str, page: str) -> bytes:
    """The calendar of these jobs; `host` makes their ids one of a kind, `page` is where the member sees more."""
    from icalendar import Calendar, Event

    made = Calendar.new(
        name=name, prodid=f"-//{host}//wijkbedrijf//NL", refresh_interval=_LOOK_AGAIN, uid=f"jobs@{host}"
    )
    for job in jobs:
        made.add_component(
            Event.new(
                uid=f"job-{job.id}@{host}",
                stamp=clock.now(),
                summary=job.title,
                location=job.order.street if job.order and job.order.street else None,
                start=_moment(job, job.begins),
                end=_moment(job, job.ends),
                description=gettext("Meer over deze klus: %(page)s", page=page),
            )
        )
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _moment(job: Job, at: time) -> datetime:
    return datetime.combine(job.day, at, AMSTERDAM)
