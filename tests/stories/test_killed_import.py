"""A bank import that is killed, over and over: read again, each line is there once and each invoice paid once."""

import itertools
import random
import time
from datetime import timedelta
from pathlib import Path
from signal import SIGKILL

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.money import Money
from invoicing.bank.line import BankLine
from invoicing.matching.match import BankMatch
from invoicing.open_items import open_items
from tests.invoicing.bank.cast import camt, entry, statement
from tests.invoicing.cast import draft_line, issued, wijk
from tests.members.cast import person
from tests.stories.processes import Processes, processes

TRIES = 60  # some come when all is done already
STATEMENTS = 45  # about what the import of a few lines takes
LINES = 6
_cents = itertools.count(4000)


@pytest.mark.slow
def test_an_import_killed_at_random_moments_is_finished_by_the_next(
    app: Flask, kills: int, tmp_path: Path
) -> None:
    dice, killed, log, files = random.Random(), 0, tmp_path / "processes.log", []  # noqa: S311 - dice
    wijk()
    with processes(app, log) as coop:
        files.append(_file(tmp_path))
        assert coop.run_in_parent(*_command(files[0])) == 0, log.read_text()
        began = time.monotonic()
        assert coop.ended(_run(coop, files[0])) == 0, log.read_text()
        lasts = time.monotonic() - began
        for _ in range(TRIES):
            files.append(_file(tmp_path))
            killed += _kill(coop, dice, files[-1], lasts)
            _nothing_is_half_done()
            if killed >= kills:
                break
        assert killed >= kills
        assert coop.ended(coop.start(*_command(*files))) == 0, log.read_text()
    assert "Traceback" not in log.read_text()
    count = len(files) * LINES
    assert [_count(BankLine), _count(BankMatch)] == [count, count]
    assert open_items() == []
    assert balance(chart.BANK) == sum(db.session.scalars(select(BankLine.amount)), Money.zero())
    assert verify().first_fault is None


def _file(folder: Path) -> Path:
    """Invoices of today, each of another amount, and the file in which they are paid."""
    customer, day = person("Jan Bakker"), clock.today() - timedelta(days=1)
    amounts = [next(_cents) for _ in range(LINES)]
    numbers = [issued(customer, [draft_line(cents)]).number for cents in amounts]
    db.session.commit()
    paid = zip(numbers, amounts, strict=True)
    told = "".join(entry(f"{cents / 100:.2f}", day=str(day), text=number) for number, cents in paid)
    made = folder / f"{numbers[0]}.xml"
    total = f"{sum(amounts) / 100:.2f}"
    made.write_bytes(camt(statement(told, "0.00", total, numbers[0], str(day), str(day))))
    return made


def _command(*files: Path) -> tuple[str, ...]:
    return ("bank", "import", *map(str, files))


def _run(coop: Processes, file: Path, statements: int = 0) -> int:
    return coop.start(*_command(file), statements=statements)


def _kill(coop: Processes, dice: random.Random, file: Path, lasts: float) -> int:
    """Kill it by the clock or at a statement; tell how many died."""
    if dice.random() < 0.5:
        process = _run(coop, file, dice.randint(1, STATEMENTS))
    else:
        process = _run(coop, file)
        time.sleep(dice.uniform(0, lasts))
        coop.kill(process)
    return int(coop.ended(process) == -SIGKILL)


def _nothing_is_half_done() -> None:
    """A file is there with all its lines or none, and what is booked is what the bank told."""
    db.session.rollback()
    assert _count(BankLine) % LINES == 0
    matched = select(BankLine.amount).join(BankMatch, BankMatch.line_id == BankLine.id)
    assert balance(chart.BANK) == sum(db.session.scalars(matched), Money.zero())
    db.session.rollback()


def _count(table: type[BankLine] | type[BankMatch]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0
