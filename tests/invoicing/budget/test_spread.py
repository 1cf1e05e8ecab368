"""A year gives every cent to its months."""

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from invoicing.budget.spread import spread

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
