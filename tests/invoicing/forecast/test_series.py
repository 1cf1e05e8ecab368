"""What a history says of the months ahead, held against the two guesses anybody can make."""

import random
from statistics import fmean

from invoicing.forecast.series import Series, ahead

SUMMER = (0.2, 0.3, 0.7, 1.2, 1.6, 1.6, 1.5, 1.5, 1.3, 1.1, 0.7, 0.3)


def a_garden_wijk(growth: float, seed: int = 1) -> list[Series]:
    """Five years of gardens in the season and of rent, with a fifth of chance."""
    dice = random.Random(seed)  # noqa: S311 - chance, no secret
    earned = [100_000 * (1 + growth) ** (n / 12) * SUMMER[n % 12] * (1 + dice.gauss(0, 0.2)) for n in range(60)]
    spent = [60_000 * (1 + growth) ** (n / 12) * (1 + dice.gauss(0, 0.1)) for n in range(60)]
    return [Series("C1", 1, tuple(map(round, earned))), Series("D45105", -1, tuple(map(round, spent)))]


def results(series: list[Series], begin: int, end: int) -> list[int]:
    """What came of these months."""
    return [sum(one.sign * one.amounts[month] for one in series) for month in range(begin, end)]


def errors(growth: float) -> tuple[float, float, float]:
    """The mean error of a month in eight such wijken: ours, of last year's month and of a twelfth of last year."""
    ours, same_month, twelfths = [], [], []
    wijken = [a_garden_wijk(growth, seed) for seed in range(8)]
    for series, known in ((one, known) for one in wijken for known in range(24, 49, 4)):
        came, before = results(series, known, known + 12), results(series, known - 12, known)
        said = ahead(series, 0, known, 12)
        middle = [said[0][month] - said[1][month] for month in range(12)]
        ours += [abs(one - real) for one, real in zip(middle, came, strict=True)]
        same_month += [abs(one - real) for one, real in zip(before, came, strict=True)]
        twelfths += [abs(sum(before) / 12 - real) for real in came]
    return fmean(ours), fmean(same_month), fmean(twelfths)


def test_a_garden_wijk_is_seen_better_than_as_last_years_month_or_a_twelfth_of_the_year() -> None:
    for growth in (0.0, 0.2):
        ours, same_month, twelfths = errors(growth)
        assert ours < 0.95 * same_month
        assert ours < 0.8 * twelfths


def test_what_the_months_after_brought_changes_nothing_of_what_was_said() -> None:
    series = a_garden_wijk(0.1)
    cut = [Series(one.key, one.sign, one.amounts[:36]) for one in series]
    assert ahead(series, 0, 36, 12) == ahead(cut, 0, 36, 12)


def test_what_was_never_below_zero_is_not_expected_below_it() -> None:
    fading = Series("C1", 1, tuple(max(0, 3_000 - 100 * month) for month in range(30)))
    assert min(ahead([fading], 0, 30, 12)[0]) == 0
    corrected = Series("C1", 1, (0,) * 20 + (-5_000,) * 4)
    assert min(ahead([corrected], 0, 24, 12)[0]) < 0


def test_a_series_without_any_amount_stays_empty() -> None:
    assert ahead([Series("C1", 1, (0,) * 12)], 0, 12, 3) == [[0.0, 0.0, 0.0]]
    assert ahead([], 0, 0, 3) == []
