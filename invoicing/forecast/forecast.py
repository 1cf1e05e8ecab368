"""The forecast of this wijk: its history, what is certain, and what the two say of the months ahead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from coop.period import DateRange, next_month
from coop.period import months as the_months
from invoicing.forecast.certain import Certain, certain
from invoicing.forecast.history import History, history
from invoicing.forecast.outlook import Known, MonthAhead, outlook
from invoicing.forecast.series import Series
from invoicing.forecast.walk import Step, walk

MONTHS = 12


@dataclass(frozen=True)
class Forecast:
    """The months behind and ahead, and how far off we were before."""

    today: date
    history: History
    certain: Certain
    walked: Sequence[Step]
    months: Sequence[MonthAhead]


def forecast(today: date, months: int = MONTHS) -> Forecast:
    """The running month and the months after it, so many together."""
    end = running = today.replace(day=1)
    for _ in range(months):
        end = next_month(end)
    found, sure = history(today), certain(today, end)
    known = tuple(_known(found, sure, the_months(DateRange(running, end))))
    walked, looked = _looked(found.series, found.first.month - 1, known)
    return Forecast(today, found, sure, walked, looked)


@lru_cache(maxsize=4)
def _looked(
    series: tuple[Series, ...], first: int, known: tuple[Known, ...]
) -> tuple[tuple[Step, ...], tuple[MonthAhead, ...]]:
    """The same books give the same answer, so it is worked out once."""
    walked = tuple(walk(series, first))
    return walked, outlook(series, first, known, walked)


def forget() -> None:
    """Work it out anew the next time."""
    _looked.cache_clear()


def _known(found: History, sure: Certain, ahead: Iterable[date]) -> Iterator[Known]:
    agreed: dict[tuple[int, date], int] = defaultdict(int)
    for (key, month), cents in sure.agreed.items():
        agreed[found.place(key), month] += cents
    spread: dict[tuple[str, date], int] = defaultdict(int)
    for ((side, _), month), cents in sure.spread.items():
        spread[side, month] += cents
    places = range(len(found.series))
    for month in ahead:
        yield Known(
            month,
            tuple(agreed[place, month] for place in places),
            tuple(found.begun.get((place, month), 0) for place in places),
            spread["C", month],
            spread["D", month],
        )
