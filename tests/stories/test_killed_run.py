"""An invoice run that is killed, over and over: started again it finishes, no number lost and none doubled."""

import itertools
import random
import re
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from signal import SIGKILL

import pytest
from flask import Flask
from sqlalchemy import select

from coop import clock, files, outbox, sequence
from coop.database import db
from coop.ledger.verify import verify
from coop.mail import Mail
from coop.outbox import LEASE, OutboxTask
from invoicing import billing_run
from invoicing.billing import to_invoice
from invoicing.billing_run import BillingRun
from invoicing.invoice import Billed, Invoice
from orders.job import Job
from orders.service import Service
from tests.coop.post_office import post_office
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import person
from tests.stories.processes import Processes, processes

LAST = 7  # one in so many of them while a run of many is made
TRIES = 80  # some come when all is done already
STATEMENTS = 60  # about what a run of a few invoices takes with its printing
LONGEST = 2.0  # seconds until a kill by the clock, however busy the machine
FEW, MANY = 2, 7  # printed by the process itself, or by processes of its own
_customers = itertools.count(1)


@pytest.mark.slow
def test_a_run_killed_at_random_moments_is_finished_by_the_next(app: Flask, kills: int, tmp_path: Path) -> None:
    dice, killed, log = random.Random(), 0, tmp_path / "processes.log"  # noqa: S311 - dice
    wijk()
    garden = service()
    with post_office() as (office, letters):
        app.config["SMTP_URL"] = office
        with processes(app, log) as coop:
            _work(garden, 1)
            assert coop.run_in_parent(*_run()) == 0, log.read_text()
            assert coop.run_in_parent("worker", "--once") == 0, log.read_text()
            _work(garden, FEW)
            began = time.monotonic()
            assert coop.ended(coop.start(*_run())) == 0, log.read_text()
            lasts = min(time.monotonic() - began, LONGEST)
            for _ in range(TRIES):
                if not to_invoice(_tomorrow()):
                    _work(garden, MANY if killed >= kills - max(1, kills // LAST) else FEW)
                killed += _kill(coop, dice, lasts)
                if killed >= kills:
                    break
            assert killed >= kills
            _work(garden, 1)

            assert coop.ended(coop.start(*_run())) == 0, log.read_text()
            assert coop.ended(coop.start("worker", "--once")) == 0, log.read_text()
            _every_invoice_is_there_once_and_printed()
            assert coop.ended(coop.start("ledger", "verify")) == 0, log.read_text()
        with clock.at(clock.now() + 2 * LEASE):  # what a killed worker held is free again
            outbox.work()
    assert "Traceback" not in log.read_text()
    _every_mail_was_sent(letters, killed)
    assert verify().first_fault is None


def _work(garden: Service, count: int) -> None:
    for number in itertools.islice(_customers, count):
        done_job(person(f"Klant {number}"), garden, clock.today())
    db.session.commit()


def _kill(coop: Processes, dice: random.Random, lasts: float) -> int:
    """Confirm a run by command, or as the screen does for the worker; kill at a random moment; tell how many."""
    by_clock = dice.random() < 0.5
    worker = ("worker",) if by_clock else ("worker", "--once")
    run = _run()
    commands = dice.choice(((run,), (run, worker), (worker,)))
    if run not in commands and to_invoice(_tomorrow()):
        billing_run.confirm(_tomorrow())
    db.session.commit()
    started = [coop.start(*words, statements=0 if by_clock else dice.randint(1, STATEMENTS)) for words in commands]
    if by_clock:
        time.sleep(dice.uniform(0, lasts))
        for process in started:
            coop.kill(process)
    return sum(coop.ended(process) == -SIGKILL for process in started)


def _run() -> tuple[str, ...]:
    """The command as it is given today, for a test may begin before midnight."""
    return ("invoices", "run", "--until", str(_tomorrow()))


def _tomorrow() -> date:
    return clock.today() + timedelta(days=1)


def _every_invoice_is_there_once_and_printed() -> None:
    invoices = list(db.session.scalars(select(Invoice).order_by(Invoice.number)))
    jobs = set(db.session.scalars(select(Job.id)))
    year = clock.today().year
    assert [invoice.number for invoice in invoices] == [f"{year}-{n:04d}" for n in range(1, len(jobs) + 1)]
    assert sequence.last_number(f"invoice:{year}") == len(jobs)
    assert sorted(line.job_id or 0 for invoice in invoices for line in invoice.lines) == sorted(jobs)
    billed = {f"job:{job}" for job in jobs}
    assert set(db.session.scalars(select(Billed.source))) == billed
    runs = list(db.session.scalars(select(BillingRun).order_by(BillingRun.id)))
    assert [run.id for run in runs] == list(range(1, len(runs) + 1))
    assert sum(run.invoice_count for run in runs) == len(jobs)
    for invoice in invoices:
        kept = files.get(invoice.pdf_sha or "")
        assert kept is not None, f"{invoice.number} has no PDF"
        assert kept.content.startswith(b"%PDF")
        assert kept.name == f"factuur-{invoice.number}.pdf"
    db.session.rollback()


def _every_mail_was_sent(letters: list[str], killed: int) -> None:
    """Each once, and again only where a worker was killed between the sending and writing that down."""
    numbers = sorted(db.session.scalars(select(Invoice.number)))
    mails = list(db.session.scalars(select(Mail)))
    assert sorted(mail.about or "" for mail in mails) == [f"invoice:{number}" for number in numbers]
    assert all(mail.sent_at for mail in mails)
    assert set(db.session.scalars(select(OutboxTask.state))) == {"done"}
    received = Counter(found[1] for letter in letters if (found := re.search(r"^Message-ID: (\S+)", letter, re.M)))
    assert len(received) == len(mails)
    assert received.total() - len(received) <= killed
