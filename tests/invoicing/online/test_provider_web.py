"""The account at the provider on the screen, for who books payments."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock, outbox
from coop.database import db
from coop.outbox import OutboxTask
from coop.permission import Role
from invoicing import payment
from invoicing.invoice import by_number
from invoicing.online import checking
from invoicing.online.stand_in import holdings
from tests.invoicing.online.conftest import TODAY, Desk

SignIn = Callable[..., FlaskClient]


def _text(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_treasurer_sees_what_was_paid_out_and_what_not_yet(desk: Desk, sign_in: SignIn) -> None:
    intent = desk.pay("card")
    desk.account.refund({"payment_intent": intent["id"], "amount": "2000"})
    payout = holdings.pay_out(desk.account)
    desk.pay_another()
    checking.check(clock.now() - checking.LOOK_BACK)
    browser = sign_in(Role.TREASURER)
    page = _text(browser, "/betaalprovider")
    for told in ("Alles klopt", "onderweg", "-20,00", "-1,00", "29,00", "49,71", 'href="/facturen/2026-0002"'):
        assert told in page
    page = _text(browser, f"/betaalprovider/uitbetalingen/{payout['id']}")
    assert 'href="/facturen/2026-0001"' in page
    file = browser.get("/als-bestand/uitbetalingen-provider.csv").text
    assert "50,00;-20,00;-1,00;0,00;29,00" in file


def test_a_difference_is_said_in_words(desk: Desk, sign_in: SignIn) -> None:
    desk.pay()
    desk.bring_new()
    payment.undo(payment.payments_of(by_number("2026-0001"))[0], TODAY)
    db.session.commit()
    checking.check(clock.now() - checking.LOOK_BACK)
    page = _text(sign_in(Role.TREASURER), "/betaalprovider")
    assert "Bij de provider staat € 49,71, volgens de boeken € -0,29. Dat scheelt € 50,00." in page
    assert "bij de provider € 50,00, geboekt € 0,00." in page


def test_the_treasurer_asks_for_a_check_and_the_worker_makes_it(desk: Desk, sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    assert "nog niet vergeleken" in _text(browser, "/betaalprovider")
    assert browser.post("/betaalprovider/controle", data={"once": "a"}).status_code == 303
    assert browser.post("/betaalprovider/controle", data={"once": "a"}).status_code == 303
    assert db.session.scalars(select(OutboxTask.kind)).all().count(checking.TASK) == 1
    db.session.rollback()
    outbox.work()
    assert "Alles klopt" in _text(browser, "/betaalprovider")


def test_who_does_not_book_payments_does_not_see_it(desk: Desk, sign_in: SignIn) -> None:
    for role in (Role.MEMBER, Role.COORDINATOR, Role.BOARD):
        assert sign_in(role).get("/betaalprovider").status_code == 403


def test_the_account_of_the_demo_pays_out_at_the_push_of_a_button(desk: Desk) -> None:
    from werkzeug.test import Client

    from invoicing.online.stand_in.web import StandIn

    browser = Client(StandIn(desk.account, "sk_test_beijum"))
    assert "Betaal uit" not in browser.get("/").text
    desk.pay()
    assert "Betaal uit" in browser.get("/").text
    assert browser.post("/", data={"do": "out "}).status_code == 303
    [payout] = desk.account.all_of("payout")
    assert browser.post("/", data={"do": f"arrive {payout['id']}"}).status_code == 303
    assert browser.post("/", data={"do": f"fail {payout['id']}"}).status_code == 400
    desk.bring_new()
    assert payout["status"] == "paid"
