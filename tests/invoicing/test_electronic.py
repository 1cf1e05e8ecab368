"""The e-invoice is kept beside its PDF, once; it goes with the mail, and comes out by screen and command line."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from coop import clock, files, outbox
from coop import wijk as house
from coop.database import db
from coop.mail import Mail
from coop.permission import Role
from invoicing import billing_run, electronic
from invoicing.billing import to_invoice
from invoicing.document import printed
from invoicing.invoice import by_number
from invoicing.invoice_command import command
from invoicing.print_run import keep, print_run
from invoicing.ubl.document import ubl
from tests.invoicing.cast import done_job, service, wijk
from tests.invoicing.reading import embedded
from tests.members.cast import organisation, person

TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield


def an_invoice(**facts: object) -> str:
    city = organisation(**{"oin": "00000001001234567000", **facts})
    done_job(city, service(), date(2026, 11, 3), reference="4500123001")
    billing_run.confirm(TODAY)
    db.session.commit()
    return "2026-0001"


def test_what_is_kept_is_what_lies_inside_the_pdf() -> None:
    run = an_invoice()
    list(print_run(1, processes=1))
    invoice = by_number(run)
    pdf, xml = files.get(invoice.pdf_sha or ""), files.get(invoice.ubl_sha or "")
    assert pdf is not None
    assert xml is not None
    assert (xml.name, xml.content_type) == ("factuur-2026-0001.xml", "application/xml")
    assert embedded(pdf.content) == {"factuur-2026-0001.xml": (xml.content, "/Alternative")}
    assert xml.content == ubl(invoice)


def test_it_is_kept_once_and_nobody_changes_it() -> None:
    number = an_invoice()
    invoice = by_number(number)
    electronic.keep(invoice, "factuur.xml")
    first = invoice.ubl_sha
    keep(number, printed(invoice))
    assert invoice.ubl_sha == first
    for change in ("UPDATE invoice SET ubl_sha = pdf_sha", "UPDATE stored_file SET content = 'iets anders'"):
        with pytest.raises(DBAPIError, match=r"invoicing:issued|files:kept"), db.session.begin_nested():
            db.session.execute(text(change))


def test_an_organisation_gets_both_by_mail_and_a_resident_the_pdf() -> None:
    number = an_invoice()
    done_job(person(), service("snoeien"), date(2026, 11, 3))
    billing_run.confirm(TODAY)
    db.session.commit()
    outbox.work()
    sent = {mail.about: mail.attachments for mail in db.session.scalars(select(Mail))}
    city, fatima = by_number(number), by_number("2026-0002")
    assert sent == {
        "invoice:2026-0001": [city.pdf_sha, city.ubl_sha],
        "invoice:2026-0002": [fatima.pdf_sha],
    }


def test_without_our_numbers_there_is_a_paper_and_no_e_invoice() -> None:
    house.current().change({"kvk": ""})
    number = an_invoice()
    list(print_run(1, processes=1))
    invoice = by_number(number)
    stored = files.get(invoice.pdf_sha or "")
    assert stored is not None
    assert (invoice.ubl_sha, embedded(stored.content)) == (None, {})


def test_the_screen_gives_the_e_invoice_and_says_what_stays_outside(sign_in: Callable[..., FlaskClient]) -> None:
    number = an_invoice()
    browser = sign_in(Role.TREASURER)
    page = browser.get(f"/facturen/{number}").text
    assert "access point" in page
    answer = browser.get(f"/facturen/{number}/ubl")
    assert answer.data == ubl(by_number(number))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="factuur-2026-0001.xml"'
    assert b"peppol.eu:2017:poacc:billing:3.0<" in browser.get(f"/facturen/{number}/ubl?regels=peppol").data
    assert browser.get(f"/facturen/{number}/bon").status_code == 422


def test_the_screen_says_what_is_lacking(sign_in: Callable[..., FlaskClient]) -> None:
    house.current().change({"kvk": ""})
    number = an_invoice()
    browser = sign_in(Role.TREASURER)
    assert "Er ontbreekt: ons KvK-nummer." in browser.get(f"/facturen/{number}").text
    refused = browser.get(f"/facturen/{number}/ubl")
    assert (refused.status_code, "ons KvK-nummer" in refused.text) == (422, True)


def test_a_resident_who_paid_at_the_door_gets_a_receipt(sign_in: Callable[..., FlaskClient]) -> None:
    done_job(person(), service(), date(2026, 11, 3))
    billing_run.confirm(TODAY)
    browser = sign_in(Role.TREASURER)
    assert "/bon" not in browser.get("/facturen/2026-0001").text
    paid = {"day": "2026-12-01", "amount": "32,50", "way": "cash", "once": "een"}
    assert browser.post("/facturen/2026-0001/betaling", data=paid).status_code == 303
    assert "/facturen/2026-0001/bon" in browser.get("/facturen/2026-0001").text
    answer = browser.get("/facturen/2026-0001/bon")
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")


def test_the_command_line_writes_either(tmp_path: Path) -> None:
    number = an_invoice()
    for form, profile in (("pdf", ()), ("ubl", ()), ("ubl", ("--profile", "peppol"))):
        file = tmp_path / f"factuur.{form}{len(profile)}"
        told = CliRunner().invoke(command, ["export", number, "--format", form, *profile, "--out", str(file)])
        assert told.exit_code == 0, told.output
    db.session.expire_all()
    invoice = by_number(number)
    stored = files.get(invoice.ubl_sha or "")
    assert stored is not None
    assert (tmp_path / "factuur.ubl0").read_bytes() == stored.content
    assert b"poacc:billing:3.0<" in (tmp_path / "factuur.ubl2").read_bytes()
    assert list(embedded((tmp_path / "factuur.pdf0").read_bytes()).values()) == [(stored.content, "/Alternative")]


def test_what_will_keep_a_bill_from_the_books_of_its_customer_is_said_before() -> None:
    house.current().change({"iban": ""})
    done_job(organisation("Bewonersgroep"), service(), date(2026, 11, 3))
    done_job(organisation(oin="00000001001234567000"), service("straat"), date(2026, 11, 3))
    said = {bill.party.name: " ".join(doubt.sentence for doubt in bill.doubts) for bill in to_invoice(TODAY)}
    assert "rekeningnummer" in said["Bewonersgroep"]
    assert "geen KvK-nummer of OIN" in said["Bewonersgroep"]
    assert "inkoopnummer" in said["Gemeente Groningen"]
