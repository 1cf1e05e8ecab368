"""Luck: how far a year can end from what is most likely, to say how likely a positive year is.

The forecast looks at a real year, with the grants that were promised and no others; a scenario is a whole year as
the last twelve months were. So only how far its futures lie from their middle is taken, and the middle is the
scenario's own result: a grant that ends counts once.
"""

from collections.abc import Sequence

from coop import clock
from coop.money import Money
from invoicing.forecast.year_end import year_end

CERTAIN = 100


def deviations(year: int) -> Sequence[int]:
    """How far from the most likely result each made-up future of a year ends, in cents."""
    end = year_end(year, clock.today())
    return [cents - end.result.cents for cents in end.draws]


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
