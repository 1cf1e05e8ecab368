"""How far off we were: counted over the own history, and said in words."""

from invoicing.forecast.accuracy import accuracy
from invoicing.forecast.series import Series
from invoicing.forecast.walk import KNOWING, LEAST, Step, telling, walk


def step(place: int, missed: int) -> Step:
    """A month in which € 1.000,00 moves and the result missed by so many cents."""
    return Step(place, 0, missed, 100_000)


def test_nothing_is_said_before_there_is_something_to_compare() -> None:
    assert accuracy([]) is None
    assert walk([Series("C1", 1, (100,) * LEAST)], 0) == []


def test_the_mean_error_is_that_of_the_last_year_whichever_way() -> None:
    found = accuracy(
        [step(place, 90_000) for place in range(6)] + [step(6 + n, (-1) ** n * 5_000) for n in range(12)]
    )
    assert found is not None
    assert (found.months, found.error, found.share) == (12, 5_000, 500)


def test_a_month_counts_as_held_by_the_errors_known_before_it() -> None:
    calm = [step(place, (-1) ** place * 1_000 * (1 + place % 3)) for place in range(12)]
    found, shocked = accuracy([*calm, step(12, 2_000)]), accuracy([*calm, step(12, 60_000)])
    assert found is not None
    assert shocked is not None
    assert found.judged == shocked.judged == 7
    assert found.held == shocked.held + 1


def test_twelve_months_together_are_compared_once_enough_of_them_are_over() -> None:
    even, growing = Series("C1", 1, (1_000,) * 30), Series("C1", 1, tuple(1_000 + 50 * n for n in range(30)))
    found = accuracy(walk([even], 0))
    assert found is not None
    assert found.year_error == 0
    assert accuracy(walk([Series("C1", 1, (1_000,) * 20)], 0)).year_error is None  # type: ignore[union-attr]
    missed = accuracy(walk([growing], 0))
    assert missed is not None
    assert missed.year_error
    assert missed.year_error > missed.error


def test_what_was_said_before_a_season_was_known_is_left_out_in_time() -> None:
    early, late = [step(place, 1) for place in range(6, KNOWING)], [step(KNOWING + n, 1) for n in range(12)]
    assert telling([*early, *late[:5]]) == [*early, *late[:5]]
    assert telling([*early, *late]) == late
