"""Whatever was sold and bought: the boxes are the movement of the VAT accounts, and filing clears them."""

from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from coop.rules import book, bought
from invoicing import purchase
from invoicing.billing import revenue_account
from invoicing.bought import Bought
from invoicing.draft import Draft, DraftLine, customer_of
from invoicing.issuing import issue
from invoicing.vat import group_of
from invoicing.vat_return.filing import file
from invoicing.vat_return.place import ACCOUNTS
from invoicing.vat_return.view import view
from members.party import Organisation, Person
from tests.invoicing.cast import wijk
from tests.members.cast import organisation, person

SUMMER, AUTUMN = date(2026, 8, 3), date(2026, 10, 5)
PARTS = st.lists(
    st.tuples(st.integers(1, 5_000_000), st.sampled_from([rule.code for rule in book.vat_rules()])),
    min_size=1,
    max_size=4,
)
SALES = st.lists(st.tuples(PARTS, st.booleans()), max_size=5)
PURCHASES = st.lists(
    st.builds(
        Bought,
        st.just("70053"),
        st.integers(1, 5_000_000).map(Money),
        st.sampled_from([rule.code for rule in bought.bought_rules()]),
        taxed_share=st.none() | st.integers(0, 10_000),
    ),
    max_size=5,
)


@pytest.fixture
def people(app: Flask) -> tuple[Person, Organisation]:
    """A resident and a firm."""
    with clock.at(SUMMER):
        wijk()
        made = person(), organisation()
        db.session.commit()
        return made


@given(SALES, PURCHASES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_boxes_equal_the_vat_accounts_to_the_rounding_shown(
    people: tuple[Person, Organisation], sales: list[tuple[list[tuple[int, str]], bool]], bought: list[Bought]
) -> None:
    with clock.at(SUMMER):
        issue(
            [_draft(people[includes_vat is False], parts, includes_vat) for parts, includes_vat in sales], SUMMER
        )
        for number, line in enumerate(bought):
            purchase.enter(people[1], f"F-{number}", SUMMER, AUTUMN, [line])
    with clock.at(AUTUMN):
        before = balance(chart.ROUNDING)
        moved = -sum(balance(account).cents for account in ACCOUNTS)
        shown = view("2026-Q3")
        assert shown.agrees
        assert shown.movement == shown.declared.exact == Money(moved)
        assert shown.doubts == [] or all(look.where for look in shown.doubts), "each VAT is its rate's"
        if sales or bought:
            filed = file("2026-Q3")
            assert filed.payable == Money(moved) + shown.declared.difference
            assert [balance(account).cents for account in ACCOUNTS] == [0] * len(ACCOUNTS)
            assert balance(chart.VAT_RETURN) == -filed.payable
            assert balance(chart.ROUNDING) - before == shown.declared.difference
            assert view("2026-Q3").agrees
    db.session.rollback()


def _draft(party: Person | Organisation, parts: list[tuple[int, str]], includes_vat: bool) -> Draft:
    lines = []
    for cents, code in parts:
        rule = book.vat_rule(code)
        account = revenue_account(chart.REVENUE_HIGH, rule)
        lines.append(DraftLine("werk", Money(cents), Money(cents), group_of(rule, SUMMER), account, day=SUMMER))
    return Draft(party.id, customer_of(party), includes_vat, lines)
