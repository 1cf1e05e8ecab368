"""How far off we were: the walk along the own history in three figures, without any database."""

from collections.abc import Sequence
from dataclasses import dataclass

from invoicing.forecast.chances import LEAST_ERRORS, spread
from invoicing.forecast.walk import Step, telling

LATELY = 12
ENOUGH_YEARS = 6
"""So many times twelve months were looked ahead at least, before their error says something."""
JUDGED = 24
"""Whether a range held is counted over so many months; over fewer, one month says too much."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of the last months that were looked at one month before: the mean error, and how often the range held."""

    months: int
    error: int
    """In cents a month, whichever way."""
    share: int
    """The same in hundredths of a per cent of what came in and went out."""
    judged: int
    held: int
    """In how many of the months judged the result lay within the range of 80 per cent of then."""
    year_error: int | None
    """The mean error in cents of twelve months together; None until enough of those are over."""

    @property
    def times(self) -> int:
        """In how many of ten months the range held."""
        return round(10 * self.held / self.judged) if self.judged else 0


def accuracy(steps: Sequence[Step]) -> Accuracy | None:
    """How far off we were lately; None while there is nothing to compare."""
    lately = steps[-LATELY:]
    if not lately:
        return None
    missed = [abs(one.came - one.expected) for one in lately]
    moved = sum(one.moves for one in lately)
    years = [abs(one.year[1] - one.year[0]) for one in steps if one.year is not None]
    held = [_held(steps[:place], steps[place]) for place in range(LEAST_ERRORS, len(steps))][-JUDGED:]
    return Accuracy(
        len(lately),
        round(sum(missed) / len(missed)),
        round(10_000 * sum(missed) / moved) if moved else 0,
        len(held),
        sum(held),
        round(sum(years) / len(years)) if len(years) >= ENOUGH_YEARS else None,
    )


def _held(before: Sequence[Step], step: Step) -> bool:
    sizes = sorted(abs(error) for error in spread([one.error for one in telling(before)]))
    return abs(step.error) <= sizes[min(len(sizes) - 1, len(sizes) * 8 // 10)]
