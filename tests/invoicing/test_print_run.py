"""What was never printed is printed in pieces, so that nobody waits long for the worker."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop import clock, files, outbox
from coop.daily import new_day
from coop.database import db
from coop.mail import Mail
from invoicing import billing_run, print_run
from invoicing.invoice import Invoice
from tests.invoicing.cast import done_job, service, wijk
from tests.invoicing.reading import text_of
from tests.members.cast import person


def test_history_is_printed_a_chunk_at_a_time_and_so_many_a_day(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_run, "CHUNK", 2)
    monkeypatch.setattr(print_run, "HISTORY_A_DAY", 3)
    with clock.at(date(2026, 12, 1)):
        wijk()
        for number in range(5):
            done_job(person(f"Bewoner {number}"), service(f"dienst-{number}"), date(2026, 11, 3))
        billing_run.confirm(date(2026, 12, 1), mails=False, print_now=False)
        new_day.tell(clock.today())
        db.session.commit()
        printed = []
        while outbox.work(limit=1):
            printed.append(db.session.scalar(select(func.count(Invoice.pdf_sha))))
            db.session.commit()
    assert printed == [2, 4]


def test_the_mail_is_in_the_language_of_the_customer_and_the_invoice_in_dutch(app: Flask) -> None:
    with clock.at(date(2026, 12, 1)):
        wijk()
        done_job(person("Zoë Smith", language="en"), service(), date(2026, 11, 3))
        billing_run.confirm(date(2026, 12, 1))
        while outbox.work():
            pass
    told = db.session.scalars(select(Mail)).one()
    assert told.subject.startswith("Invoice")
    assert "Thank you for giving us work" in told.text
    stored = files.get(told.attachments[0])
    assert stored is not None
    assert "Factuur 2026-0001" in text_of(stored.content)
