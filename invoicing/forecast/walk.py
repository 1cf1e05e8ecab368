"""Walking along the own history: what we would have said each month, and by how much that was wrong.

The error of a month is kept as a share of what moved in it, half of that month and half of the usual month, for a
busy month is further off than a quiet one, and a quiet one is not certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from invoicing.forecast.series import Series, ahead

LEAST = 6
"""After so many months we would have begun to say something."""
KNOWING, ENOUGH = 24, 12
"""Before two years were known, no season was; what was said then is left out once a year was said with it."""
YEAR = 12
WALKED = 36
"""So many months are walked again; what was said before that tells little of now."""


@dataclass(frozen=True, slots=True)
class Step:
    """One month of the walk: what was expected the month before, what came, and what usually moves."""

    place: int
    expected: int
    came: int
    moves: float
    year: tuple[int, int] | None = None
    """What was expected of the twelve months from this one on, and what came; None while they are not over."""

    @property
    def error(self) -> float:
        """By how much the month came out better than was expected, as a share of what moves."""
        return (self.came - self.expected) / self.moves if self.moves else 0.0


def telling(steps: Sequence[Step]) -> list[Step]:
    """The steps that tell how far off we are now: once there are enough, only those that knew two years."""
    knowing = [one for one in steps if one.place >= KNOWING]
    return knowing if len(knowing) >= ENOUGH else list(steps)


def walk(series: Sequence[Series], first: int) -> list[Step]:
    """Every month of the history that could have been forecast from the months before it."""
    months = len(series[0].amounts) if series else 0
    return [step(series, first, place) for place in range(max(LEAST, months - WALKED), months)]


def step(series: Sequence[Series], first: int, place: int) -> Step:
    """What the months before a month said of it, and what came."""
    far = ahead(series, first, place, YEAR)
    said = [amounts[0] for amounts in far]
    expected = sum(one.sign * round(amount) for one, amount in zip(series, said, strict=True))
    came = sum(one.sign * one.amounts[place] for one in series)
    moved = sum(abs(amount) for amount in said)
    return Step(place, expected, came, moving(moved, usual(series, place)), _year(series, place, far))


def _year(series: Sequence[Series], place: int, said: Sequence[Sequence[float]]) -> tuple[int, int] | None:
    if not series or place + YEAR > len(series[0].amounts):
        return None
    expected = sum(one.sign * round(sum(amounts)) for one, amounts in zip(series, said, strict=True))
    return expected, sum(one.sign * sum(one.amounts[place : place + YEAR]) for one in series)


def usual(series: Sequence[Series], known: int) -> float:
    """What moves in a usual month, in cents: income and costs of the last year together."""
    begin = max(0, known - 12)
    moved = sum(abs(amount) for one in series for amount in one.amounts[begin:known])
    return moved / max(1, known - begin)


def moving(moved: float, usually: float) -> float:
    """By which the error of a month is measured."""
    return (moved + usually) / 2
