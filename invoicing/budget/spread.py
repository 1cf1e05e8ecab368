"""How an amount or a number of a year is given to its months, every cent and every visit."""

from collections.abc import Iterable, Sequence

from coop.money import Money

EVENLY = (1,) * 12


def spread(amount: Money, so_far: Sequence[Money] = ()) -> list[Money]:
    """Spread a year over its twelve months, every cent given away.

    Evenly, unless there are months already: a raised or lowered amount keeps their seasons.
    """
    weights = [part.cents for part in so_far]
    if not any(weights) or min(weights) < 0 < max(weights):
        return amount.split(EVENLY)
    return amount.split([abs(weight) for weight in weights])


def share_out(count: int, weights: Sequence[int]) -> list[int]:
    """Give whole things, such as visits, to the twelve months by weight; together they are the count."""
    return [part.cents for part in Money(count).split(weights)]


def season(opens: int, closes: int) -> list[int]:
    """The weights of a service that is done from one month up to and including another, also over New Year."""
    months = range(1, 13)
    if opens <= closes:
        return [int(opens <= month <= closes) for month in months]
    return [int(month >= opens or month <= closes) for month in months]


def pattern(years: Iterable[Sequence[int]]) -> list[int] | None:
    """The weights of the months as they were in years before, None where there is nothing to go by.

    A month below zero, such as one with a credit note, weighs nothing.
    """
    weights = [max(0, sum(month)) for month in zip(*years, strict=True)]
    return weights if any(weights) else None
