"""What a customer paid too much goes back with a payment order."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from coop.permission import Role
from invoicing import open_items, payment
from invoicing.bank import awaited
from invoicing.bank.awaited import CameBack
from invoicing.invoice import Invoice
from invoicing.paying_out import payee
from invoicing.paying_out.payable import payables
from tests.invoicing.cast import draft_line, issued, service
from tests.invoicing.paying_out.cast import IBAN, approved, asks, ordered, supplier
from tests.invoicing.paying_out.conftest import TODAY
from tests.invoicing.paying_out.test_web import SignIn
from tests.members.cast import person


@pytest.fixture
def overpaid() -> Invoice:
    """An invoice of € 32,50 on which € 42,50 came in."""
    service()
    made = issued(person(), [draft_line(3250)])
    payment.book(made, TODAY, Money(4250))
    return made


def test_what_was_paid_too_much_is_paid_back_once(overpaid: Invoice) -> None:
    [found] = payables(TODAY)
    assert (found.amount, found.doubts) == (Money(1000), ("Er is geen rekeningnummer bekend.",))
    payee.enter(found.party, IBAN)
    order = approved()
    assert (order.total, order.payouts[0].text) == (Money(1000), f"Terugbetaling factuur {overpaid.number}")
    assert (open_items.open_item(overpaid.number).open, balance(chart.PAYING_OUT)) == (Money(0), Money(-1000))
    assert payables(TODAY) == []


def test_what_came_back_is_owed_again(overpaid: Invoice) -> None:
    payee.enter(payables(TODAY)[0].party, IBAN)
    told = CameBack(approved().payouts[0].source, TODAY, "MS03", 1)
    awaited.came_back.tell(told)
    assert (open_items.open_item(overpaid.number).open, balance(chart.PAYING_OUT)) == (Money(-1000), Money(0))
    awaited.return_undone.tell(told)
    assert not open_items.open_item(overpaid.number).open


def test_two_kinds_of_debt_go_in_one_order(overpaid: Invoice) -> None:
    payee.enter(payables(TODAY)[0].party, IBAN)
    asks(supplier())
    about = {item.about for one in approved(ordered()).payouts for item in one.items}
    assert about == {"purchase:1", f"invoice:{overpaid.number}"}


def test_a_refund_of_an_order_is_not_undone_by_hand(session: Session, overpaid: Invoice, sign_in: SignIn) -> None:
    payee.enter(payables(TODAY)[0].party, IBAN)
    approved()
    treasurer: FlaskClient = sign_in(Role.TREASURER)
    refund = payment.payments_of(overpaid)[-1]
    assert treasurer.post(f"/betalingen/{refund.id}/terugdraaien").status_code == 422
