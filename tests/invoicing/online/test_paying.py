"""Paying online from the pay page: one session at a time, for what is open, and a way out when it fails."""

from flask.testing import FlaskClient
from sqlalchemy import select

from coop.audit import AuditLine
from coop.database import db
from coop.money import Money
from invoicing import payment
from invoicing.invoice import by_number
from invoicing.online.checkout import Checkout
from invoicing.payment import payments_of
from tests.invoicing.online.conftest import KEY, SECRET, TODAY, Desk


def _states() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Checkout.state).order_by(Checkout.state)))


def test_the_button_leads_to_the_page_of_the_provider_for_what_is_open(desk: Desk) -> None:
    payment.book(by_number("2026-0001"), TODAY, Money(2000))
    assert "iDEAL | Wero" in desk.page()
    answer = desk.begin()
    assert answer.location == desk.session()["url"]
    assert desk.session()["amount_total"] == 3000


def test_the_page_may_lead_to_the_provider_and_other_pages_may_not(desk: Desk, client: FlaskClient) -> None:
    from invoicing.online.link import token_of

    policy = client.get(f"/betalen/{token_of('2026-0001')}").headers["Content-Security-Policy"]
    assert f"form-action 'self' {desk.app.config['STRIPE_ADDRESS']};" in policy
    assert "http" not in client.get("/gezond").headers["Content-Security-Policy"]


def test_tapped_twice_it_is_one_session(desk: Desk) -> None:
    assert desk.begin().location == desk.begin().location
    assert len(desk.account.all_of("checkout.session")) == 1


def test_when_another_amount_is_open_the_old_page_is_closed(desk: Desk) -> None:
    desk.begin()
    payment.book(by_number("2026-0001"), TODAY, Money(2000))
    desk.begin()
    assert sorted(session["status"] for session in desk.account.all_of("checkout.session")) == ["expired", "open"]
    assert _states() == ["expired", "open"]


def test_who_paid_and_taps_again_before_the_event_came_does_not_pay_twice(desk: Desk) -> None:
    desk.pay()
    answer = desk.begin()
    assert "/betalen/" in answer.location
    assert "Bedankt" in desk.page()
    desk.bring_new()
    assert len(payments_of(by_number("2026-0001"))) == 1
    assert _states() == ["paid"]


def test_a_direct_debit_under_way_is_not_paid_beside_it(desk: Desk) -> None:
    desk.pay("sepa_debit")
    desk.bring_new()
    desk.begin()
    assert len(desk.account.all_of("checkout.session")) == 1
    assert "Zelf overmaken" not in desk.page()


def test_who_comes_back_before_the_event_is_told_to_wait(desk: Desk) -> None:
    desk.pay()
    page = desk.page("?terug=betaald")
    assert "Betaal niet nog een keer" in page
    assert "NL91" not in page
    desk.bring_new()
    assert "Bedankt" in desk.page("?terug=betaald")


def test_a_session_that_the_provider_does_not_know_any_more_is_let_go(desk: Desk) -> None:
    desk.begin()
    desk.account.things.clear()
    assert desk.begin().location == desk.session()["url"]
    assert _states() == ["expired", "open"]


def test_while_the_provider_is_down_the_page_says_what_to_do(desk: Desk) -> None:
    desk.app.config["STRIPE_ADDRESS"] = "http://127.0.0.1:9"
    browser = desk.app.test_client()
    page = browser.get(desk.begin(browser).location).text
    assert "Online betalen lukt nu niet. Maak het bedrag zelf over" in page
    assert "NL91 ABNA 0417 1643 00" in page
    assert _states() == []


def test_a_house_without_keys_offers_only_the_transfer(desk: Desk) -> None:
    desk.app.config["STRIPE_KEY"] = ""
    page = desk.page()
    assert "iDEAL" not in page
    assert "NL91 ABNA 0417 1643 00" in page
    desk.begin()
    assert desk.account.things == {}


def test_what_is_paid_already_is_not_begun(desk: Desk) -> None:
    payment.book(by_number("2026-0001"), TODAY, Money(5000))
    desk.begin()
    assert desk.account.things == {}


def test_each_step_leaves_a_line_and_no_key_is_kept(desk: Desk) -> None:
    desk.pay()
    desk.bring_new()
    steps = select(AuditLine).where(AuditLine.subject.startswith("checkout:")).order_by(AuditLine.id)
    lines = db.session.scalars(steps).all()
    assert [(line.was, line.now) for line in lines] == [(None, "open"), ("open", "paid")]
    dump = " ".join(
        str(tuple(row)) for table in db.metadata.sorted_tables for row in db.session.execute(table.select())
    )
    assert KEY not in dump
    assert SECRET not in dump
