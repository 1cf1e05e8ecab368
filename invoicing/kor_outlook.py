"""Where the turnover of the year is going, against the limit of the small businesses' scheme."""

from dataclasses import dataclass
from datetime import date, timedelta

from coop.money import Money
from coop.rules import kor as rules
from invoicing.kor import turnover


@dataclass(frozen=True, slots=True)
class Outlook:
    """The turnover of a year so far, and the day it passes the limit if it goes on like this."""

    year: int
    so_far: Money
    limit: Money
    warn_from: int
    expected_on: date | None

    @property
    def basis_points(self) -> int:
        """How much of the limit is used, in hundredths of a per cent, rounded down."""
        return max(0, self.so_far.cents * 10_000 // self.limit.cents)

    @property
    def warns(self) -> bool:
        """Whether so much of the limit is used that it is time to look ahead."""
        return self.basis_points >= self.warn_from

    @property
    def passed(self) -> bool:
        """Whether it went over."""
        return self.so_far > self.limit


def outlook(today: date) -> Outlook:
    """How this year stands; raises NoFigure."""
    so_far, limit = turnover(today.year), rules.limit(today)
    return Outlook(today.year, so_far, limit, rules.warning(), passes_on(so_far, limit, today))


def passes_on(so_far: Money, limit: Money, today: date) -> date | None:
    """The first day of this year on which the turnover passes the limit at the pace so far; None if none does.

    The pace is the turnover of the year divided by the days of it that went by, today included.
    """
    days = today.timetuple().tm_yday
    if so_far.cents <= 0:
        return None
    # The turnover after n days is so_far * n / days; the first n for which that is more than the limit.
    passing = limit.cents * days // so_far.cents + 1
    if passing > date(today.year, 12, 31).timetuple().tm_yday:
        return None
    return date(today.year, 1, 1) + timedelta(days=passing - 1)
