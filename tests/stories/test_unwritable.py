"""A full disk, or a database that may only be read: calm pages, nothing half done, and reading goes on."""

import itertools
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock, outbox
from coop.database import db
from coop.house import OPEN_ENDPOINTS, stated_permission
from coop.ledger.verify import verify
from coop.mail import Mail
from coop.permission import PERMISSIONS, Role
from invoicing.billing import to_invoice
from invoicing.invoice import Invoice
from members import session as sessions
from orders.order import Order
from tests.conftest import browser_with, make_app
from tests.coop.unwritable import contents, full, read_only
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import a_login, person
from tests.orders.cast import an_order, painting

MONDAY = date(2026, 3, 2)
CUSTOMERS, VISITS = 4, 20  # more than fits in pages that happen to be half empty
WRITTEN = (
    "submission",
    "sequence",
    "billing_run",
    "billed",
    "audit_line",
    "invoice_line",
    "invoice_tax",
    "invoice",
    "ledger_entry",
    "ledger_transaction",
    "outbox_task",
)


@pytest.fixture
def order(app: Flask) -> Iterator[Order]:
    """An order to decide on, in a house with work to invoice, where what goes wrong becomes a page."""
    app.config["PROPAGATE"] = False
    with clock.at(MONDAY):
        wijk()
        garden = service()
        for number in range(CUSTOMERS):
            customer = person(f"Klant {number}")
            for visit in range(VISITS):
                done_job(customer, garden, date(2026, 2, 1) + timedelta(days=visit))
        placed = an_order(painting(), person("Fatima Haddad"), vat_answer=True)
        db.session.commit()
        yield placed


def test_a_database_that_may_only_be_read_shows_every_page_and_keeps_all_as_it_was(
    app: Flask, order: Order, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roles = (Role.TREASURER, Role.COORDINATOR)
    token = sessions.begin(a_login(*roles, name="Johan Medema", as_member=True))
    forms = {
        "/factureren": _confirmed(),
        f"/bestellingen/{order.id}/aanname": {},
        f"/bestelling/{order.token}/herroepen": {},
        "/bestellen/schilderen": {
            "vat_answer": "yes",
            "frequency": "once",
            "day": "2026-03-09",
            "postcode": "9736 HB",
            "house_number": "12",
            "name": "Ali Demir",
            "phone": "06 1234 5678",
            "early_start": "y",
        },
        "/mijn/anders": {},
        "/inloggen": {"email": "johan.medema@example.org", "password": "een lang wachtwoord"},
        "/uitloggen": {},
    }
    db.session.commit()
    before = contents()
    only = make_app(read_only(app.config["SQLALCHEMY_DATABASE_URI"]), tmp_path)
    only.config["PROPAGATE"] = False
    browser = browser_with(only, token)
    for address in _plain_pages(app, *roles):
        assert browser.get(address).status_code in {200, 303}, address
    for address, form in forms.items():
        answer = browser.post(address, data={**form, "once": "een-sleutel"})
        assert answer.status_code == 503, address
        assert "We kunnen nu niets opslaan" in answer.text
        assert "Er is niets half gedaan" in answer.text
    with only.app_context():
        db.session.remove()
        db.engine.dispose()
    assert contents() == before
    told = capsys.readouterr().out
    assert told.count("database refused") == len(forms)
    for personal in ("Haddad", "Demir", "Klant", "@example.org", "Boelemaheerd", order.token, token, "wachtwoord"):
        assert personal not in told


def test_an_invoice_run_did_not_happen_wherever_the_disk_is_full_and_is_done_when_there_is_room(
    app: Flask, order: Order, sign_in: Callable[..., FlaskClient]
) -> None:
    treasurer, form = sign_in(Role.TREASURER), _confirmed()
    before, refused = contents(), 0
    for place in _places():
        with full(**place):
            answer = treasurer.post("/factureren", data=form)
            if answer.status_code == 303:
                break
            assert (answer.status_code, "niets half gedaan" in answer.text) == (503, True), place
            assert treasurer.get("/factureren").status_code == 200
        assert contents() == before, place
        refused += 1
    assert refused >= 3
    numbers = list(db.session.scalars(select(Invoice.number).order_by(Invoice.number)))
    assert numbers == [f"2026-{number:04d}" for number in range(1, CUSTOMERS + 1)]
    assert verify().first_fault is None


def _places() -> Iterator[dict[str, Any]]:
    """Everywhere the disk can be full during a run; the last time there is room."""
    if db.engine.dialect.name == "sqlite":
        yield from ({"room": pages} for pages in itertools.count())
    yield from ({"at": table} for table in WRITTEN)
    yield {"at": "submission", "at_commit": True}
    yield {"at": "stored_file"}  # which a run does not write


def test_printing_waits_for_a_full_disk(app: Flask, order: Order, sign_in: Callable[..., FlaskClient]) -> None:
    assert sign_in(Role.TREASURER).post("/factureren", data=_confirmed()).status_code == 303
    rounds = iter([False, False, True])
    with full(at="stored_file"):
        outbox.serve(lambda: next(rounds), rest=0)
    assert set(db.session.scalars(select(Invoice.pdf_sha))) == {None}
    assert db.session.scalars(select(Mail)).all() == []
    db.session.rollback()
    with clock.at(clock.now() + timedelta(hours=1)):
        outbox.work()
    assert None not in set(db.session.scalars(select(Invoice.pdf_sha)))
    assert len([mail for mail in db.session.scalars(select(Mail)) if mail.sent_at]) == CUSTOMERS


def _confirmed() -> dict[str, object]:
    """The form of the preview, with every bill chosen."""
    bills = [f"{bill.key}|{bill.fingerprint}" for bill in to_invoice(MONDAY + timedelta(days=1))]
    assert len(bills) == CUSTOMERS
    return {"until": str(MONDAY), "mails": "y", "bill": bills, "once": "een-sleutel"}


def _plain_pages(app: Flask, *roles: Role) -> Iterator[str]:
    allowed = {None}.union(*(PERMISSIONS[role] for role in roles))
    for rule in app.url_map.iter_rules():
        plain = not rule.arguments and "GET" in (rule.methods or ()) and rule.endpoint not in OPEN_ENDPOINTS
        if plain and stated_permission(app, rule.endpoint) in allowed:
            yield rule.rule
