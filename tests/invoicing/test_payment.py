"""Payments: in part, too much, back, undone; the open items always equal Debiteuren."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import billing_run, payment
from invoicing.credit import credit
from invoicing.invoice import Invoice, by_number
from invoicing.open_items import by_age, open_item, open_items
from invoicing.payment import AlreadyUndone, NotPayable, NotYet, WrongAmount
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import person

TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield
        assert verify().first_fault is None


@pytest.fixture
def invoice() -> Invoice:
    done_job(person(), service(), date(2026, 11, 3), 5000)
    billing_run.confirm(TODAY)
    return by_number("2026-0001")


def _state() -> str:
    return open_item("2026-0001").state(TODAY)


def test_an_invoice_is_paid_in_two_parts(invoice: Invoice) -> None:
    payment.book(invoice, TODAY, Money(2000), "cash")
    assert _state() == "partly"
    payment.book(invoice, TODAY, Money(3000), reference="rest")
    assert _state() == "paid"
    assert (balance(chart.CASH), balance(chart.BANK)) == (Money(2000), Money(3000))


def test_too_much_is_seen_and_paid_back_but_no_more_than_that(invoice: Invoice) -> None:
    payment.book(invoice, TODAY, Money(6000))
    assert _state() == "overpaid"
    with pytest.raises(WrongAmount):
        payment.refund(invoice, TODAY, Money(1001))
    payment.refund(invoice, TODAY, Money(1000))
    assert _state() == "paid"


def test_a_paid_invoice_that_is_credited_is_paid_back(invoice: Invoice) -> None:
    payment.book(invoice, TODAY, Money(5000))
    note = credit("2026-0001", "Niet gedaan.")
    assert _state() == "overpaid"
    with pytest.raises(NotPayable):
        payment.book(note, TODAY, Money(5000))
    payment.refund(invoice, TODAY, Money(5000))
    assert open_item("2026-0001").open == Money.zero()


def test_a_wrong_booking_is_undone_by_its_mirror_once(invoice: Invoice) -> None:
    wrong = payment.book(invoice, TODAY, Money(5000))
    payment.undo(wrong, TODAY)
    assert _state() == "open"
    with pytest.raises(AlreadyUndone):
        payment.undo(wrong, TODAY)
    payment.book(invoice, TODAY, Money(5000), "cash")
    assert balance(chart.BANK) == Money.zero()


def test_what_did_not_happen_is_not_booked(invoice: Invoice) -> None:
    with pytest.raises(WrongAmount):
        payment.book(invoice, TODAY, Money.zero())
    with pytest.raises(NotYet):
        payment.book(invoice, date(2026, 12, 2), Money(100))


def test_open_invoices_are_listed_by_age(invoice: Invoice) -> None:
    [item] = open_items()
    late = date(2027, 2, 1)
    assert item.days_overdue(late) == (late - item.due_on).days == 48
    assert dict(by_age([item], late))[30] == Money(5000)
    assert dict(by_age([item], TODAY))[-1] == Money(5000)
    db.session.expunge_all()
