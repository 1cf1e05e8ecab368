"""Stretches of days, always [begin, end): the end is the first day that no longer belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from begin up to but not including end; no end means it goes on."""

    begin: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.begin:
            raise ValueError("a range ends on or after the day it begins")

    def contains(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.begin <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "DateRange") -> bool:
        """Whether the two share a day."""
        empty = self.begin == self.end or other.begin == other.end
        return (
            not empty
            and (self.end is None or other.begin < self.end)
            and (other.end is None or self.begin < other.end)
        )

    @property
    def days(self) -> int:
        """How many days it counts; raises ValueError when it has no end."""
        if self.end is None:
            raise ValueError("a range without an end has no number of days")
        return (self.end - self.begin).days


def year(number: int) -> DateRange:
    """A calendar year, which is the book year."""
    return DateRange(date(number, 1, 1), date(number + 1, 1, 1))


def month(day: date) -> DateRange:
    """The calendar month a day lies in."""
    begin = day.replace(day=1)
    return DateRange(begin, next_month(begin))


def week(day: date) -> DateRange:
    """The seven days from Monday that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return DateRange(monday, monday + timedelta(days=7))


def next_month(day: date) -> date:
    """The first day of the month after the one a day lies in."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months(stretch: DateRange) -> Iterator[date]:
    """The first day of every month that a stretch touches; it must have an end."""
    if stretch.end is None:
        raise ValueError("a range without an end has no last month")
    first = stretch.begin.replace(day=1)
    while first < stretch.end:
        yield first
        first = next_month(first)
