"""The season comes from the own history, and only as far as the history shows it."""

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from invoicing.forecast.season import FLAT, opened, profile

SUMMER = (0.2, 0.2, 0.6, 1.2, 1.6, 1.8, 1.8, 1.6, 1.2, 1.0, 0.6, 0.2)


@given(st.lists(st.integers(-50_000, 200_000), min_size=0, max_size=60), st.integers(0, 11))
def test_the_factors_are_one_on_average(amounts: list[int], first: int) -> None:
    assert math.isclose(sum(profile(amounts, first)), 12, rel_tol=1e-6)


@given(st.lists(st.integers(0, 200_000), max_size=23), st.integers(0, 11))
def test_less_than_two_years_show_no_season(amounts: list[int], first: int) -> None:
    assert profile(amounts, first) == FLAT
    april_to_october = opened(4, 10)
    assert profile(amounts, first, april_to_october) == april_to_october


def test_a_season_that_comes_back_every_year_is_found_also_in_a_wijk_that_grows() -> None:
    growing = [100_000 * SUMMER[month % 12] * 1.02**month for month in range(36)]
    found = profile(growing, 0)
    assert all(abs(one - real) < 0.12 for one, real in zip(found, SUMMER, strict=True))
    later = profile(growing[5:], 5)
    assert all(abs(one - real) < 0.12 for one, real in zip(later, SUMMER, strict=True))


def test_chance_is_not_taken_for_a_season() -> None:
    dice = random.Random(1)  # noqa: S311 - chance, no secret
    even = [100_000 + dice.randrange(-40_000, 40_000) for _ in range(36)]
    found = profile(even, 0)
    assert max(abs(factor - 1) for factor in found) < 0.1


def test_a_service_of_the_winter_is_open_over_new_year() -> None:
    assert [month for month, factor in enumerate(opened(11, 2), 1) if factor] == [1, 2, 11, 12]
