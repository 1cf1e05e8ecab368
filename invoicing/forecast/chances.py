"""Chances: many made-up futures around the middle, drawn from our own earlier errors, without any database.

A future takes three months in a row from the errors of the walk, so that a bad month that brings another does so
here too. The level itself is not certain either: every future has its own, off by what the mean of so many errors
may be off, and it drifts with each error as the level of the forecast would. Where the wijk grows, most of that
growth may stay away or come on top. Each future has a twin that is as far above the middle as it is below, so the
middle stays the middle. The same books give the same futures.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

FUTURES = 2000
BLOCK = 3
ASSUMED = 0.25
"""With hardly any history: a quarter of what moves in a month, up or down."""
LEAST_ERRORS = 6
REMEMBERED = 30
"""The level leans on so many months, as the line weighs them."""
GROWTH = 0.6
"""This part of the growth may stay away, or come on top."""


@dataclass(frozen=True, slots=True)
class Range:
    """Between which amounts (cents) it comes out, 8 and 19 times of the 20."""

    low_95: int
    low_80: int
    high_80: int
    high_95: int


def futures(
    middle: Sequence[int],
    moves: Sequence[float],
    errors: Sequence[float],
    growth: float = 0.0,
    count: int = FUTURES,
) -> list[list[int]]:
    """For each month ahead its amount in every future, in whole cents; a future has the same place in each."""
    known = spread(errors)
    dice = random.Random(repr((middle, errors)))  # noqa: S311 - chance, no secret
    leaning = min(REMEMBERED, len(known))
    months: list[list[int]] = [[] for _ in middle]
    for _ in range(count // 2):
        level = sum(dice.choices(known, k=leaning)) / leaning
        more = growth * GROWTH * (2 * dice.random() - 1)
        place = 0
        for month, (amount, moved) in enumerate(zip(middle, moves, strict=True)):
            place = int(dice.random() * len(known)) if month % BLOCK == 0 else (place + 1) % len(known)
            error = known[place]
            shock = round((level + error) * moved)
            months[month] += [amount + shock, amount - shock]
            level += error / REMEMBERED + more
    return months


def spread(errors: Sequence[float]) -> list[float]:
    """The errors around their mean, made larger for what a few of them do not show yet."""
    if len(errors) < LEAST_ERRORS:
        return [-ASSUMED, ASSUMED, ASSUMED, -ASSUMED, ASSUMED, -ASSUMED]
    more = 1 + 1 / len(errors)
    mean = sum(errors) / len(errors)
    return [(error - mean) * more for error in errors]


def range_of(draws: Sequence[int]) -> Range:
    """The range of these amounts."""
    ordered = sorted(draws)
    return Range(*(_at(ordered, share) for share in (25, 100, 900, 975)))


def _at(ordered: Sequence[int], thousandths: int) -> int:
    return ordered[min(len(ordered) - 1, max(0, (len(ordered) * thousandths + 500) // 1000 - (thousandths < 500)))]
