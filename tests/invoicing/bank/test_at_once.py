"""The same file from several sides at once adds each line once."""

import io
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select

from coop.database import db
from invoicing.bank import importing
from invoicing.bank.line import BankLine
from tests.invoicing.bank.cast import camt, entry, statement
from tests.invoicing.cast import wijk

LINES = 900
FILE = camt(statement("".join(entry("1.00", text=f"Lot {n % 300}") for n in range(LINES)), closing="1000.00"))


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
