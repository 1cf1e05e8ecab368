"""A collection that is killed, over and over: nothing half done, and the next run finishes it."""

import itertools
import random
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from signal import SIGKILL

import pytest
from flask import Flask
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.files import StoredFile
from coop.ledger.verify import verify
from coop.mail import Mail
from coop.money import Money
from invoicing.bank.awaited import Awaited
from invoicing.direct_debit import message
from invoicing.direct_debit.bank_day import first_due
from invoicing.direct_debit.collection import Collection, CollectionItem
from invoicing.direct_debit.proposal import proposal
from invoicing.invoice import Invoice
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import clearing, invoiced, signed
from tests.members.cast import person
from tests.stories.processes import Processes, processes

TRIES = 80  # some come when all is done already
STATEMENTS = 60  # about what a collection of a few invoices takes
_customers = itertools.count(1)


@pytest.mark.slow
def test_a_collection_killed_at_random_moments_is_finished_by_the_next(
    app: Flask, kills: int, tmp_path: Path
) -> None:
    dice, killed, log, out = random.Random(), 0, tmp_path / "processes.log", tmp_path / "out.xml"  # noqa: S311
    wijk()
    due_on = first_due(clock.today())
    with processes(app, log) as coop:
        _work(1)
        assert coop.run_in_parent(*_command(due_on, out)) == 0, log.read_text()
        _work(1)
        began = time.monotonic()
        assert coop.ended(_run(coop, due_on, out)) == 0, log.read_text()
        lasts = time.monotonic() - began
        for _ in range(TRIES):
            if not proposal(due_on).ready:
                _work(2)
            db.session.commit()
            killed += _kill(coop, dice, due_on, out, lasts)
            _nothing_is_half_done(out)
            if killed >= kills:
                break
        assert killed >= kills
        _work(1)
        assert coop.ended(_run(coop, due_on, out)) == 0, log.read_text()
    assert "Traceback" not in log.read_text()
    last = db.session.scalars(select(Collection).order_by(Collection.id.desc())).first()
    assert last is not None
    assert out.read_bytes() == message.content(last)
    items = db.session.scalars(select(CollectionItem)).all()
    assert sorted(item.invoice_number for item in items) == sorted(db.session.scalars(select(Invoice.number)))


def _work(count: int) -> None:
    for number in itertools.islice(_customers, count):
        customer = person(f"Klant {number}")
        invoiced(customer, 1000 + number, on=clock.today() - timedelta(days=20))
        signed(customer)
    db.session.commit()


def _command(due_on: date, out: Path) -> tuple[str, ...]:
    return ("sepa", "collect", "--due", str(due_on), "--out", str(out))


def _run(coop: Processes, due_on: date, out: Path, statements: int = 0) -> int:
    return coop.start(*_command(due_on, out), statements=statements)


def _kill(coop: Processes, dice: random.Random, due_on: date, out: Path, lasts: float) -> int:
    """Kill it by the clock or at a statement; tell how many died."""
    if dice.random() < 0.5:
        process = _run(coop, due_on, out, dice.randint(1, STATEMENTS))
    else:
        process = _run(coop, due_on, out)
        time.sleep(dice.uniform(0, lasts))
        coop.kill(process)
    return int(coop.ended(process) == -SIGKILL)


def _nothing_is_half_done(out: Path) -> None:
    """Every collection is whole: its file, its booking, what is waited for, and one mail a customer."""
    db.session.rollback()
    items = db.session.scalars(select(CollectionItem)).all()
    total = sum((item.amount for item in items), Money.zero())
    assert clearing() == total
    assert {told.source for told in db.session.scalars(select(Awaited))} == {item.source for item in items}
    for made in db.session.scalars(select(Collection)):
        assert made.items
        assert f"<CtrlSum>{made.total.plain()}</CtrlSum>".encode() in message.content(made)
    mails = Counter((mail.about, mail.to) for mail in db.session.scalars(select(Mail)))
    assert set(mails.values()) <= {1}
    assert len(mails) == len(items)
    if out.exists():
        assert out.read_bytes() in {file.content for file in db.session.scalars(select(StoredFile))}
    assert verify().first_fault is None
    db.session.rollback()
