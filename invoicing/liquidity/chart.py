"""The picture: what stands on our accounts at the end of each week, as steps, with the floor as a dashed line."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date

from invoicing.forecast.scale import Point, Scale, Tick, points
from invoicing.liquidity.liquidity import Liquidity

NAMED = 6
"""Each so many weeks have their day below: letters of twice the size need the room."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Where everything is drawn; the steps as points, under them the same closed to zero."""

    steps: str
    ground: str
    zero: int
    floor: int | None
    below: Point | None
    """The end of the first week below the floor."""
    amounts: Sequence[Tick]
    weeks: Sequence[Tick]


def picture(found: Liquidity) -> Picture | None:
    """The weeks ahead; None when there is nothing to draw."""
    floor = found.floor.cents if found.floor else 0
    balances = [found.start.cents, *(one.balance.cents for one in found.weeks)]
    scale = Scale.over([*balances, floor], len(balances))
    if scale is None:
        return None
    steps = [scale.at(0, balances[0])]
    for place, cents in enumerate(balances[1:]):
        steps += [(scale.across(place), scale.up(cents)), scale.at(place + 1, cents)]
    below = found.below
    return Picture(
        points(steps),
        points([(steps[0][0], scale.up(0)), *steps, (steps[-1][0], scale.up(0))]),
        scale.up(0),
        scale.up(floor) if found.floor else None,
        scale.at(list(found.weeks).index(below) + 1, below.balance.cents) if below else None,
        scale.ticks(),
        [
            Tick(scale.across(place), format_date(one.begin, "d MMM"))
            for place, one in enumerate(found.weeks)
            if place % (NAMED if len(found.weeks) < 20 else 2 * NAMED) == 0
        ],
    )
