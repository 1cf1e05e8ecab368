"""The season of a series of months, from its own history, without any database.

A month's factor is what it brought in all whole years together, over what the level of those years says. One odd
year makes no season: the factors are drawn towards what is known beforehand (no season, or the months in which a
service is open) as far as the same month differs from year to year.
"""

from collections.abc import Sequence

Profile = tuple[float, ...]
"""Twelve factors, January first, on average 1."""

FLAT: Profile = (1.0,) * 12
LEAST_YEARS = 2
"""With less than this a season cannot be told from a lucky month."""
_DOUBT = 2.0
"""A season counts as far as its months differ by more than twice what chance makes of them."""
_LOWEST = 0.1
"""The level at the ends is carried on from the middle of the years, never below this part of the mean."""


def profile(amounts: Sequence[float], first: int, prior: Profile = FLAT) -> Profile:
    """The factors of a series that begins in a month (0 for January)."""
    years = len(amounts) // 12
    used = amounts[len(amounts) - 12 * years :]
    if years < LEAST_YEARS or sum(used) <= 0:
        return prior
    first = (first + len(amounts) - 12 * years) % 12
    levels = _levels(used, years)
    found = [0.0] * 12
    within = 0.0
    for place in range(12):
        ratios = [used[t] / levels[t] for t in range(place, len(used), 12)]
        mean = sum(used[place::12]) / sum(levels[place::12])
        within += sum((ratio - mean) ** 2 for ratio in ratios)
        found[(first + place) % 12] = mean
    noise = within / (12 * (years - 1)) / years
    between = sum((mean - known) ** 2 for mean, known in zip(found, prior, strict=True)) / 12
    trust = max(0.0, 1 - _DOUBT * noise / between) if between > 0 else 0.0
    return normal([known + trust * (mean - known) for mean, known in zip(found, prior, strict=True)])


def normal(factors: Sequence[float]) -> Profile:
    """The same with an average of 1; no season where nothing is left."""
    mean = sum(factors) / 12
    return tuple(factor / mean for factor in factors) if mean > 0 else FLAT


def opened(opens: int, closes: int) -> Profile:
    """What a service that is only open for some months of the year (1 to 12, both included) tells of itself."""
    months = range(1, 13)
    if opens <= closes:
        return normal([float(opens <= month <= closes) for month in months])
    return normal([float(month >= opens or month <= closes) for month in months])


def _levels(used: Sequence[float], years: int) -> list[float]:
    """A line through the means of the years, so that growth is not taken for a season."""
    means = [sum(used[12 * year : 12 * year + 12]) / 12 for year in range(years)]
    least = _LOWEST * sum(means) / years
    levels = []
    for t in range(len(used)):
        at = (t - 5.5) / 12
        year = min(max(int(at // 1), 0), years - 2)
        levels.append(max(least, means[year] + (means[year + 1] - means[year]) * (at - year)))
    return levels
