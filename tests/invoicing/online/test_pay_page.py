"""The private pay page of an invoice: what is open and how to pay it, for whoever has the link and nobody else."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock, outbox
from coop.database import db
from coop.mail import Mail
from coop.money import Money
from invoicing import billing_run, payment
from invoicing.credit import credit
from invoicing.invoice import Invoice, by_number
from invoicing.online.link import PayLink, by_token, token_of
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import person

TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield


@pytest.fixture
def invoice() -> Invoice:
    done_job(person("Fatima Haddad", email="fatima@example.org"), service(), date(2026, 11, 3), 5000)
    billing_run.confirm(TODAY)
    db.session.commit()
    return by_number("2026-0001")


def _page(client: FlaskClient) -> str:
    db.session.commit()
    answer = client.get(f"/betalen/{token_of('2026-0001')}")
    assert answer.status_code == 200
    return answer.text


def test_who_has_the_link_sees_what_is_open_and_how_to_transfer_it(client: FlaskClient, invoice: Invoice) -> None:
    page = _page(client)
    for told in ("50,00", "NL91 ABNA 0417 1643 00", "2026-0001", "Tuinonderhoud", "data:image/png;base64,"):
        assert told in page


def test_the_page_does_not_tell_who_the_customer_is(client: FlaskClient, invoice: Invoice) -> None:
    page = _page(client)
    told = [invoice.customer["name"], invoice.customer["email"], *invoice.customer["lines"]]
    assert [word for word in told if word and word in page] == []


def test_every_invoice_has_a_link_of_its_own_that_nobody_guesses(client: FlaskClient, invoice: Invoice) -> None:
    done_job(person("Klaas Mulder"), service("klus"), date(2026, 11, 4))
    billing_run.confirm(TODAY)
    tokens = set(db.session.scalars(select(PayLink.token)))
    assert len(tokens) == 2
    assert min(len(token) for token in tokens) >= 32
    assert by_token(token_of("2026-0001")).number == "2026-0001"
    assert client.get("/betalen/2026-0001").status_code == 404
    assert client.get(f"/betalen/{token_of('2026-0001')[:-1]}").status_code == 404


def test_what_was_paid_in_part_asks_only_the_rest(client: FlaskClient, invoice: Invoice) -> None:
    whole = _page(client).split("data:image/png;base64,")[1][:4000]
    payment.book(invoice, TODAY, Money(2000))
    page = _page(client)
    assert "30,00" in page
    assert page.split("data:image/png;base64,")[1][:4000] != whole


def test_a_paid_invoice_says_thanks_and_asks_nothing(client: FlaskClient, invoice: Invoice) -> None:
    payment.book(invoice, TODAY, Money(5000))
    page = _page(client)
    assert "Bedankt" in page
    assert "NL91" not in page


def test_too_much_is_said_to_come_back(client: FlaskClient, invoice: Invoice) -> None:
    payment.book(invoice, TODAY, Money(6000))
    assert "10,00 te veel betaald" in _page(client).replace("\N{NO-BREAK SPACE}", " ")


def test_a_credited_invoice_asks_nothing_and_its_note_has_no_page(client: FlaskClient, invoice: Invoice) -> None:
    note = credit("2026-0001", "Niet gedaan.")
    assert "helemaal teruggerekend" in _page(client)
    assert db.session.get(PayLink, note.number) is None


def test_a_late_payer_is_offered_help(client: FlaskClient, invoice: Invoice) -> None:
    with clock.at(date(2027, 1, 15)):
        assert "zoeken we samen een oplossing" in _page(client)


def test_without_an_account_number_the_page_says_to_call(client: FlaskClient) -> None:
    db.session.rollback()
    with clock.at(TODAY):
        wijk(iban="")
        done_job(person(), service(), date(2026, 11, 3), 5000)
        billing_run.confirm(TODAY)
        assert "Bel of mail ons, dan spreken we af" in _page(client)


@pytest.mark.parametrize(("address", "told"), [("https://wijk.example.org", True), ("", False)])
def test_the_mail_holds_the_link_when_the_house_knows_its_address(app: Flask, address: str, told: bool) -> None:
    app.config["ADDRESS"] = address
    done_job(person("Fatima Haddad", email="fatima@example.org"), service(), date(2026, 11, 3), 5000)
    billing_run.confirm(TODAY)
    db.session.commit()
    outbox.work()
    text = db.session.scalars(select(Mail.text)).one()
    assert (f"https://wijk.example.org/betalen/{token_of('2026-0001')}" in text) is told
    assert "2026-0001" in text
