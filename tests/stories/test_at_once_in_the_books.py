"""Two treasurers at the same moment: money and credit move once, and the second is told."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.transaction import Transaction
from coop.ledger.verify import verify
from coop.money import Money
from coop.permission import Role
from invoicing import billing_run, cost_rate, payment, purchase
from invoicing.cash import CashCount
from invoicing.grants import grant
from invoicing.grants.grant import GrantReceipt
from invoicing.invoice import Invoice, by_number
from invoicing.payment import Payment
from invoicing.purchase import Bought
from invoicing.purchase_payment import PurchasePayment
from invoicing.reminders.proposal import proposals
from invoicing.reminders.reminder import Reminder
from members.engagement import EngagementKind
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import organisation, person
from tests.stories.at_once import at_once, count

MONDAY = date(2026, 3, 2)
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _monday(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        cost_rate.set_rate(EngagementKind.EMPLOYEE, date(2026, 1, 1), Money(2400))
        yield
        assert verify().first_fault is None


@pytest.fixture
def invoice() -> Invoice:
    done_job(person(), service(), date(2026, 2, 16), 5000)
    billing_run.confirm(MONDAY)
    return by_number("2026-0001")


def test_two_treasurers_book_the_same_payment(two: Any, invoice: Invoice) -> None:
    (first, _), (second, told) = two(Role.TREASURER, "/facturen/2026-0001/betaling", _moved("50,00"))
    assert (first, second) == (303, 422)
    assert "net al iets geboekt" in told
    assert count(Payment) == 1


def _moved(open_: str, amount: str | None = None) -> dict[str, Any]:
    return {"day": str(MONDAY), "amount": amount or open_, "way": "bank", "seen": open_}


def test_two_treasurers_pay_back_the_same_money(two: Any, invoice: Invoice) -> None:
    payment.book(invoice, MONDAY, Money(7000))
    (first, _), (second, _told) = two(
        Role.TREASURER, "/facturen/2026-0001/terugbetaling", _moved("20,00", "15,00")
    )
    assert (first, second) == (303, 422)
    assert payment.paid(by_number("2026-0001")) == Money(5500)


def test_two_treasurers_undo_the_same_payment(two: Any, invoice: Invoice) -> None:
    wrong = payment.book(invoice, MONDAY, Money(5000))
    (first, _), (second, told) = two(Role.TREASURER, f"/betalingen/{wrong.id}/terugdraaien")
    assert (first, second, "al teruggedraaid" in told) == (303, 409, True)
    assert payment.paid(by_number("2026-0001")) == Money.zero()


def test_two_treasurers_credit_the_same_invoice(two: Any, invoice: Invoice) -> None:
    line = f"line_{invoice.lines[0].id}"
    form = {"reason": "Vergissing.", line: "10,00", "seen": "50,00"}
    (first, _), (second, told) = two(Role.TREASURER, "/facturen/2026-0001/creditnota", form)
    assert (first, second, "net al iets" in told) == (303, 422, True)
    assert count(Invoice) == 2


@pytest.mark.parametrize("amount", ["121,00", "21,00"])
def test_two_treasurers_pay_the_same_purchase(two: Any, amount: str) -> None:
    made = _a_purchase()
    (first, _), (second, told) = two(Role.TREASURER, f"/inkoop/{made.id}/betaling", _moved("121,00", amount))
    assert (first, second, "net al iets geboekt" in told) == (303, 422, True)
    assert count(PurchasePayment) == 1


def _a_purchase() -> purchase.Purchase:
    bought = [Bought("70053", Money(10000), "high")]
    return purchase.enter(organisation("Kwekerij"), "F-12", MONDAY, MONDAY, bought)


def test_one_pays_a_purchase_that_another_undoes(sign_in: SignIn) -> None:
    made = _a_purchase()
    johan, ria = sign_in(Role.TREASURER), sign_in(Role.TREASURER)
    answers = at_once(
        MONDAY,
        (johan, f"/inkoop/{made.id}/betaling", _moved("121,00")),
        (ria, f"/inkoop/{made.id}/terugdraaien", {}),
    )
    assert sorted(answer.status_code for answer in answers)[0] == 303
    db.session.expire_all()
    assert (made.reversed_on is None) == (count(PurchasePayment) == 1)


@pytest.mark.parametrize("amount", ["600,00", "100,00"])
def test_two_treasurers_book_what_came_in_of_the_same_grant(two: Any, amount: str) -> None:
    given = grant.award(organisation(), "Groen", Money(60000), date(2026, 1, 1), date(2027, 1, 1))
    (first, _), (second, told) = two(Role.TREASURER, f"/subsidies/{given.id}/ontvangst", _moved("600,00", amount))
    assert (first, second, "net al iets geboekt" in told) == (303, 422, True)
    assert count(GrantReceipt) == 1


def test_two_treasurers_release_the_same_months_of_a_grant(two: Any) -> None:
    given = grant.award(organisation(), "Groen", Money(60000), date(2026, 1, 1), date(2027, 1, 1))
    answers = two(Role.TREASURER, f"/subsidies/{given.id}/vrijval")
    assert [code for code, _ in answers] == [303, 303]
    assert count(Transaction, Transaction.source.startswith(f"grant:{given.id}:")) == 2


def test_two_treasurers_count_the_cash_box(two: Any) -> None:
    form = {"day": str(MONDAY), "counted": "5,00", "note": "Gevonden onder de la.", "seen": "0,00"}
    (_, _), (code, told) = two(Role.TREASURER, "/kas/telling", form)
    assert (code, "Er is net iets geboekt." in told) == (422, True)
    assert count(CashCount) == 1
    assert balance(chart.CASH) == Money(500)


def test_two_treasurers_send_the_same_reminders(sign_in: SignIn, invoice: Invoice) -> None:
    late = MONDAY + timedelta(days=30)
    with clock.at(late):
        [proposal] = proposals(late)
        form = {"customer": f"{proposal.party.id}|{proposal.fingerprint}"}
        browsers = [sign_in(Role.TREASURER), sign_in(Role.TREASURER)]
        answers = at_once(late, *((browser, "/herinneringen", form) for browser in browsers))
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    assert count(Reminder) == 1
