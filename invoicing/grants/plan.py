"""The budget in the layout funders ask, worked out without any database.

    lasten (per activity)  =  baten  +  dekking (asked here, asked elsewhere, own means)

| lasten | baten | asked here | elsewhere | own means | missing |
|  12000 |  2000 |       8000 |      1500 |       500 |       0 |
|  12000 |  2000 |       8000 |         0 |       500 |    1500 |
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coop.money import Money

NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Layout:
    """The four sides of a budget for a funder."""

    costs: Money = NOTHING
    income: Money = NOTHING
    asked: Money = NOTHING
    elsewhere: Money = NOTHING
    own: Money = NOTHING

    @property
    def cover(self) -> Money:
        """What the costs that no income pays are covered with."""
        return self.asked + self.elsewhere + self.own

    @property
    def missing(self) -> Money:
        """What is still to be covered; below zero there is more cover than costs."""
        return self.costs - self.income - self.cover

    @property
    def closes(self) -> bool:
        """Whether it is sluitend: every cost is covered and no more than that."""
        return bool(self.costs) and not self.missing


def share_out(amount: Money, activities: Sequence[tuple[Money, Money | None]]) -> list[Money] | None:
    """What of an amount each activity gets: as typed, and the rest by the costs of those that typed nothing.

    Each activity comes as its costs and what was typed. None when it cannot be given away: too much was typed, or
    too little and no activity is left to take the rest.
    """
    left = amount - sum((typed for _, typed in activities if typed is not None), NOTHING)
    weights = [costs.cents for costs, typed in activities if typed is None]
    if left < NOTHING or (left and not any(weights)):
        return None
    parts = iter(left.split(weights) if any(weights) else [NOTHING] * len(weights))
    return [next(parts) if typed is None else typed for _, typed in activities]
