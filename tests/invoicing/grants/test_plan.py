"""A budget for a funder closes or says what is missing, and an amount is shared over activities to the cent."""

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from invoicing.grants.plan import Layout, share_out

cents = st.integers(0, 10**7).map(Money)


@given(cents, cents, cents, cents, cents)
def test_costs_are_income_and_cover_and_what_is_missing(
    costs: Money, income: Money, asked: Money, elsewhere: Money, own: Money
) -> None:
    layout = Layout(costs, income, asked, elsewhere, own)
    assert layout.income + layout.cover + layout.missing == layout.costs
    assert layout.closes == (layout.costs == income + asked + elsewhere + own and bool(costs))


@given(cents, st.lists(st.tuples(cents, st.none() | cents), max_size=6))
def test_every_cent_is_shared_or_it_is_refused(
    amount: Money, activities: list[tuple[Money, Money | None]]
) -> None:
    shares = share_out(amount, activities)
    typed = sum((one for _, one in activities if one is not None), Money(0))
    takes_rest = any(costs for costs, one in activities if one is None)
    assert (shares is None) == (typed > amount or (typed < amount and not takes_rest))
    if shares is not None:
        assert sum(shares, Money(0)) == amount
        assert all(one in (None, share) for (_, one), share in zip(activities, shares, strict=True))


def test_the_rest_goes_by_costs() -> None:
    assert share_out(Money(1000), [(Money(300), None), (Money(700), Money(400)), (Money(100), None)]) == [
        Money(450),
        Money(400),
        Money(150),
    ]
