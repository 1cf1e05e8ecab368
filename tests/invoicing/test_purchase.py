"""Purchases: costs with input VAT against creditors, once for each supplier's number."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask

from coop import clock, files
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import attachment, purchase, purchase_payment
from invoicing.attachment import WrongAttachment
from invoicing.bought import Bought
from invoicing.purchase import AlreadyEntered, NothingBought, Purchase
from invoicing.purchase_payment import Paid, PaidAlready, WrongAmount
from tests.invoicing.cast import service, wijk
from tests.members.cast import organisation

TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield
        assert verify().first_fault is None


def _enter(number: str = "F-12", supplier: object = None, *bought: Bought) -> Purchase:
    lines = bought or (Bought("70053", Money(1005), "low", "Planten", service().cost_object_id),)
    return purchase.enter(supplier or organisation("Kwekerij"), number, TODAY, date(2026, 12, 31), lines)  # type: ignore[arg-type]


def test_a_purchase_is_a_cost_of_its_service_and_input_vat() -> None:
    made = _enter()
    assert (made.net, made.vat, made.payable) == (Money(1005), Money(90), Money(1095))
    assert balance("70053") == Money(1005)
    assert balance(chart.VAT_INPUT) == Money(90)
    assert balance(chart.CREDITORS) == Money(-1095)


def test_the_suppliers_own_vat_is_taken_when_it_is_given() -> None:
    made = _enter("F-1", None, Bought("46110", Money(1000), "high", vat=Money(211)))
    assert made.vat == Money(211)


def test_the_same_number_of_a_supplier_is_entered_once_until_it_is_undone() -> None:
    made = _enter()
    with pytest.raises(AlreadyEntered):
        _enter(" F-12", made.supplier, Bought("46110", Money(1), "none"))
    purchase_payment.undo_purchase(made, TODAY)
    again = _enter("F-12", made.supplier, Bought("46110", Money(500), "none"))
    assert balance(chart.CREDITORS) == -again.payable


def test_a_purchase_without_an_amount_is_no_purchase() -> None:
    with pytest.raises(NothingBought):
        _enter("F-1", None, Bought("46110", Money.zero(), "high"))


def test_a_purchase_is_paid_in_parts_and_no_further() -> None:
    made = _enter()
    purchase_payment.pay(made, TODAY, Money(95))
    with pytest.raises(WrongAmount):
        purchase_payment.pay(made, TODAY, Money(1001))
    with pytest.raises(PaidAlready):
        purchase_payment.undo_purchase(made, TODAY)
    paid = purchase_payment.pay(made, TODAY, Money(1000), "cash")
    assert purchase_payment.open_of(made) == Money.zero()
    purchase_payment.undo(paid, TODAY)
    assert purchase_payment.open_of(made) == Money(1000)


def test_only_papers_and_pictures_are_kept_whatever_their_name() -> None:
    sha = attachment.keep(b"%PDF-1.7 ...", "factuur.pdf")
    stored = files.get(sha)
    assert stored is not None
    assert stored.content_type == "application/pdf"
    for content in (b"<html><script>", b"MZ", b"", b"%PD"):
        with pytest.raises(WrongAttachment):
            attachment.keep(content, "factuur.pdf")
    with pytest.raises(WrongAttachment):
        attachment.keep(b"%PDF-" + b"x" * attachment.LARGEST, "groot.pdf")


def test_many_purchases_are_paid_in_as_many_statements_as_two(statements: Callable[[], Any]) -> None:
    found = [
        _enter(f"F-{number}", organisation(f"Kwekerij {number}"), Bought("46110", Money(500), "none"))
        for number in range(7)
    ]
    with statements() as few:
        purchase_payment.pay_each([Paid(one, TODAY, Money(500)) for one in found[:2]])
    with statements() as many:
        purchase_payment.pay_each([Paid(one, TODAY, Money(500)) for one in found[2:]])
    assert len(many) == len(few)
    assert set(purchase_payment.open_of_each(found).values()) == {Money.zero()}
    assert balance(chart.CREDITORS) == Money.zero()


def test_two_parts_in_one_go_are_no_more_than_what_is_open() -> None:
    made = _enter()
    with pytest.raises(WrongAmount):
        purchase_payment.pay_each([Paid(made, TODAY, Money(1000)), Paid(made, TODAY, Money(96))])
    assert purchase_payment.open_of(made) == made.payable
