"""The cost of collecting follows the scale of the decree, over all that is claimed together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from coop.rules.collection import cost


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        (1, 4000),  # € 40,00 at least
        (26_667, 4000),
        (100_000, 15_000),  # 15 % of € 1.000
        (250_000, 37_500),
        (500_000, 62_500),  # 375 + 10 % of 2.500
        (1_000_000, 87_500),  # 625 + 5 % of 5.000
        (20_000_000, 277_500),  # 875 + 1 % of 190.000
        (100_000_000, 677_500),  # and never more than € 6.775
    ],
)
def test_the_scale(claim: int, asked: int) -> None:
    assert cost(Money(claim)) == Money(asked)


def test_vat_comes_on_top_for_who_cannot_deduct_it() -> None:
    assert cost(Money(1000), vat_basis_points=2100) == Money(4840)


@given(st.integers(1, 30_000_000), st.integers(0, 1_000_000))
def test_a_larger_claim_never_costs_less_and_bundling_never_costs_more(claim: int, more: int) -> None:
    assert cost(Money(claim + more)) >= cost(Money(claim))
    if more:
        assert cost(Money(claim + more)) <= cost(Money(claim)) + cost(Money(more)) + Money(1)  # each is rounded
