"""The forecast walked back over three made-up wijken of five years, whose season and noise are known.

Each wijk is tossed some times. From every month of the third and fourth year we look twelve months ahead: our own
way, "last year's month", "a twelfth of last year", and as who knows how the wijk was made and misses only what is
chance. Printed: the mean error of the result of a month and of the twelve together, and how often what came lay
within the ranges of 80 and 95 per cent.

Run: .venv/bin/python -m bench.forecast [--tosses 40] [--seed 1]
"""

import argparse
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from bench.ratio import tell
from invoicing.forecast.chances import futures, range_of
from invoicing.forecast.series import Series, ahead, growth_of
from invoicing.forecast.walk import LEAST, WALKED, moving, step, telling, usual

MONTHS, AHEAD = 60, 12
ORIGINS = range(24, MONTHS - AHEAD + 1)
RANGES = (("a month", 80), ("a month", 95), ("twelve months", 80), ("twelve months", 95))
COVERAGE = 5
"""Points of a hundred within which the ranges should hold."""
GARDEN = (0.1, 0.2, 0.7, 1.3, 1.7, 1.6, 1.5, 1.5, 1.4, 1.2, 0.6, 0.2)
HOUSES = (1.05, 1.0, 1.05, 1.0, 0.95, 0.95, 0.85, 0.85, 1.0, 1.1, 1.1, 1.1)
EVEN = (1.0,) * 12
ONCE = (0.0, 12.0, *(0.0,) * 10)


@dataclass(frozen=True)
class Made:
    """How a series is made: euros a month at the start, its season, its growth a year and its noise."""

    sign: int
    euros: float
    season: Sequence[float] = EVEN
    growth: float = 0.0
    noise: float = 0.15
    shocks: float = 0.0
    """The chance in a month that it is half of the usual, or half more."""


@dataclass
class Toss:
    """A wijk that was tossed: what came in each month, and what chance would have made of it on average."""

    series: list[Series] = field(default_factory=list)
    known: list[list[float]] = field(default_factory=list)

    def came(self, month: int) -> int:
        """The result of a month, in cents."""
        return sum(one.sign * one.amounts[month] for one in self.series)

    def expected(self, month: int) -> float:
        """The result that who knows how it was made expects."""
        return sum(one.sign * known[month] for one, known in zip(self.series, self.known, strict=True))


WIJKEN = {
    "garden wijk, strong season": (
        Made(1, 9_000, GARDEN, noise=0.2),
        Made(1, 1_200, EVEN, noise=0.1),
        Made(-1, 5_500, GARDEN, noise=0.18),
        Made(-1, 900, GARDEN, noise=0.35),
        Made(-1, 1_100, EVEN, noise=0.03),
        Made(-1, 110, ONCE, noise=0.05),
    ),
    "growing wijk": (
        Made(1, 4_000, HOUSES, growth=0.25, noise=0.1),
        Made(1, 1_500, GARDEN, growth=0.15, noise=0.2),
        Made(1, 800, EVEN, growth=0.1, noise=0.25),
        Made(-1, 3_200, HOUSES, growth=0.22, noise=0.1),
        Made(-1, 700, EVEN, growth=0.1, noise=0.3),
        Made(-1, 1_200, EVEN, growth=0.03, noise=0.05),
    ),
    "even wijk with shocks": (
        Made(1, 6_000, EVEN, noise=0.12, shocks=0.06),
        Made(1, 2_500, HOUSES, noise=0.2, shocks=0.06),
        Made(-1, 4_500, EVEN, noise=0.1),
        Made(-1, 1_300, EVEN, noise=0.3, shocks=0.1),
        Made(-1, 1_600, EVEN, noise=0.04),
    ),
}


def toss(made: Sequence[Made], dice: random.Random) -> Toss:
    """Five years of a wijk. Of the noise of a month three tenths come from the month before."""
    tossed = Toss()
    for number, one in enumerate(made):
        amounts, known, noise = [], [], 0.0
        for month in range(MONTHS):
            mean = 100 * one.euros * (1 + one.growth) ** (month / 12) * one.season[month % 12]
            noise = 0.3 * noise + dice.gauss(0, one.noise * math.sqrt(1 - 0.3**2))
            shock = dice.choice((0.5, 1.5)) if dice.random() < one.shocks else 1.0
            amounts.append(max(0, round(mean * shock * (1 + noise))))
            known.append(mean)
        tossed.series.append(Series(str(number), one.sign, tuple(amounts)))
        tossed.known.append(known)
    return tossed


Way = Callable[[Toss, int], list[float]]


def ours(tossed: Toss, known: int) -> list[float]:
    """What we would have said."""
    said = ahead(tossed.series, 0, known, AHEAD)
    return [
        sum(one.sign * amounts[month] for one, amounts in zip(tossed.series, said, strict=True))
        for month in range(AHEAD)
    ]


WAYS: dict[str, Way] = {
    "ours": ours,
    "last year's month": lambda tossed, known: [float(tossed.came(known - 12 + month)) for month in range(AHEAD)],
    "twelfths of the year": lambda tossed, known: (
        [sum(tossed.came(known - 12 + month) for month in range(12)) / 12] * AHEAD
    ),
    "who knows how it was made": lambda tossed, known: [tossed.expected(known + month) for month in range(AHEAD)],
}


def held(tossed: Toss) -> list[tuple[bool, bool, bool, bool]]:
    """Whether each month and each twelve months lay within 80 and 95 per cent."""
    steps = {place: step(tossed.series, 0, place) for place in range(LEAST, MONTHS)}
    found = []
    for known in ORIGINS:
        said = ahead(tossed.series, 0, known, AHEAD)
        middle = [round(amount) for amount in ours(tossed, known)]
        usually = usual(tossed.series, known)
        moves = [moving(sum(amounts[month] for amounts in said), usually) for month in range(AHEAD)]
        errors = [
            one.error for one in telling([steps[place] for place in range(max(LEAST, known - WALKED), known)])
        ]
        drawn = futures(middle, moves, errors, growth_of(tossed.series, 0, known), 1000)
        together = range_of([sum(future) for future in zip(*drawn, strict=True)])
        came = [tossed.came(known + month) for month in range(AHEAD)]
        year = sum(came)
        for amount, draws in zip(came, drawn, strict=True):
            one = range_of(draws)
            found.append(
                (
                    one.low_80 <= amount <= one.high_80,
                    one.low_95 <= amount <= one.high_95,
                    together.low_80 <= year <= together.high_80,
                    together.low_95 <= year <= together.high_95,
                )
            )
    return found


def main() -> None:
    """Toss each wijk and print its errors and coverage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tosses", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.process_time()
    for place, (name, made) in enumerate(WIJKEN.items()):
        dice = random.Random(asked.seed * 100 + place)  # noqa: S311 - chance, no secret
        tosses = [toss(made, dice) for _ in range(asked.tosses)]
        print(f"\n{name}")
        month, year = {}, {}
        for way, says in WAYS.items():
            missed, together = [], []
            for tossed in tosses:
                for known in ORIGINS:
                    said = says(tossed, known)
                    off = [amount - tossed.came(known + ahead_) for ahead_, amount in enumerate(said)]
                    missed += [abs(one) for one in off]
                    together.append(abs(sum(off)))
            month[way], year[way] = fmean(missed) / 100, fmean(together) / 100
            print(f"  {way:<28} € {month[way]:8,.0f} a month   € {year[way]:8,.0f} over twelve months")
        for other in ("last year's month", "twelfths of the year"):
            tell(f"  error of a month, ours / {other}", month["ours"] / month[other], most=1)
            tell(f"  error of twelve months, ours / {other}", year["ours"] / year[other], most=1)
        kept = [row for tossed in tosses for row in held(tossed)]
        for column, (what, aim) in enumerate(RANGES):
            share = 100 * fmean(row[column] for row in kept)
            met = "met" if abs(share - aim) <= COVERAGE else "not met"
            print(f"  {what} within the range of {aim} %{'':<44}{share:5.1f}  goal {aim} ± {COVERAGE}  {met}")
    print(f"\n{time.process_time() - began:.0f} s of processor")


if __name__ == "__main__":
    main()
