"""Paying by card at the counter, and closing the terminal: it is what the books say, or it has a reason."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from coop import clock
from coop.database import db
from coop.ledger import chart, journal
from coop.ledger.balance import balance
from coop.ledger.posting import Line, Posting, post
from coop.ledger.verify import verify
from coop.money import Money
from coop.permission import Role
from invoicing import billing_run, card, payment
from invoicing.bank.awaited import Awaited
from invoicing.card import CardClosing, DayIsClosed, MovedMeanwhile, NotAClosing, Unexplained
from invoicing.invoice import by_number
from invoicing.open_items import open_item
from invoicing.payment import payments_of
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import person

SignIn = Callable[..., FlaskClient]
TODAY, TOMORROW = date(2026, 12, 1), date(2026, 12, 2)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    """Somebody paid € 30,00 of an invoice of € 50,00 by card."""
    with clock.at(TODAY):
        wijk()
        done_job(person("Fatima Haddad"), service(), date(2026, 11, 3), 5000)
        billing_run.confirm(TODAY)
        payment.book(by_number("2026-0001"), TODAY, Money(3000), payment.Way.CARD)
        db.session.commit()
        yield
        db.session.rollback()
        assert verify().first_fault is None


def _awaited() -> list[tuple[str, int]]:
    return [(row.account, row.amount.cents) for row in db.session.scalars(select(Awaited).order_by(Awaited.id))]


def _banked(cents: int) -> None:
    lines = [Line(chart.BANK, cents), Line(chart.CARD_PAYMENTS, -cents)]
    post([Posting(journal.BANK, TOMORROW, "bank_line:1", "Bankregel", lines)])


def test_what_is_paid_by_card_is_on_its_way_to_the_bank() -> None:
    assert open_item("2026-0001").open == Money(2000)
    assert balance(chart.CARD_PAYMENTS) == Money(3000)
    assert [(one.day, one.booked) for one in card.open_days()] == [(TODAY, Money(3000))]


def test_a_day_that_is_right_is_closed_and_waited_for_at_the_bank() -> None:
    assert card.close(TODAY, Money(3000), seen=Money(3000)).difference == Money.zero()
    assert (_awaited(), card.open_days()) == ([(chart.CARD_PAYMENTS, 3000)], [])
    with clock.at(TOMORROW):
        _banked(3000)
        assert balance(chart.CARD_PAYMENTS) == Money.zero()
        assert verify().first_fault is None


def test_a_difference_wants_a_reason_and_is_booked() -> None:
    with pytest.raises(Unexplained):
        card.close(TODAY, Money(3500), "  ")
    assert card.close(TODAY, Money(3500), "Een kop koffie.").difference == Money(500)
    assert (balance(chart.CARD_PAYMENTS), balance(chart.PAYMENT_DIFFERENCES)) == (Money(3500), Money(-500))
    assert _awaited() == [(chart.CARD_PAYMENTS, 3500)]


def test_a_day_is_closed_once_when_it_is_there_and_something_was_paid() -> None:
    for day, told in ((TOMORROW, "moet nog komen"), (TODAY - timedelta(days=1), "niets met PIN")):
        with pytest.raises(NotAClosing, match=told):
            card.close(day, Money.zero())
    card.close(TODAY, Money(3000))
    with pytest.raises(NotAClosing, match="al afgesloten"):
        card.close(TODAY, Money(3000))


def test_the_database_itself_closes_a_day_once() -> None:
    card.close(TODAY, Money(3000))
    same = {"day": TODAY, "counted": Money(1), "expected": Money(1), "closed_at": clock.now(), "closed_by": "x"}
    db.session.add(CardClosing(id=7, **same))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_who_closes_a_day_has_seen_what_was_booked() -> None:
    with pytest.raises(MovedMeanwhile):
        card.close(TODAY, Money(2000), seen=Money(2000))


def test_nothing_is_booked_by_card_on_a_closed_day() -> None:
    card.close(TODAY, Money(3000))
    db.session.commit()
    with pytest.raises(DayIsClosed):
        payment.book(by_number("2026-0001"), TODAY, Money(2000), payment.Way.CARD)
    db.session.rollback()
    with clock.at(TOMORROW):
        payment.book(by_number("2026-0001"), TOMORROW, Money(2000), payment.Way.CARD)
        assert [one.day for one in card.open_days()] == [TOMORROW]


def test_a_coordinator_takes_a_payment_at_the_counter_once(sign_in: SignIn) -> None:
    browser = sign_in(Role.COORDINATOR)
    with clock.at(TODAY):
        assert "is er niet" in browser.get("/balie?factuur=2026-0009").text
        answer = browser.get("/balie?factuur=2026-0001")
        assert answer.location == "/balie/2026-0001"
        assert "Fatima Haddad" in browser.get(answer.location).text
        typed = {"amount": "20,00", "way": "card", "seen": "20,00", "once": "a"}
        for _ in range(2):
            assert browser.post("/balie/2026-0001", data=typed).status_code == 303
        assert browser.post("/balie/2026-0001", data=typed | {"once": "b"}).status_code in {409, 422}
        assert "niets meer open" in browser.get("/balie/2026-0001").text
    db.session.rollback()
    ways = [(paid.way, paid.amount.cents) for paid in payments_of(by_number("2026-0001"))]
    assert ways == [("card", 3000), ("card", 2000)]


def test_a_coordinator_does_not_see_the_books(sign_in: SignIn) -> None:
    browser = sign_in(Role.COORDINATOR)
    for address in ("/kas/automaat", "/facturen/2026-0001"):
        assert browser.get(address).status_code == 403
    assert sign_in(Role.MEMBER).get("/balie").status_code == 403


def test_the_treasurer_books_by_card_and_closes_the_terminal(sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    with clock.at(TODAY):
        moved = {"day": "2026-12-01", "amount": "5,00", "way": "card", "reference": "", "seen": "20,00"}
        assert browser.post("/facturen/2026-0001/betaling", data=moved).status_code == 303
        page = browser.get("/kas/automaat").text.replace("\N{NO-BREAK SPACE}", " ")
        assert "€ 35,00" in page
        typed = {"day": "2026-12-01", "counted": "36,00", "seen": "35,00"}
        answer = browser.post("/kas/automaat", data=typed)
        assert (answer.status_code, "Schrijf in een zin hoe dat kan." in answer.text) == (422, True)
        assert browser.post("/kas/automaat", data=typed | {"note": "Fooi."}).status_code == 303
        assert "Fooi." in browser.get("/kas/automaat").text
        assert 'href="/kas/automaat"' in browser.get("/kas").text
        answer = browser.post("/facturen/2026-0001/betaling", data=moved | {"seen": "15,00"})
        assert "al afgesloten" in answer.text
