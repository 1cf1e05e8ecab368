"""The laws of VAT on an invoice, for all amounts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money, half_up
from coop.rules import book
from invoicing.vat import VatGroup, add_up, group_of

HIGH = VatGroup("S", 2100)
LOW = VatGroup("S", 900)
NONE = VatGroup("O", 0, "Buiten de heffing van btw")

amounts = st.integers(min_value=-10_000_000, max_value=10_000_000).map(Money)
lines = st.lists(st.tuples(amounts, st.sampled_from([HIGH, LOW, NONE])), max_size=30)


@given(lines, st.booleans())
def test_net_vat_and_rounding_are_what_is_payable(given_lines, includes_vat):
    totals = add_up(given_lines, includes_vat=includes_vat)
    assert totals.net + totals.vat + totals.rounding == totals.payable
    assert sum((net for net in totals.nets), Money.zero()) == totals.net


@given(lines)
def test_a_resident_pays_exactly_what_was_promised(given_lines):
    totals = add_up(given_lines, includes_vat=True)
    assert totals.payable == sum((amount for amount, _ in given_lines), Money.zero())
    assert abs(totals.rounding.cents) <= len(totals.subtotals)


@given(lines)
def test_an_organisation_pays_its_net_lines_and_vat_without_rounding(given_lines):
    totals = add_up(given_lines, includes_vat=False)
    assert totals.rounding == Money.zero()
    assert totals.nets == tuple(amount for amount, _ in given_lines)


@given(lines, st.booleans())
def test_vat_is_half_up_over_the_sum_of_each_rate(given_lines, includes_vat):
    totals = add_up(given_lines, includes_vat=includes_vat)
    for part in totals.subtotals:
        over = [net for net, (_, group) in zip(totals.nets, given_lines, strict=True) if group == part.group]
        assert part.net == sum(over, Money.zero())
        assert part.vat.cents == half_up(part.net.cents * part.group.basis_points, 10_000)


@given(lines)
def test_no_line_is_a_cent_off_its_own_share(given_lines):
    totals = add_up(given_lines, includes_vat=True)
    for net, (amount, group) in zip(totals.nets, given_lines, strict=True):
        exact = amount.cents * 10_000 / (10_000 + group.basis_points)
        assert abs(net.cents - exact) <= 1


@given(lines, st.booleans())
def test_a_credit_of_everything_is_the_mirror(given_lines, includes_vat):
    totals = add_up(given_lines, includes_vat=includes_vat)
    mirror = add_up([(-amount, group) for amount, group in given_lines], includes_vat=includes_vat)
    assert (mirror.net, mirror.vat, mirror.rounding) == (-totals.net, -totals.vat, -totals.rounding)


@pytest.mark.parametrize(
    ("promised", "net", "vat", "rounding"),
    [(3000, 2479, 521, 0), (7, 6, 1, 0), (3, 2, 0, 1), (12100, 10000, 2100, 0), (4550, 3760, 790, 0)],
)
def test_the_worked_table(promised, net, vat, rounding):
    totals = add_up([(Money(promised), HIGH)], includes_vat=True)
    assert (totals.net.cents, totals.vat.cents, totals.rounding.cents) == (net, vat, rounding)


def test_a_rule_leads_to_its_rate_and_its_reason():
    assert group_of(book.vat_rule("high"), date(2026, 3, 1)) == HIGH
    assert group_of(book.vat_rule("low_repair"), date(2018, 3, 1)) == VatGroup("S", 600)
    assert group_of(book.vat_rule("outside"), date(2026, 3, 1)) == NONE
