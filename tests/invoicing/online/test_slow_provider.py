"""A provider that takes a request and never answers: nobody waits for long, and the invoice still goes out."""

import time
from collections.abc import Iterator
from datetime import date
from threading import Event

import pytest

from coop import address, outbox
from coop.database import db
from coop.mail import Mail
from invoicing import billing_run
from invoicing.invoice import by_number
from invoicing.online import door
from invoicing.online.link import token_of
from invoicing.online.stand_in.serving import served
from invoicing.payment import payments_of
from tests.invoicing.cast import done_job, service
from tests.invoicing.online.conftest import TODAY, Desk
from tests.members.cast import person

PATIENCE = 0.3  # seconds, where the house has 8


@pytest.fixture
def hanging(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The house, whose provider hangs."""
    over = Event()

    def hang(_environ: object, _start_response: object) -> list[bytes]:
        over.wait(20)
        return []

    monkeypatch.setattr(door, "PATIENCE", PATIENCE)
    with served(lambda _address: hang) as hangs:
        answers, desk.app.config["STRIPE_ADDRESS"] = desk.app.config["STRIPE_ADDRESS"], hangs
        yield desk
        desk.app.config["STRIPE_ADDRESS"] = answers
        over.set()


def test_who_pays_is_told_within_its_patience_what_to_do(hanging: Desk) -> None:
    browser, began = hanging.app.test_client(), time.monotonic()
    page = browser.get(hanging.begin(browser).location).text
    assert time.monotonic() - began < PATIENCE + 5
    assert "Online betalen lukt nu niet. Maak het bedrag zelf over" in page
    assert "NL91 ABNA 0417 1643 00" in page


def test_the_pay_page_itself_does_not_ask_the_provider(hanging: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "client", lambda: pytest.fail("the page waits for the provider"))
    assert "Online betalen" in hanging.page()


def test_an_event_is_to_be_brought_again(hanging: Desk) -> None:
    told = {"id": "evt_1", "object": "event", "type": "payment_intent.succeeded", "created": 1, "livemode": False}
    about = {"id": "pi_1", "object": "payment_intent"}
    assert hanging.bring({**told, "data": {"object": about}}) == 503
    assert payments_of(by_number("2026-0001")) == []


def test_invoices_go_out_all_the_same(hanging: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "client", lambda: pytest.fail("an invoice waits for the provider"))
    hanging.app.config["ADDRESS"] = "https://wijk.example.org"
    done_job(person("Klaas Mulder", email="klaas@example.org"), service("klus"), date(2026, 11, 20), 4000)
    billing_run.confirm(TODAY)
    db.session.commit()
    outbox.work()
    [sent] = db.session.query(Mail).filter(Mail.to == "klaas@example.org")
    assert sent.sent_at is not None
    assert str(address.link("pay.show", token=token_of("2026-0002"))) in sent.text
