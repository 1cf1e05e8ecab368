"""A plan of a service: number × price and hours × rate hold for the year, to the cent."""

from hypothesis import given
from hypothesis import strategies as st

from coop.ledger.chart import ALLOWANCES, REVENUE_HIGH, WAGES
from coop.money import Money, half_up
from invoicing.budget.plan import Plan, Work

months = st.lists(st.integers(0, 400), min_size=12, max_size=12)
cents = st.integers(0, 10**6)


@given(months, cents, st.integers(1, 600), cents)
def test_the_months_of_a_plan_are_its_year_to_the_cent(
    visits: list[int], price: int, minutes: int, rate: int
) -> None:
    plan = Plan(REVENUE_HIGH, tuple(visits), Money(price), works=[Work("employee", minutes, Money(rate))])
    lines = plan.lines()
    assert sum(lines[REVENUE_HIGH]) == Money(price * sum(visits))
    assert sum(lines[WAGES]) == Money(half_up(rate * minutes * sum(visits), 60))
    for parts in lines.values():
        assert all(not part for part, number in zip(parts, visits, strict=True) if number == 0)


def test_each_engagement_costs_on_its_own_account() -> None:
    works = [
        Work("employee", 60, Money(2400)),
        Work("apprentice", 30, Money(1500)),
        Work("volunteer", 60, Money(300)),
    ]
    plan = Plan(REVENUE_HIGH, (2, *[0] * 10, 1), Money(5000), works=works)
    nothing = [Money.zero()] * 10
    assert plan.lines() == {
        REVENUE_HIGH: [Money(10000), *nothing, Money(5000)],
        WAGES: [Money(6300), *nothing, Money(3150)],
        ALLOWANCES: [Money(600), *nothing, Money(300)],
    }
