"""On which days the neighbourhood works: not on Sundays, not on public holidays, and not all too soon."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

NOTICE_DAYS = 3
"""An order is planned at the earliest so many days ahead: the coordinator needs time to ask somebody."""

DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    """Whether work is planned on this day: Monday to Saturday, no public holiday."""
    return day.weekday() != 6 and day not in _holidays(day.year)


def workday_from(day: date) -> date:
    """This day, or the first workday after it."""
    while not is_workday(day):
        day += DAY
    return day


def workdays(begin: date) -> Iterator[date]:
    """Every workday from this day on."""
    while True:
        begin = workday_from(begin)
        yield begin
        begin += DAY


def earliest(today: date) -> date:
    """The first day a new order can be planned on."""
    return workday_from(today + NOTICE_DAYS * DAY)


def proposals(today: date, soon: int = 4, later: int = 2, reflection_days: int = 14) -> list[date]:
    """The days to offer: the first that can be, and the first after the days of reflection.

    Saturdays are left to who asks for one.
    """
    weekdays = (day for day in workdays(earliest(today)) if day.weekday() < 5)
    after = (day for day in workdays(today + (reflection_days + 1) * DAY) if day.weekday() < 5)
    near = [next(weekdays) for _ in range(soon)]
    return sorted({*near, *(next(after) for _ in range(later))})


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays  # here, for nothing else of the house needs it and it takes long to read

    return frozenset(holidays.country_holidays("NL", years=year))
