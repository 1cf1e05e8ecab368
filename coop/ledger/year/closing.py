"""Closing a year: nothing in it changes any more, after everything was looked at and computed again."""

from datetime import date

from flask_babel import gettext

from coop import audit, clock
from coop.errors import Refusal
from coop.ledger import period
from coop.ledger.period import Closing
from coop.ledger.verify import verify
from coop.ledger.year.doubt import doubts
from coop.period import year as year_of


class YearRunning(Refusal):
    """A year is closed when it is over."""


class NotLookedAt(Refusal):
    """A year with doubts is closed by who says to have looked at them, and not while one of them blocks."""


class Unsound(Refusal):
    """Only books that hold when they are computed again become final."""


def close_year(number: int, *, looked: bool) -> Closing:
    """Close every month up to the end of a year.

    Raises YearRunning, NotLookedAt, Unsound, and AlreadyClosed when it was closed before.
    """
    year = year_of(number)
    after = date(number + 1, 1, 1)
    if clock.today() < after:
        raise YearRunning(gettext("%(year)s loopt nog. Afsluiten kan vanaf 1 januari.", year=number))
    found = doubts(year)
    blocking = [doubt.sentence for doubt in found if doubt.blocks]
    if blocking:
        raise NotLookedAt(" ".join([gettext("Dit moet eerst:"), *blocking]))
    if found and not looked:
        raise NotLookedAt(gettext("Zeg dat je de punten hierboven hebt nagelopen."), "looked")
    fault = verify().first_fault
    if fault is not None:
        raise Unsound(gettext("Het grootboek klopt niet: %(fault)s.", fault=fault))
    closing = period.close(after)
    audit.record("ledger", "year_closed", None, f"{number}: {len(found)}")
    return closing
