"""Once a day every schedule is brought up to date; a day that was missed is made up for on the next."""

from datetime import date

import structlog

from coop.daily import new_day
from coop.errors import Refusal
from coop.ledger.monthly import book
from coop.ledger.schedule.outlook import plans_of
from coop.ledger.schedule.schedule import schedules

_log = structlog.get_logger()


@new_day.subscribe
def book_due(day: date) -> None:
    """Book the months that are over, each schedule by itself: one that is refused holds up no other."""
    for plan in plans_of(schedules()):
        try:
            book([plan], day)
        except Refusal as refusal:
            # An account that is out of use, for one: the checklist of the year tells the treasurer.
            _log.warning("schedule not booked", source=plan.source, refusal=type(refusal).__name__)
