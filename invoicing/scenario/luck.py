"""Luck: how far a year can end from what is most likely, to say how likely a positive year is.

The forecast looks at a real year, with the grants that were promised and no others; a scenario is a whole year as
the last twelve months were. So only how far its futures lie from their middle is taken, and the middle is the
scenario's own result: a grant that ends counts once.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.ledger.transaction import Transaction
from coop.money import Money
from invoicing.forecast.year_end import year_end

CERTAIN = 100

Seen = tuple[int, date, str | None]
"""The year, today, and the seal of what was booked last."""

_known: dict[Seen, Sequence[int]] = {}


def deviations(year: int) -> Sequence[int]:
    """How far from the most likely result each made-up future of a year ends, in cents.

    No lever changes them, and over years of books they take longer than all else: while somebody moves a slider
    they are the same until something is booked, and are made once.
    """
    last = select(Transaction.hash).order_by(Transaction.id.desc()).limit(1)
    seen = year, clock.today(), db.session.scalar(last)
    found = _known.get(seen)
    if found is None:
        end = year_end(year, clock.today())
        found = [cents - end.result.cents for cents in end.draws]
        _known.clear()  # one is enough: everybody thinks about the same year
        _known[seen] = found
    return found


def forget() -> None:
    """Make them anew the next time."""
    _known.clear()


def chance(deviations: Sequence[int], result: Money) -> int | None:
    """The part of the futures around a result that end above zero, in whole per cents; None without futures.

    What is nearly sure is not called sure: only all of them are 100, only none are 0.
    """
    if not deviations:
        return None
    good = sum(result.cents + cents > 0 for cents in deviations)
    if good in (0, len(deviations)):
        return CERTAIN if good else 0
    return min(CERTAIN - 1, max(1, good * CERTAIN // len(deviations)))
