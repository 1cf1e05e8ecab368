"""A year gives every cent to its months."""

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from invoicing.budget.spread import pattern, season, share_out, spread

whole = st.integers(-(10**9), 10**9).map(Money)


@given(whole, st.lists(whole, min_size=12, max_size=12))
def test_a_year_gives_every_cent_to_its_months(amount: Money, so_far: list[Money]) -> None:
    for parts in (spread(amount), spread(amount, so_far)):
        assert len(parts) == 12
        assert sum(parts) == amount


def test_a_new_amount_is_spread_evenly() -> None:
    assert spread(Money(1201)) == [Money(101), *[Money(100)] * 11]


def test_a_changed_amount_keeps_the_seasons() -> None:
    summer = [Money(0)] * 5 + [Money(100), Money(200), Money(100)] + [Money(0)] * 4
    assert spread(Money(800), summer) == [part * 2 for part in summer]


weights = st.lists(st.integers(0, 10**6), min_size=12, max_size=12).filter(any)


@given(st.integers(0, 10**6), weights)
def test_every_visit_falls_in_a_month_that_weighs(count: int, weights: list[int]) -> None:
    found = share_out(count, weights)
    assert sum(found) == count
    assert all(visits == 0 for visits, weight in zip(found, weights, strict=True) if weight == 0)


@given(st.integers(1, 12), st.integers(1, 12))
def test_a_season_runs_from_its_first_to_its_last_month(opens: int, closes: int) -> None:
    found = season(opens, closes)
    assert found[opens - 1] == found[closes - 1] == 1
    assert sum(found) == (closes - opens) % 12 + 1


def test_what_was_credited_does_not_make_a_month_weigh_less_than_nothing() -> None:
    years = [[100, -50, *[0] * 10], [100, 20, *[10] * 10]]
    assert pattern(years) == [200, 0, *[10] * 10]
    assert pattern([[0] * 12, [-1] * 12]) is None
