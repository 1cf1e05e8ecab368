"""A series: what one service earned or one cost took in each month, and what that says of the months ahead."""

from collections.abc import Sequence
from dataclasses import dataclass

from invoicing.forecast.line import lay
from invoicing.forecast.season import FLAT, Profile, profile


@dataclass(frozen=True, slots=True)
class Series:
    """Whole cents a month, on the side on which its account grows; `sign` is 1 for income and -1 for costs."""

    key: str
    sign: int
    amounts: tuple[int, ...]
    prior: Profile = FLAT
    """The season it tells of itself, while its history says too little."""


def ahead(series: Sequence[Series], first: int, known: int, months: int) -> list[list[float]]:
    """What the first `known` months of each series say of the months after them, in cents.

    `first` is the calendar month they begin with, 0 for January. What never was below zero never becomes so.
    """
    growth = growth_of(series, first, known)
    return [_ahead(one, first, known, months, growth) for one in series]


def growth_of(series: Sequence[Series], first: int, known: int) -> float:
    """By which share the whole grows each month: all that moves, in and out."""
    months = zip(*(one.amounts[:known] for one in series), strict=True)
    moved = [float(sum(abs(cents) for cents in month)) for month in months]
    if not any(moved):
        return 0.0
    line = lay(moved, _factors(moved, first, profile(moved, first)))
    return line.slope / line.level if line.level > 0 else 0.0


def _ahead(series: Series, first: int, known: int, months: int, growth: float) -> list[float]:
    amounts: Sequence[float] = series.amounts[:known]
    if not any(amounts):
        return [0.0] * months
    season = profile(amounts, first, series.prior)
    line = lay(amounts, _factors(amounts, first, season), growth)
    found = [line.ahead(step) * season[(first + known - 1 + step) % 12] for step in range(1, months + 1)]
    return found if min(amounts) < 0 else [max(0.0, amount) for amount in found]


def _factors(amounts: Sequence[float], first: int, season: Profile) -> list[float]:
    return [season[(first + t) % 12] for t in range(len(amounts))]
