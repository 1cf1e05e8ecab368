"""How an amount of a year is given to its months, every cent."""

from collections.abc import Sequence

from coop.money import Money


def spread(amount: Money, so_far: Sequence[Money] = ()) -> list[Money]:
    """Spread a year over its twelve months, every cent given away.

    Evenly, unless there are months already: a raised or lowered amount keeps their seasons.
    """
    weights = [part.cents for part in so_far]
    if not any(weights) or min(weights) < 0 < max(weights):
        return amount.split([1] * 12)
    return amount.split([abs(weight) for weight in weights])
