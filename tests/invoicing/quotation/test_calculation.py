"""The calculation of a price: its laws hold for every list of costs, and its worked example to the cent."""

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from invoicing.quotation.calculation import Item, Markups, calculate, instalments, rows, with_vat
from tests.invoicing.cast import EXEMPT, HIGH, LOW, REVERSE

GROUPS = {"high": HIGH, "low": LOW, "exempt": EXEMPT, "reverse": REVERSE}
amounts = st.integers(0, 10_000_000).map(Money)
percents = st.integers(0, 10_000)
items = st.lists(
    st.builds(Item, st.sampled_from(("graven", "planten", "snoeien")), st.sampled_from(sorted(GROUPS)), amounts),
    max_size=8,
)
markups = st.builds(Markups, percents, percents, percents)


def test_the_worked_example() -> None:
    costs = [Item("graven", "high", Money(22450)), Item("planten", "high", Money(7550))]
    made = calculate(costs, Markups(1500, 500, 1000))
    assert (made.direct, made.overhead, made.risk, made.margin) == (
        Money(30000),
        Money(4500),
        Money(1725),
        Money(3623),
    )
    assert (made.price, made.prices) == (Money(39848), (Money(29820), Money(10028)))


def test_a_round_price_leaves_the_margin_it_leaves() -> None:
    costs = [Item("graven", "high", Money(30000))]
    assert calculate(costs, Markups(1500, 500, 1000), Money(40000)).margin == Money(3775)
    assert calculate(costs, Markups(1500, 500), Money(20000)).margin == Money(-16225)


def test_work_that_costs_nothing_shares_its_price_alike() -> None:
    free = [Item("a", "high", Money(0)), Item("b", "high", Money(0))]
    assert calculate(free, Markups(1500), Money(101)).prices == (Money(51), Money(50))
    assert calculate(free, Markups(1500)).price == Money.zero()


@given(items, markups, st.none() | amounts)
def test_parts_add_up_to_the_price_and_nothing_is_below_zero(
    costs: list[Item], markup: Markups, asked: Money | None
) -> None:
    made = calculate(costs, markup, asked)
    assert made.direct + made.overhead + made.risk + made.margin == made.price
    if costs:
        assert sum(made.prices, Money.zero()) == made.price
    assert all(price >= Money.zero() for price in made.prices)
    if asked is not None:
        assert made.price == asked
    else:
        assert made.margin >= Money.zero()


@given(items, markups, st.integers(1, 60))
def test_what_the_customer_sees_is_the_price_with_vat_as_on_an_invoice(
    costs: list[Item], markup: Markups, times: int
) -> None:
    made = calculate(costs, markup)
    seen = rows(costs, made.prices)
    assert sum((row.price for row in seen), Money.zero()) == sum(made.prices, Money.zero())
    assert len({(row.activity, row.vat_rule) for row in seen}) == len(seen)
    totals = with_vat([(row.price * times, GROUPS[row.vat_rule]) for row in seen])
    for part in totals.subtotals:
        net = sum((row.price * times for row in seen if GROUPS[row.vat_rule] == part.group), Money.zero())
        assert (part.net, part.vat) == (net, net.share(part.group.basis_points))
    assert totals.net + totals.vat == totals.payable


@given(st.lists(amounts, min_size=1, max_size=4), st.integers(1, 36))
def test_instalments_give_every_cent_away(asked: list[Money], count: int) -> None:
    parts = instalments(asked, count)
    assert len(parts) == count
    for place, amount in enumerate(asked):
        given_away = [part[place] for part in parts]
        assert sum(given_away, Money.zero()) == amount
        assert max(given_away).cents - min(given_away).cents <= 1
