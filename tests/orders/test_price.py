"""What a service costs, for every size and tariff."""

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from orders.price import ONE, PriceRule, Tariff, quote

amounts = st.integers(0, 200_000).map(Money)
quantities = st.integers(1, 500_000)
tariffs = st.builds(
    Tariff,
    name=st.just("Gras maaien"),
    rule=st.sampled_from(list(PriceRule)),
    price=amounts,
    reduced_price=st.none() | amounts,
    minimum=st.none() | amounts,
)
extras = st.lists(st.tuples(st.just("Groenafval mee"), amounts), max_size=3)


@given(tariffs, quantities, extras, st.booleans())
def test_the_total_is_the_sum_of_its_lines(tariff, quantity, added, reduced):
    priced = quote(tariff, quantity, added, reduced=reduced)
    assert priced.total.cents == sum(line.amount.cents for line in priced.lines)
    assert len(priced.lines) == 1 + len(added)
    for line in priced.lines:
        assert line.amount == line.unit_price.times(line.quantity, ONE)


@given(tariffs, quantities, extras)
def test_no_quote_is_below_the_minimum(tariff, quantity, added):
    assert quote(tariff, quantity, added).total >= (tariff.minimum or Money.zero())


@given(tariffs, quantities, quantities)
def test_more_work_never_costs_less(tariff, some, more):
    some, more = sorted((some, more))
    assert quote(tariff, some).total <= quote(tariff, more).total


@given(tariffs.filter(lambda t: t.reduced_price is not None and t.reduced_price <= t.price), quantities)
def test_the_reduced_price_is_never_dearer(tariff, quantity):
    assert quote(tariff, quantity, reduced=True).total <= quote(tariff, quantity).total


def test_an_hour_and_a_half_costs_one_and_a_half_hours():
    tariff = Tariff("Klussen", PriceRule.HOUR, Money(3250))
    assert quote(tariff, 1500).total == Money(4875)
    assert quote(tariff, 1500).lines[0].unit == "HUR"


def test_a_small_lawn_costs_the_minimum_as_one_piece():
    tariff = Tariff("Gras maaien", PriceRule.SQUARE_METRE, Money(35), minimum=Money(2000))
    line = quote(tariff, 40_000, minimum_text="minimum").lines[0]
    assert (line.text, line.unit, line.quantity, line.amount) == ("Gras maaien (minimum)", "C62", ONE, Money(2000))


def test_the_city_pass_lowers_the_minimum_in_proportion():
    tariff = Tariff("Gras maaien", PriceRule.SQUARE_METRE, Money(40), Money(30), Money(2000))
    assert quote(tariff, 10_000, reduced=True).total == Money(1500)


def test_another_vat_rate_keeps_the_net_price():
    painting = Tariff("Schilderen", PriceRule.HOUR, Money(3815), minimum=Money(10_900))
    dearer = painting.at_rate(900, 2100)
    assert (dearer.price, dearer.minimum) == (Money(4235), Money(12_100))


def test_a_price_without_vat_does_not_move_with_the_rate():
    contract = Tariff("Schone wijk", PriceRule.HOUR, Money(3000), includes_vat=False)
    assert contract.at_rate(900, 2100) is contract
