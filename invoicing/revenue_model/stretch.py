"""The stretches a revenue model is made of: a year, as far as it is, or the last twelve whole months."""

from dataclasses import dataclass
from datetime import date

from coop.period import DateRange, months, next_month
from coop.period import year as the_year


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole months; of a year that still runs the months so far, this one included."""

    days: DateRange
    year: int | None
    """None for the last twelve months."""

    @property
    def months(self) -> int:
        """How many."""
        return len(list(months(self.days)))

    @property
    def last(self) -> date:
        """The first day of its last month."""
        return list(months(self.days))[-1]


def of_year(number: int, today: date) -> Stretch:
    """A year; of this one up to and with this month, of one to come its first month."""
    whole = the_year(number)
    end = min(whole.end or today, max(next_month(today), next_month(whole.begin)))
    return Stretch(DateRange(whole.begin, end), number)


def twelve_months(today: date) -> Stretch:
    """The twelve months before this one."""
    end = today.replace(day=1)
    return Stretch(DateRange(end.replace(year=end.year - 1), end), None)


def usual_year(today: date) -> int:
    """The year that says most: this one, but until April the one before."""
    return today.year if today.month > 3 else today.year - 1
