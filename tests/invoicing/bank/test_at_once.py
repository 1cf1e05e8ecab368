"""The same file from several sides at once, or again after a process died half way, adds each line once."""

import io
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop.database import db
from invoicing.bank import importing
from invoicing.bank.line import BankLine
from tests.house import ROOT
from tests.invoicing.bank.cast import camt, entry, statement
from tests.invoicing.cast import wijk

LINES = 900
FILE = camt(statement("".join(entry("1.00", text=f"Lot {n % 300}") for n in range(LINES)), closing="1000.00"))

_PROGRAM = """
import sys
from coop.app import create_app
from coop.database import db
from invoicing.bank import importing
from invoicing.matching import running
app = create_app(SQLALCHEMY_DATABASE_URI=sys.argv[1], SECRET_KEY="for tests only")
with app.app_context():
    print("begins", flush=True)
    with open(sys.argv[2], "rb") as stream:
        list(importing.take_in("bank", stream))
    running.run()
    db.session.commit()
"""


def _kept() -> int:
    kept = db.session.scalar(select(func.count()).select_from(BankLine)) or 0
    db.session.rollback()
    return kept


def test_the_same_file_from_four_sides_at_once_adds_each_line_once(app: Flask) -> None:
    wijk()
    db.session.commit()

    def take_in(_side: int) -> int:
        with app.app_context():
            try:
                [outcome] = importing.take_in("bank", io.BytesIO(FILE))
                db.session.commit()
                return outcome.new
            finally:
                db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take_in, range(4))) == [0, 0, 0, LINES]
    assert _kept() == LINES


@pytest.mark.slow
def test_a_process_that_dies_half_way_leaves_nothing_and_the_next_one_adds_everything(
    app: Flask, tmp_path: Path
) -> None:
    wijk()
    db.session.commit()
    file = tmp_path / "bank.xml"
    file.write_bytes(FILE)
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    for wait in (0.02, 0.1, 0.2, 0.3):
        run = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, address, str(file)], stdout=subprocess.PIPE, cwd=ROOT
        )
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(wait)
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        assert _kept() in {0, LINES}
    [outcome] = importing.take_in("bank", io.BytesIO(FILE))
    assert outcome.new + outcome.known == LINES
    db.session.commit()
    assert _kept() == LINES
