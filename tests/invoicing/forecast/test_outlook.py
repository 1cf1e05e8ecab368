"""The months ahead, from a history and what is certain, without any database."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from coop.period import DateRange, months
from invoicing.forecast.outlook import Known, outlook
from invoicing.forecast.series import Series
from invoicing.forecast.walk import walk

AHEAD = list(months(DateRange(date(2026, 7, 1), date(2027, 7, 1))))


def known(agreed: int = 0, booked: int = 0, spread: int = 0) -> list[Known]:
    """Twelve months with so much agreed of the first series and spread; booked only in the first month."""
    return [Known(month, (agreed, 0), (0 if place else booked, 0), spread) for place, month in enumerate(AHEAD)]


def an_even_wijk(length: int = 30) -> list[Series]:
    """Earns € 1.000 and costs € 800 each month."""
    return [Series("C1", 1, (100_000,) * length), Series("D40110", -1, (80_000,) * length)]


def test_an_even_history_gives_an_even_forecast_without_doubt() -> None:
    series = an_even_wijk()
    found = outlook(series, 0, known(), walk(series, 0))
    assert [month.month for month in found] == AHEAD
    assert {(month.income, month.costs, month.result) for month in found} == {(100_000, 80_000, 20_000)}
    assert {cents for month in found for cents in month.draws} == {20_000}


def test_what_is_agreed_is_the_least_that_is_expected() -> None:
    series = an_even_wijk()
    little, much = (outlook(series, 0, known(agreed), walk(series, 0)) for agreed in (60_000, 150_000))
    assert {(month.income, month.certain_income) for month in little} == {(100_000, 60_000)}
    assert {(month.income, month.certain_income) for month in much} == {(150_000, 150_000)}


def test_what_grants_bring_comes_on_top_and_is_certain() -> None:
    series = an_even_wijk()
    found = outlook(series, 0, known(spread=30_000), walk(series, 0))
    assert {(month.income, month.certain_income) for month in found} == {(130_000, 30_000)}


def test_what_is_booked_of_the_running_month_stays() -> None:
    series = an_even_wijk()
    first, second, *_ = outlook(series, 0, known(booked=140_000), walk(series, 0))
    assert (first.income, first.certain_income, second.income) == (140_000, 140_000, 100_000)


def test_a_running_month_that_is_booked_for_the_most_part_is_more_certain() -> None:
    series = [Series("C1", 1, tuple(100_000 + 30_000 * (month % 5 - 2) for month in range(30))), an_even_wijk()[1]]
    quiet, booked = (outlook(series, 0, known(booked=cents), walk(series, 0))[0] for cents in (0, 95_000))
    assert booked.range.high_80 - booked.range.low_80 < quiet.range.high_80 - quiet.range.low_80


def test_without_any_history_only_what_is_certain_is_expected_and_the_range_is_wide() -> None:
    series = an_even_wijk(0)
    [first, *_] = outlook(series, 0, known(agreed=50_000), walk(series, 0))
    assert (first.income, first.costs) == (50_000, 0)
    assert first.range.low_80 < 50_000 < first.range.high_80


cents = st.integers(0, 10**7)


@settings(max_examples=15)
@given(st.lists(st.tuples(cents, cents), min_size=1, max_size=40), cents, st.integers(0, 11))
def test_months_add_up_to_the_cent_and_nothing_is_more_certain_than_expected(
    moved: list[tuple[int, int]], agreed: int, first: int
) -> None:
    earned, cost = zip(*moved, strict=True)
    series = [Series("C1", 1, earned), Series("D40110", -1, cost)]
    found = outlook(series, first, known(agreed), walk(series, first))
    for month in found:
        assert month.income == month.parts[0] >= month.certain_income == min(agreed, month.parts[0])
        assert month.costs == month.parts[1] >= 0
        assert month.range.low_80 <= month.result <= month.range.high_80
    together = sum(month.result for month in found)
    assert together == sum(month.income for month in found) - sum(month.costs for month in found)
    assert sum(sum(future) for future in zip(*(month.draws for month in found), strict=True)) == 2000 * together
