"""The futures: around the middle, as wide as our own errors, and the same for the same books."""

from hypothesis import given, settings
from hypothesis import strategies as st

from invoicing.forecast.chances import ASSUMED, FUTURES, futures, range_of, spread

errors = st.lists(st.floats(-0.5, 0.5), max_size=36)
middles = st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=12)


@settings(max_examples=25)
@given(middles, errors, st.floats(-0.02, 0.02))
def test_the_range_holds_the_middle_and_the_wide_one_the_narrow_one(
    middle: list[int], known: list[float], growth: float
) -> None:
    for amount, draws in zip(middle, futures(middle, [10**6] * len(middle), known, growth, 200), strict=True):
        found = range_of(draws)
        assert found.low_95 <= found.low_80 <= amount <= found.high_80 <= found.high_95
        assert sum(draws) == 200 * amount, "each future has a twin on the other side"


@settings(max_examples=10)
@given(middles, errors)
def test_the_same_books_give_the_same_futures(middle: list[int], known: list[float]) -> None:
    moves = [10**6] * len(middle)
    assert futures(middle, moves, known, count=50) == futures(middle, moves, known, count=50)


def test_more_noise_makes_the_range_wider() -> None:
    def width(noise: float) -> int:
        found = range_of(futures([0], [100_000], [noise, -noise, noise / 2, -noise / 2] * 6)[0])
        return found.high_80 - found.low_80

    assert width(0.3) > 2 * width(0.1) > 0


def test_the_year_is_less_certain_than_a_month_and_later_months_than_the_first() -> None:
    known = [0.1, -0.2, 0.15, -0.05, 0.02, -0.02] * 4
    drawn = futures([0] * 12, [100_000] * 12, known, 0.02)
    assert [len(draws) for draws in drawn] == [FUTURES] * 12
    year = range_of([sum(future) for future in zip(*drawn, strict=True)])
    first, last = range_of(drawn[0]), range_of(drawn[-1])
    assert year.high_80 > last.high_80 > first.high_80


def test_with_hardly_any_history_the_range_is_wide() -> None:
    assert {abs(error) for error in spread([0.01, -0.01])} == {ASSUMED}
    assert {abs(error) for error in spread([])} == {ASSUMED}
