"""What goes back of a settled grant is paid with an order, within six weeks."""

from datetime import timedelta

import pytest

from coop.errors import Refusal
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing.bank import awaited
from invoicing.bank.awaited import CameBack
from invoicing.grants.grant import Grant
from invoicing.grants.receiving import receive
from invoicing.grants.repaying import repay
from invoicing.grants.settling import settle
from invoicing.liquidity.liquidity import liquidity
from invoicing.paying_out import payee
from invoicing.paying_out.payable import payables
from tests.invoicing.grants.cast import BEGIN, a_grant
from tests.invoicing.paying_out.cast import IBAN, approved, ordered
from tests.invoicing.paying_out.conftest import TODAY

WEEKS = timedelta(weeks=6)


@pytest.fixture
def settled() -> Grant:
    """A grant of which everything came in and two hundred euro goes back."""
    made = a_grant()
    receive(made, BEGIN, made.amount)
    settle(made, made.amount - Money(20_000), TODAY)
    return made


def test_it_is_due_six_weeks_after_it_was_settled(settled: Grant) -> None:
    assert payables(TODAY + WEEKS - timedelta(days=1)) == []
    [found] = payables(TODAY + WEEKS)
    assert (found.amount, found.party, found.what) == (
        Money(20_000),
        settled.giver,
        "Terugbetaling subsidie GRN-14",
    )
    outgoing = [flow for week in liquidity(TODAY).weeks for flow in week.flows if flow.source == settled.source]
    assert [(flow.day, flow.amount) for flow in outgoing] == [(TODAY + WEEKS, Money(-20_000))]


def test_what_went_back_by_hand_meanwhile_is_not_approved_once_more(settled: Grant) -> None:
    payee.enter(settled.giver, IBAN)
    order = ordered(TODAY + WEEKS)
    repay(settled, TODAY, Money(20_000))
    with pytest.raises(Refusal):
        approved(order)


def test_it_is_paid_once_and_owed_again_when_it_comes_back(settled: Grant) -> None:
    payee.enter(settled.giver, IBAN)
    order = approved(ordered(TODAY + WEEKS))
    assert settled.settlement is not None
    assert (settled.settlement.owed, balance(chart.PAYING_OUT)) == (Money(0), Money(-20_000))
    assert payables(TODAY + WEEKS) == []
    told = CameBack(order.payouts[0].source, TODAY, "MS03", 1)
    awaited.came_back.tell(told)
    assert (settled.settlement.owed, balance(chart.PAYING_OUT)) == (Money(20_000), Money(0))
    awaited.return_undone.tell(told)
    assert not settled.settlement.owed
