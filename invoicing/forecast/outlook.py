"""The outlook: what each month ahead is likely to bring, worked out without any database.

    expected of a service or cost in a month = the larger of what its own history says and what is agreed
    expected of the month                    = those together, plus what grants and schedules bring by themselves

The larger of the two, as in the exploitatie: what is agreed is mostly what the history counts on already. What is
booked of the running month stays; it only grows. Everything is rounded to cents once, for each service or cost and
month, so months add up to years to the cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from invoicing.forecast.chances import Range, futures, range_of
from invoicing.forecast.series import Series, ahead, growth_of
from invoicing.forecast.walk import Step, moving, telling, usual


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a month ahead, in cents: by series agreed and booked, and for both sides what is spread."""

    month: date
    agreed: tuple[int, ...]
    booked: tuple[int, ...]
    spread_income: int = 0
    spread_costs: int = 0


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """A month ahead, in cents: by series, its income and costs, what is certain, and its result in each future."""

    month: date
    parts: tuple[int, ...]
    income: int
    costs: int
    certain_income: int
    certain_costs: int
    draws: tuple[int, ...]

    @property
    def result(self) -> int:
        """The middle: income less costs."""
        return self.income - self.costs

    @property
    def range(self) -> Range:
        """Between which results it comes out."""
        return range_of(self.draws)


def outlook(
    series: Sequence[Series], first: int, known: Sequence[Known], walked: Sequence[Step]
) -> tuple[MonthAhead, ...]:
    """The months ahead, the running one first; the series begin in calendar month `first`, 0 is January."""
    months = len(series[0].amounts) if series else 0
    said = ahead(series, first, months, len(known))
    parts = [
        tuple(_expected(said[place][step], one.agreed[place], one.booked[place]) for place in range(len(series)))
        for step, one in enumerate(known)
    ]
    usually = usual(series, months) if series else 0.0
    moves = [_uncertain(month, one.booked, usually) for month, one in zip(parts, known, strict=True)]
    sums = [
        (
            sum(cents for cents, one in zip(month, series, strict=True) if one.sign > 0) + sure.spread_income,
            sum(cents for cents, one in zip(month, series, strict=True) if one.sign < 0) + sure.spread_costs,
        )
        for month, sure in zip(parts, known, strict=True)
    ]
    drawn = futures(
        [income - costs for income, costs in sums],
        moves,
        [step.error for step in telling(walked)],
        growth_of(series, first, months),
    )
    return tuple(
        MonthAhead(
            sure.month,
            month,
            income,
            costs,
            *_certain(sure, month, series),
            tuple(draws),
        )
        for sure, month, (income, costs), draws in zip(known, parts, sums, drawn, strict=True)
    )


def _expected(said: float, agreed: int, booked: int) -> int:
    return max(round(said), booked + agreed) if booked + agreed > 0 else round(said)


def _uncertain(month: Sequence[int], booked: Sequence[int], usually: float) -> float:
    """What moves in a month, as far as it is not booked yet."""
    moved = sum(abs(cents) for cents in month)
    left = sum(abs(cents - there) for cents, there in zip(month, booked, strict=True))
    return moving(moved, usually or moved) * min(1.0, left / moved) if moved else usually / 2


def _certain(sure: Known, month: Sequence[int], series: Sequence[Series]) -> tuple[int, int]:
    """Of income and of costs what is booked, agreed or spread; never more than is expected."""
    income = costs = 0
    for agreed, booked, expected, one in zip(sure.agreed, sure.booked, month, series, strict=True):
        cents = min(max(0, agreed + booked), max(0, expected))
        if one.sign > 0:
            income += cents
        else:
            costs += cents
    return income + sure.spread_income, costs + sure.spread_costs
