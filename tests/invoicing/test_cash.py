"""The cash box: what lies there is what the books say, or the difference is booked with a reason."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.money import Money
from coop.permission import Role
from invoicing import billing_run, cash, payment
from invoicing.cash import MovedMeanwhile, NotACount, NotInTheBox, Unexplained
from invoicing.invoice import by_number
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import person

SignIn = Callable[..., FlaskClient]
TODAY, TOMORROW = date(2026, 12, 1), date(2026, 12, 2)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    """Somebody paid € 50,00 at the counter."""
    with clock.at(TODAY):
        wijk()
        done_job(person(), service(), date(2026, 11, 3), 5000)
        billing_run.confirm(TODAY)
        payment.book(by_number("2026-0001"), TODAY, Money(5000), payment.Way.CASH)
        yield
        assert verify().first_fault is None


def test_a_box_that_is_right_books_nothing() -> None:
    assert cash.expected(TODAY) == Money(5000)
    assert cash.count(TODAY, Money(5000)).difference == Money(0)
    assert balance(chart.PAYMENT_DIFFERENCES) == Money(0)


def test_what_is_short_is_a_cost_and_the_box_is_right_again() -> None:
    made = cash.count(TODAY, Money(4850), "Wisselgeld verkeerd teruggegeven.")
    assert made.difference == Money(-150)
    assert (balance(chart.CASH), balance(chart.PAYMENT_DIFFERENCES)) == (Money(4850), Money(150))
    assert cash.count(TODAY, Money(4850)).difference == Money(0)


def test_a_difference_wants_a_reason() -> None:
    with pytest.raises(Unexplained):
        cash.count(TODAY, Money(5200), "  ")


def test_nobody_counts_ahead_back_or_below_nothing() -> None:
    with pytest.raises(NotACount):
        cash.count(TOMORROW, Money(5000))
    with pytest.raises(NotACount):
        cash.count(TODAY, Money(-1), "Raar.")
    cash.count(TODAY, Money(5000))
    with pytest.raises(NotACount, match="al geteld"):
        cash.count(date(2026, 11, 30), Money(0))


def test_who_counted_while_something_was_booked_is_told() -> None:
    with pytest.raises(MovedMeanwhile):
        cash.count(TODAY, Money(0), seen=Money(0))


def test_money_goes_to_the_bank_and_comes_from_it() -> None:
    cash.to_bank(TODAY, Money(3000))
    assert (balance(chart.CASH), balance(chart.BANK)) == (Money(2000), Money(3000))
    cash.to_bank(TODAY, Money(-500))
    assert (balance(chart.CASH), balance(chart.BANK)) == (Money(2500), Money(2500))
    with pytest.raises(NotInTheBox):
        cash.to_bank(TODAY, Money(2501))


def test_the_treasurer_sees_what_went_in_and_out_and_counts(sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    with clock.at(TODAY):
        page = browser.get("/kas").text.replace("\u00a0", " ")
        assert "€ 50,00" in page
        assert "De kas is nog nooit geteld." in page
        typed = {"day": "2026-12-01", "counted": "48,00", "seen": "50,00"}
        answer = browser.post("/kas/telling", data=typed)
        assert (answer.status_code, "Schrijf in een zin hoe dat kan." in answer.text) == (422, True)
        assert browser.post("/kas/telling", data=typed | {"note": "Bon kwijt."}).status_code == 303
        assert "Bon kwijt." in browser.get("/kas").text
        moved = {"way": "bank", "amount": "20", "moved_on": "2026-12-01"}
        assert browser.post("/kas/bank", data=moved).status_code == 303
        assert browser.post("/kas/bank", data=moved | {"amount": "-5"}).status_code == 422
    assert balance(chart.CASH) == Money(2800)


def test_only_who_books_payments_sees_the_box(sign_in: SignIn) -> None:
    assert sign_in(Role.COORDINATOR).get("/kas").status_code == 403
