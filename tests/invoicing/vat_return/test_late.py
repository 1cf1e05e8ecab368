"""What comes late counts in the next return or in a supplement, and is told apart either way."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.transaction import Transaction
from coop.ledger.verify import verify
from coop.money import Money
from coop.rules import confirmation
from coop.rules.vat_return import OWN_FAVOUR, SUPPLEMENT
from invoicing import purchase_payment
from invoicing.credit import credit
from invoicing.vat_period import by_code
from invoicing.vat_return.filing import AskedFirst, NothingLate, SupplementNeeded, file, supplement
from invoicing.vat_return.late import late_changes, mistakes
from invoicing.vat_return.view import view
from tests.invoicing.cast import wijk
from tests.invoicing.vat_return.cast import AUTUMN, SUMMER, buy, exact, sell, third_quarter

QUARTER = "2026-Q3"


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(SUMMER):
        wijk()
        confirmation.withdraw(OWN_FAVOUR)
    with clock.at(AUTUMN):
        yield
        assert verify().first_fault is None


def test_a_late_purchase_keeps_its_date_and_counts_in_the_next_return() -> None:
    third_quarter()
    file(QUARTER)
    late = buy("laat", date(2026, 9, 28), 10_000)
    free = buy("zonder-btw", date(2026, 9, 28), 10_000, "none")
    days = {row.source: row.date for row in db.session.scalars(select(Transaction))}
    assert (late.day, days[late.source]) == (date(2026, 9, 28), date(2026, 10, 1))
    assert days[free.source] == date(2026, 9, 28), "without VAT it has nothing to do with the return"
    shown = view("2026-Q4")
    assert exact(shown) == {"5b": (0, 2100), "5g": (0, -2100)}
    assert [(row.regards, row.reason, row.due) for row in shown.late] == [(QUARTER, "purchase", Money(-2100))]


def test_a_credit_note_belongs_in_the_return_of_its_own_day_and_is_no_mistake() -> None:
    with clock.at(SUMMER):
        number = sell("Ans", 1_210_000)
    file(QUARTER)
    credit(number, "Het is niet gedaan.")
    late = view("2026-Q4").late
    assert [(row.reason, row.due, row.is_mistake) for row in late] == [("credit", Money(-210_000), False)]
    with clock.at(date(2027, 1, 4)):
        assert file("2026-Q4").payable == Money(-210_000)


def test_whether_a_small_mistake_may_go_in_the_next_return_is_asked_until_it_is_confirmed() -> None:
    confirmation.withdraw(SUPPLEMENT)
    third_quarter()
    file(QUARTER)
    buy("laat", date(2026, 9, 28), 10_000)
    with clock.at(date(2027, 1, 4)):
        with pytest.raises(AskedFirst):
            file("2026-Q4")
        confirmation.confirm(SUPPLEMENT, "Boekhouder De Vries")
        assert file("2026-Q4").payable == Money(-2100)


def test_a_mistake_above_the_limit_goes_in_a_supplement_and_not_in_the_return() -> None:
    third_quarter()
    file(QUARTER)
    late = buy("laat", date(2026, 9, 28), 500_000)
    also = buy("ook-laat", date(2026, 9, 29), 1_000)
    with clock.at(date(2027, 1, 4)):
        with pytest.raises(SupplementNeeded, match=r"1\.052,10"):
            file("2026-Q4")
        ids = {row.source: row.transaction_id for row in late_changes(by_code("2026-Q4").stretch)}
        with pytest.raises(NothingLate):
            supplement(QUARTER, [1], by_code("2026-Q4"))
        made = supplement(QUARTER, [ids[late.source]], by_code("2026-Q4"))
        assert (made.code, made.payable) == ("2026-Q3-S1", Money(-105_000))
        assert view("2026-Q3-S1").agrees
        assert [row.source for row in view("2026-Q4").late] == [also.source]
        filed = file("2026-Q4")
        assert (filed.exact, filed.payable) == (Money(-210), Money(-200))
        assert balance(chart.VAT_INPUT) == Money.zero()
        assert view("2026-Q4").agrees


def test_an_undone_purchase_of_a_filed_period_is_a_mistake_too() -> None:
    with clock.at(SUMMER):
        wrong = buy("fout", SUMMER, 10_000)
    file(QUARTER)
    purchase_payment.undo_purchase(wrong, AUTUMN)
    assert mistakes(view("2026-Q4").late) == {QUARTER: Money(2100)}
