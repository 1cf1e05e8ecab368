"""The last day of an invoice: the fifteenth of the month after the work (Wet OB 1968 art. 34g)."""

from datetime import date

from flask_babel import format_date, gettext

from coop.filters import day as shown_day
from coop.period import next_month
from invoicing.doubt import Doubt, Reason

_DUTY_DAY = 15


def last_day(work: date) -> date:
    """The last day on which work must be invoiced to who has a right to an invoice."""
    return next_month(work).replace(day=_DUTY_DAY)


def duty_doubt(first: date, today: date) -> Doubt | None:
    """The doubt about work whose month is over: it must be invoiced by then, or should have been."""
    duty = last_day(first)
    if today < duty.replace(day=1):
        return None
    facts = {"month": format_date(first, "LLLL"), "day": shown_day(duty)}
    about = format_date(first, "LLLL y")
    if today > duty:
        late = gettext("Werk van %(month)s moest uiterlijk op %(day)s gefactureerd zijn.", **facts)
        return Doubt(late, Reason.LATE, about)
    due = gettext("Werk van %(month)s moet uiterlijk op %(day)s gefactureerd zijn.", **facts)
    return Doubt(due, Reason.DUE_SOON, about)
