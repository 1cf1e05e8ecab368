"""How a year is likely to end: what is booked of it, and what the months ahead bring in every made-up future."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from coop.errors import NotFound
from coop.money import Money
from invoicing.forecast.chances import FUTURES, Range, range_of
from invoicing.forecast.forecast import MONTHS, Forecast, forecast
from invoicing.forecast.history import YEARS

FURTHEST = 2
"""So many years ahead; further is guessing."""


class TooFar(NotFound):
    """A year can be looked at as far back as the history is read, and two years ahead."""


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The result of a year: the middle, and what it comes to in each made-up future, in cents."""

    year: int
    income: Money
    costs: Money
    draws: Sequence[int]

    @property
    def result(self) -> Money:
        """The most likely result."""
        return self.income - self.costs

    @property
    def range(self) -> Range:
        """Between which results it comes out."""
        return range_of(self.draws)

    @property
    def chance_above_zero(self) -> int:
        """How many of a hundred futures end above zero."""
        return round(100 * sum(cents > 0 for cents in self.draws) / len(self.draws))


def year_end(year: int, today: date) -> YearEnd:
    """The end of a year as it looks today; raises TooFar."""
    if not today.year - YEARS < year <= today.year + FURTHEST:
        raise TooFar(gettext("Zo ver kijken we niet."))
    return of(year, forecast(today, max(MONTHS, 12 * (year - today.year + 1) - today.month + 1)))


def of(year: int, found: Forecast) -> YearEnd:
    """The end of a year, of a forecast that reaches it."""
    running = found.today.replace(day=1)
    over = [sums for month, sums in found.history.booked.items() if month.year == year and month < running]
    ahead = [month for month in found.months if month.month.year == year]
    income = sum(sums[0] for sums in over) + sum(month.income for month in ahead)
    costs = sum(sums[1] for sums in over) + sum(month.costs for month in ahead)
    booked = sum(sums[0] - sums[1] for sums in over)
    each = zip(*(month.draws for month in ahead), strict=True) if ahead else ((0,) for _ in range(FUTURES))
    return YearEnd(year, Money(income), Money(costs), tuple(booked + sum(future) for future in each))
