"""VAT deducted on a purchase that we leave unpaid for a year is owed again, as far as it is unpaid."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from coop import clock
from coop.money import Money
from invoicing import purchase, purchase_payment
from invoicing.bought import Bought
from invoicing.purchase import Purchase
from invoicing.vat_period import by_code
from invoicing.vat_return.unpaid import owed_again
from invoicing.vat_return.view import view
from tests.invoicing.cast import wijk
from tests.members.cast import organisation

BOUGHT, DUE, YEAR_ON = date(2026, 1, 20), date(2026, 2, 3), date(2027, 4, 5)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(BOUGHT):
        wijk()
    with clock.at(YEAR_ON):
        yield


def buy(number: str = "GP-101", share: int = 10_000) -> Purchase:
    """A purchase of € 100,00 with € 21,00 VAT, due on 3 February 2026."""
    with clock.at(BOUGHT):
        line = Bought("70053", Money(100_00), "high", taxed_share=share)
        return purchase.enter(organisation(f"Leverancier {number}"), number, BOUGHT, DUE, [line])


def owed(code: str) -> Money:
    """What is owed again in a period."""
    return owed_again(by_code(code))


def test_it_is_told_once_in_the_period_in_which_the_year_is_over() -> None:
    buy()
    assert [owed(code).cents for code in ("2026-Q4", "2027-Q1", "2027-Q2")] == [0, 21_00, 0]
    [told] = [look for look in view("2027-Q1").doubts if look.where == "purchases.open_list"]
    assert "€ 21,00 btw" in told.sentence


def test_only_for_what_was_deducted_and_is_still_unpaid() -> None:
    bought = buy(share=5000)
    purchase_payment.pay(bought, YEAR_ON, Money(60_50))
    assert owed("2027-Q1") == Money(5_25)
    buy("koffie", share=0)
    assert owed("2027-Q1") == Money(5_25)
    purchase_payment.pay(bought, YEAR_ON, Money(60_50))
    assert owed("2027-Q1") == Money.zero()


def test_what_was_undone_is_not_owed() -> None:
    purchase_payment.undo_purchase(buy(), YEAR_ON)
    assert owed("2027-Q1") == Money.zero()
