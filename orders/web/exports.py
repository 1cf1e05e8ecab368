"""The lists of orders, jobs, hours and services as files."""

from flask_babel import lazy_gettext

from coop import clock, period
from coop.export import Asked, Export, day, text, whole
from coop.report import Report, listed
from orders import hours, job_list, order_list, service_editing
from orders.job import Job, JobState
from orders.web.desk import STATE_NAMES

_WHEN, _STATE, _PRICE = lazy_gettext("Dag"), lazy_gettext("Stand"), lazy_gettext("Prijs")
_FROM, _TO, _WHO = lazy_gettext("Van"), lazy_gettext("Tot"), lazy_gettext("Wie")
_SERVICE = lazy_gettext("Dienst")
_JOB_STATES = {
    JobState.PLANNED: lazy_gettext("ingepland"),
    JobState.DONE: lazy_gettext("klaar"),
    JobState.CANCELLED: lazy_gettext("gaat niet door"),
}


def orders(asked: Asked) -> Report:
    """The orders, as searched, the latest first."""
    found = order_list.found(
        words=text(asked, "q"), state=text(asked, "state"), party_id=whole(asked, "party"), limit=None
    )
    return listed(
        found,
        (lazy_gettext("Code"), lambda row: row.code),
        (lazy_gettext("Klant"), lambda row: row.customer),
        (_SERVICE, lambda row: row.service),
        (lazy_gettext("Vanaf"), lambda row: row.first_day),
        (_STATE, lambda row: STATE_NAMES.get(row.state, row.state)),  # type: ignore[call-overload]
        (lazy_gettext("Per keer"), lambda row: row.price),
    )


def jobs(asked: Asked) -> Report:
    """The jobs of the week at hand, as searched."""
    found = job_list.of_week(period.week(day(asked, "week") or clock.today()), text(asked, "q"))
    return listed(
        [one for one in found if one.places or not asked.get("open")],
        (_WHEN, lambda job: job.day),
        (_FROM, lambda job: f"{job.begins:%H:%M}"),
        (_TO, lambda job: f"{job.ends:%H:%M}"),
        (lazy_gettext("Klus"), lambda job: job.title),
        (lazy_gettext("Waar"), lambda job: job.order.address if job.order else ""),
        (_WHO, _people),
        (lazy_gettext("Nog nodig"), lambda job: job.places),
        (_STATE, lambda job: _JOB_STATES[JobState(job.state)]),
    )


def to_approve(_asked: Asked) -> Report:
    """The hours that wait."""
    return listed(
        hours.waiting(),
        (_WHEN, lambda entry: entry.day),
        (_WHO, lambda entry: entry.member.name),
        (_SERVICE, lambda entry: entry.service.name),
        (_FROM, lambda entry: f"{entry.begins:%H:%M}"),
        (_TO, lambda entry: f"{entry.ends:%H:%M}"),
        (lazy_gettext("Minuten"), lambda entry: entry.minutes),
        (lazy_gettext("Opmerking"), lambda entry: entry.note),
    )


def services(_asked: Asked) -> Report:
    """What we offer and what it costs."""
    return listed(
        service_editing.every_service(),
        (_SERVICE, lambda one: one.name),
        (_PRICE, lambda one: one.price),
        (lazy_gettext("Minuten"), lambda one: one.minutes),
        (lazy_gettext("Te bestellen"), lambda one: one.active),
    )


def _people(job: Job) -> str:
    return ", ".join(assignment.member.name for assignment in job.assignments)


exports = [
    Export("orders.index", "bestellingen", orders),
    Export("jobs.index", "planning", jobs),
    Export("hours.index", "uren", to_approve),
    Export("services.manage", "diensten", services),
]
