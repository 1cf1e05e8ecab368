"""The line under a series: its level now and its slope, with the season taken into account, without any database.

Recent months weigh most. A slope counts only as far as it is certain; for the rest a series is thought to grow as
the wijk as a whole does. It fades out, for few things keep growing as they did. What lies far outside the rest (a
mower that broke down) is drawn in before the line is laid.

Tried on the wijken of bench/forecast: slopes believed at once miss a fifth more of twelve months where the season
is strong, slopes of each series alone miss a seventh more where the wijk grows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

DISCOUNT = 0.96
"""What a month weighs against the month after it: half after seventeen months."""
FADING = 0.95
"""What is left of a slope each month ahead."""
LEAST_FOR_SLOPE = 18
"""So many months at least before anything is said of growing or shrinking."""
_FAR = 4.0
_DOUBT = 8.0
"""A slope counts once it is some three times as large as chance makes it, and in full only far beyond."""


@dataclass(frozen=True, slots=True)
class Line:
    """The level of the last month and what is added each month."""

    level: float
    slope: float

    def ahead(self, months: int) -> float:
        """The level so many months after the last."""
        return self.level + self.slope * FADING * (1 - FADING**months) / (1 - FADING)


def lay(amounts: Sequence[float], factors: Sequence[float], growth: float = 0.0) -> Line:
    """The line of a series, given the factor of each of its months and how the whole grows, as a share a month."""
    weights = [DISCOUNT ** (len(amounts) - 1 - t) for t in range(len(amounts))]
    line = _through(amounts, factors, weights, growth)
    drawn_in = _drawn_in(amounts, factors, line)
    return line if drawn_in is None else _through(drawn_in, factors, weights, growth)


def _through(amounts: Sequence[float], factors: Sequence[float], weights: Sequence[float], growth: float) -> Line:
    last = len(amounts) - 1
    s0 = s1 = s2 = y0 = y1 = 0.0
    for t, (amount, factor, weight) in enumerate(zip(amounts, factors, weights, strict=True)):
        ago, heavy = t - last, weight * factor
        s0 += heavy * factor
        s1 += heavy * factor * ago
        s2 += heavy * factor * ago * ago
        y0 += heavy * amount
        y1 += heavy * amount * ago
    if s0 <= 0:
        return Line(0.0, 0.0)
    slope = growth * y0 / (s0 + growth * s1) if s0 + growth * s1 > 0 else 0.0
    spread = s0 * s2 - s1 * s1
    if len(amounts) >= LEAST_FOR_SLOPE and spread > 0:
        own = (s0 * y1 - s1 * y0) / spread
        level = (y0 - own * s1) / s0
        missed = 0.0
        for t, (amount, factor, weight) in enumerate(zip(amounts, factors, weights, strict=True)):
            missed += weight * (amount - factor * (level + own * (t - last))) ** 2
        doubt = missed / sum(weights) * s0 / spread
        apart = own - slope
        slope += apart * max(0.0, 1 - _DOUBT * doubt / (apart * apart)) if apart else 0.0
    return Line((y0 - slope * s1) / s0, slope)


def _drawn_in(amounts: Sequence[float], factors: Sequence[float], line: Line) -> list[float] | None:
    last = len(amounts) - 1
    fitted = [factor * (line.level + line.slope * (t - last)) for t, factor in enumerate(factors)]
    missed = [abs(amount - fit) for amount, fit in zip(amounts, fitted, strict=True)]
    most = _FAR * max(1.48 * median(missed), 1.25 * sum(missed) / len(missed))
    if max(missed) <= most:
        return None
    return [min(max(amount, fit - most), fit + most) for amount, fit in zip(amounts, fitted, strict=True)]
