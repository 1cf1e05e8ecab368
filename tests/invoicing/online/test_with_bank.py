"""The provider and the bank together: a line closes its payout, and what is paid twice at once is there twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from coop.permission import Role
from invoicing.invoice import by_number
from invoicing.matching import running
from invoicing.online.holding import Holding, holding
from invoicing.online.stand_in import holdings
from invoicing.open_items import open_item
from invoicing.payment import payments_of
from tests.invoicing.matching.conftest import opened
from tests.invoicing.online.conftest import TODAY, Desk
from tests.stories.at_once import side_by_side

SignIn = Callable[..., FlaskClient]


def _ways() -> list[tuple[str, int]]:
    db.session.rollback()
    return sorted((paid.way, paid.amount.cents) for paid in payments_of(by_number("2026-0001")))


def test_a_line_of_the_bank_closes_the_payout_that_was_waited_for(desk: Desk) -> None:
    desk.pay()
    holdings.pay_out(desk.account)
    desk.pay_another("card")
    holdings.pay_out(desk.account)
    desk.bring_new()
    with clock.at(TODAY + timedelta(days=2)):
        bank = opened()
        line = bank.line(4971, "STRIPE 4C8DQ1", name="Stripe Technology Europe Ltd", day=clock.today())
        assert (bank.run().booked, bank.booked(line)) == (1, True)
        db.session.commit()
    assert balance(chart.PAYMENT_PROVIDER) == Money(4900)
    assert holding() == Holding(Money.zero(), Money(4900))


def test_the_reference_that_the_bank_gave_closes_it_among_others_of_the_same_amount(desk: Desk) -> None:
    desk.pay()
    first = holdings.pay_out(desk.account)
    desk.pay_another()
    second = holdings.pay_out(desk.account)
    for payout in (first, second):
        holdings.arrive(desk.account, payout)
    desk.bring_new()
    with clock.at(TODAY + timedelta(days=2)):
        bank = opened()
        bank.line(4971, f"Uitbetaling {second['trace_id']['value']}", name="Een bank", day=clock.today())
        assert bank.run().booked == 1
        db.session.commit()
    assert holding() == Holding(Money.zero(), Money(4971))


def test_a_payment_online_while_the_treasurer_books_the_transfer(desk: Desk, sign_in: SignIn) -> None:
    desk.pay()
    treasurer = sign_in(Role.TREASURER)
    moved = {"day": "2026-12-01", "amount": "50,00", "way": "bank", "reference": "", "seen": "50,00"}

    def book() -> int:
        with clock.at(TODAY):
            return treasurer.post("/facturen/2026-0001/betaling", data=moved).status_code

    with side_by_side(2), ThreadPoolExecutor(2) as pool:
        told, booked = pool.submit(desk.bring, desk.account.events[-1]), pool.submit(book)
        answers = (told.result(), booked.result())
    # Who was first is chance. The money that came online is there, once; the treasurer saw it, or was first.
    if answers == (204, 303):
        assert _ways() == [("bank", 5000), ("online", 5000)]
        assert open_item("2026-0001").open == Money(-5000)
    else:
        assert (answers, _ways()) == ((204, 422), [("online", 5000)])
    desk.bring_new()
    assert [way for way, _ in _ways()].count("online") == 1


def test_a_payment_online_while_a_line_of_the_bank_books_itself(desk: Desk) -> None:
    desk.pay()
    bank = opened()
    bank.line(5000, "Factuur 2026-0001", day=TODAY)
    db.session.commit()

    def match() -> int:
        with desk.app.app_context(), clock.at(TODAY):
            ran = running.run()
            db.session.commit()
            return ran.booked

    with side_by_side(2), ThreadPoolExecutor(2) as pool:
        told, booked = pool.submit(desk.bring, desk.account.events[-1]), pool.submit(match)
        answers = (told.result(), booked.result())
    # Both were really paid: either both are booked and too much is open, or the line waits for a person.
    assert answers[0] == 204
    assert _ways() == [("bank", 5000)] * answers[1] + [("online", 5000)]
