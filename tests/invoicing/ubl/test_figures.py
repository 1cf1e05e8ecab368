"""The laws of the figures on an e-invoice, for all lines and rates."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from invoicing.ubl.figures import Figures, Stated, Tax, figures, price_of
from invoicing.vat import VatGroup, add_up
from tests.invoicing.cast import EXEMPT, HIGH, LOW, REVERSE

CENT = Decimal("0.01")

prices = st.integers(min_value=-500_000, max_value=500_000).map(Money)
quantities = st.one_of(st.just(1000), st.integers(min_value=1, max_value=5_000_000))
groups = st.sampled_from([HIGH, LOW, EXEMPT, VatGroup("E", 0, "Andere reden"), REVERSE, VatGroup("Z", 0)])
stated_lines = st.lists(st.tuples(prices, quantities, groups), min_size=1, max_size=25)


def worked_out(lines: Sequence[tuple[Money, int, VatGroup]], *, includes_vat: bool, is_credit: bool) -> Figures:
    sign = -1 if is_credit else 1
    amounts = [(price.times(quantity, 1000) * sign, group) for price, quantity, group in lines]
    totals = add_up(amounts, includes_vat=includes_vat)
    stated = [
        Stated("Werk", quantity * sign, "C62", price, net, group.category, group.basis_points, group.reason)
        for (price, quantity, group), net in zip(lines, totals.nets, strict=True)
    ]
    taxes = [
        Tax(part.group.category, part.group.basis_points, part.net, part.vat, part.group.reason)
        for part in totals.subtotals
    ]
    return figures(stated, taxes, totals.payable, is_credit=is_credit)


@given(stated_lines, st.booleans(), st.booleans())
def test_every_line_is_quantity_times_price_to_the_cent(lines, includes_vat, is_credit):
    for line in worked_out(lines, includes_vat=includes_vat, is_credit=is_credit).lines:
        product = (Decimal(line.quantity) * Decimal(line.price)).quantize(CENT, ROUND_HALF_UP)
        assert product == Decimal(line.net.plain())
        assert Decimal(line.price) >= 0


@given(stated_lines, st.booleans(), st.booleans())
def test_lines_less_allowances_are_what_each_rate_is_computed_over(lines, includes_vat, is_credit):
    made = worked_out(lines, includes_vat=includes_vat, is_credit=is_credit)
    for tax in made.taxes:
        key = (tax.category, tax.basis_points)
        over = sum((line.net for line in made.lines if (line.category, line.basis_points) == key), Money.zero())
        given = [one for one in made.allowances if (one.category, one.basis_points) == key]
        off = sum((one.amount for one in given), Money.zero())
        assert tax.net == over - off
    assert len({(tax.category, tax.basis_points) for tax in made.taxes}) == len(made.taxes)
    assert made.net == sum((tax.net for tax in made.taxes), Money.zero())


@given(stated_lines, st.booleans(), st.booleans())
def test_net_and_vat_and_rounding_are_payable(lines, includes_vat, is_credit):
    made = worked_out(lines, includes_vat=includes_vat, is_credit=is_credit)
    assert made.net + made.vat + made.rounding == made.payable
    assert made.vat == sum((tax.vat for tax in made.taxes), Money.zero())
    if not includes_vat:
        assert not made.rounding


@given(stated_lines, st.booleans())
def test_a_credit_note_says_above_zero_what_the_invoice_said(lines, includes_vat):
    invoice = worked_out(lines, includes_vat=includes_vat, is_credit=False)
    assert worked_out(lines, includes_vat=includes_vat, is_credit=True) == invoice


@pytest.mark.parametrize(
    ("net", "quantity", "stated", "price"),
    [(2479, 3000, 1000, "8.263"), (7231, 2500, 3500, "28.924"), (2686, 1000, 3250, "26.86"), (0, 1000, 0, "0.00")],
)
def test_the_worked_table(net, quantity, stated, price):
    assert price_of(Money(net), quantity, Money(stated)) == price


def test_a_price_without_vat_stays_as_it_was_stated():
    assert price_of(Money(1000), 3003, Money(333)) == "3.33"


def test_only_discounts_are_still_lines():
    [line] = worked_out([(Money(-500), 1000, HIGH)], includes_vat=False, is_credit=False).lines
    assert (line.quantity, line.price, line.net) == ("-1", "5.00", Money(-500))
