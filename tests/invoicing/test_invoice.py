"""An issued invoice cannot change: not by our code, not by hand in the database."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from coop import clock
from coop.database import db
from coop.paper.press import Forbidden
from coop.paper.printing import pdf
from coop.paper.sheet import Sheet
from invoicing import billing_run, payment
from invoicing.document import html, payment_code, sheet
from invoicing.invoice import by_number
from invoicing.print_run import print_run
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import person

CHANGES = (
    "UPDATE invoice SET payable = 1, net = 1, vat = 0, rounding = 0",
    "UPDATE invoice SET customer = '{}'",
    "UPDATE invoice SET pdf_sha = NULL",
    "UPDATE invoice SET ubl_sha = NULL",
    "DELETE FROM invoice",
    "UPDATE invoice_line SET text = 'iets anders'",
    "DELETE FROM invoice_line",
    "UPDATE invoice_tax SET vat = 0",
    "DELETE FROM invoice_tax",
    "UPDATE payment SET amount = 1",
    "DELETE FROM payment",
    "INSERT INTO invoice_line (invoice_number, position, source, text, quantity, unit, unit_price, amount, net,"
    " category, basis_points, reason, account)"
    " SELECT invoice_number, 99, '', 'extra', 1000, 'C62', 1, 1, 1, 'S', 2100, '', account FROM invoice_line",
)


@pytest.fixture(autouse=True)
def _issued(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 12, 1)):
        wijk()
        done_job(person("Fatima <b>Haddad</b> & Zoon"), service(), date(2026, 11, 3))
        run = billing_run.confirm(date(2026, 12, 1))
        list(print_run(run.id, processes=1))
        payment.book(by_number("2026-0001"), clock.today(), by_number("2026-0001").payable)
        db.session.commit()
        yield


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_every_change_of_what_was_issued(change: str) -> None:
    with pytest.raises(DBAPIError, match="invoicing:"):
        db.session.execute(text(change))
    db.session.rollback()


def test_replacing_a_row_is_refused_too() -> None:
    if db.engine.dialect.name != "sqlite":
        return
    with pytest.raises(DBAPIError, match="invoicing:"):
        db.session.execute(text("INSERT OR REPLACE INTO invoice SELECT * FROM invoice"))
    db.session.rollback()


def test_an_invoice_that_does_not_add_up_is_refused() -> None:
    copy = text(
        "INSERT INTO invoice (number, kind, party_id, issued_on, due_on, includes_vat, reference, remark,"
        " customer, seller, net, vat, rounding, payable)"
        " SELECT '2026-0009', kind, party_id, issued_on, due_on, includes_vat, reference, remark,"
        " customer, seller, net, vat, rounding, payable FROM invoice"
    )
    with pytest.raises(DBAPIError, match="invoicing:unbalanced"):
        db.session.execute(copy)
    db.session.rollback()


def test_the_paper_bears_what_the_law_wants_and_no_markup_of_the_customer() -> None:
    page = html(by_number("2026-0001"))
    wanted = ("2026-0001", "1 december 2026", "NL123456782B90", "81234567", "Boelemaheerd 12", "Tuinonderhoud")
    assert [fact for fact in wanted if fact not in page] == []
    assert "21\u00a0% btw over €\u00a026,86" in page
    assert "<b>Haddad" not in page


def test_the_same_invoice_prints_to_the_same_bytes() -> None:
    page = sheet(by_number("2026-0001"))
    assert page.attached is not None
    printed = pdf(page)
    assert printed == pdf(sheet(by_number("2026-0001")))
    assert printed.startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "logo:own", "http://127.0.0.1/", "static:../../setup.cfg"]
)
def test_a_document_reads_no_file_of_the_machine(address: str) -> None:
    page = f"<html lang='nl'><head><title>x</title></head><body><img src='{address}' alt=''/></body></html>"
    with pytest.raises(Forbidden):
        pdf(Sheet(page))


def test_there_is_a_payment_code_only_where_something_is_to_be_paid() -> None:
    invoice = by_number("2026-0001")
    assert payment_code(invoice) is not None
    with db.session.no_autoflush:
        invoice.seller = {**invoice.seller, "iban": ""}
        assert payment_code(invoice) is None
    db.session.rollback()
