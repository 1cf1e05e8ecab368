"""Which days an order asks a visit on: a pattern of dates, worked out without any database."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coop.period import next_month
from orders.workday import workday_from


class Frequency(StrEnum):
    """How often we come."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    SEASON = "season"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: the day the pattern says, which names it for ever, and the workday we come."""

    due: date
    day: date


@dataclass(frozen=True, slots=True)
class Pattern:
    """The visits of one order: from its first day up to but not including its end.

    Weekly and fortnightly keep the weekday; monthly keeps the weekday and its place in the month (the
    second Tuesday; a fifth one is the last); season is fortnightly within the months of the season.
    """

    frequency: str
    first: date
    end: date | None = None
    season: tuple[int, int] = (4, 10)

    def visits(self, begin: date, end: date) -> Iterator[Visit]:
        """Every visit due on a day in [begin, end), in order."""
        stop = end if self.end is None else min(end, self.end)
        for due in self._due_days(begin, stop):
            if begin <= due < stop:
                yield Visit(due, workday_from(due))

    def _due_days(self, begin: date, stop: date) -> Iterator[date]:
        if self.frequency == Frequency.ONCE:
            yield self.first
        elif self.frequency == Frequency.MONTHLY:
            yield from self._months(stop)
        else:
            step = 7 if self.frequency == Frequency.WEEKLY else 14
            skipped = max(0, (begin - self.first).days // step)
            day = self.first + timedelta(days=skipped * step)
            while day < stop:
                if self.frequency != Frequency.SEASON or self._in_season(day):
                    yield day
                day += timedelta(days=step)

    def _months(self, stop: date) -> Iterator[date]:
        place, weekday = (self.first.day - 1) // 7, self.first.weekday()
        month = self.first.replace(day=1)
        while month < stop:
            day = 1 + (weekday - month.weekday()) % 7 + 7 * place
            if day > monthrange(month.year, month.month)[1]:
                day -= 7
            yield month.replace(day=day)
            month = next_month(month)

    def _in_season(self, day: date) -> bool:
        opens, closes = self.season
        if opens <= closes:
            return opens <= day.month <= closes
        return day.month >= opens or day.month <= closes
