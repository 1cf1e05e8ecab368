"""Issuing by many at once: no number is lost where it went wrong, none is doubled, and no work is billed twice."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from coop import clock, sequence
from coop.database import db
from coop.ledger.verify import verify
from invoicing.billing import to_invoice
from invoicing.invoice import Billed, Invoice
from invoicing.issuing import AlreadyInvoiced, issue
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import person

TODAY = date(2026, 3, 2)
THREADS = 8
CUSTOMERS = 24


@pytest.mark.slow
def test_eight_who_issue_at_once_and_often_fail_leave_no_gap_and_no_double(app: Flask) -> None:
    with clock.at(TODAY):
        wijk()
        garden = service()
        jobs = {done_job(person(f"Klant {number}"), garden, date(2026, 2, 16)).id for number in range(CUSTOMERS)}
        db.session.commit()
    with ThreadPoolExecutor(THREADS) as pool:
        given, failed = zip(*pool.map(lambda seed: _issue(app, seed), range(THREADS)), strict=True)
    numbers = sorted(number for some in given for number in some)
    assert numbers == [f"2026-{number:04d}" for number in range(1, CUSTOMERS + 1)]
    assert numbers == db.session.scalars(select(Invoice.number).order_by(Invoice.number)).all()
    assert sequence.last_number("invoice:2026") == CUSTOMERS
    assert set(db.session.scalars(select(Billed.source))) == {f"job:{job}" for job in jobs}
    assert sum(failed) > 0
    assert verify().first_fault is None


def _issue(app: Flask, seed: int) -> tuple[list[str], int]:
    """Issue whatever is left, each time for somebody else, and let it go wrong half of the time."""
    dice, given, failed = random.Random(seed), [], 0  # noqa: S311 - dice
    with app.app_context(), clock.at(TODAY):
        while bills := [bill for bill in to_invoice(TODAY) if bill.can_be_issued]:
            try:
                [number] = issue([dice.choice(bills).draft(None)], TODAY)
            except AlreadyInvoiced:
                number = ""
            if number and dice.random() < 0.5:
                db.session.commit()
                given.append(number)
            else:
                db.session.rollback()
                failed += 1
        db.session.remove()
    return given, failed
