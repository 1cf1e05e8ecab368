"""The picture: the results of the months behind as a line, those ahead as two bands around their middle."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date

from invoicing.forecast.forecast import Forecast
from invoicing.forecast.scale import Scale, Tick, points

BEHIND = 12
NAMED = 3
"""Every third month has its name below."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Where everything is drawn; each shape by its points."""

    behind: str
    ahead: str
    band_80: str
    band_95: str
    zero: int
    now: int
    amounts: Sequence[Tick]
    months: Sequence[Tick]


def picture(found: Forecast) -> Picture | None:
    """The last year and the months ahead; None when there is nothing to draw."""
    booked, running = found.history.booked, found.today.replace(day=1)
    behind = [month for month in sorted(booked) if month < running][-BEHIND:]
    results = [booked[month][0] - booked[month][1] for month in behind] + [month.result for month in found.months]
    ranges, begin = [month.range for month in found.months], len(behind)
    outer = [cents for one in ranges for cents in (one.low_95, one.high_95)]
    scale = Scale.over([*results, *outer], len(results))
    if scale is None:
        return None
    line = [scale.at(place, cents) for place, cents in enumerate(results)]
    months = [*behind, *(month.month for month in found.months)]
    return Picture(
        points(line[:begin]),
        points(line[max(0, begin - 1) :]),
        _band(scale, begin, [(one.low_80, one.high_80) for one in ranges]),
        _band(scale, begin, [(one.low_95, one.high_95) for one in ranges]),
        scale.up(0),
        scale.across(begin),
        scale.ticks(),
        [
            Tick(scale.across(place), format_date(month, "LLL"))
            for place, month in enumerate(months)
            if (place - begin) % NAMED == 0
        ],
    )


def _band(scale: Scale, begin: int, edges: Sequence[tuple[int, int]]) -> str:
    upper = [scale.at(place, high) for place, (_, high) in enumerate(edges, begin)]
    lower = [scale.at(place, low) for place, (low, _) in enumerate(edges, begin)]
    return points([*upper, *reversed(lower)])
