"""Two persons at one moment, and a process that dies half way: an order is made, approved and booked once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop import audit, clock
from coop.database import db
from coop.errors import Refusal
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing.bank.awaited import Awaited
from invoicing.paying_out import approving, order, ordering
from invoicing.paying_out.order import PaymentOrder
from tests.house import ROOT
from tests.invoicing.paying_out.cast import asks, ordered, supplier
from tests.invoicing.paying_out.conftest import TODAY

_PROGRAM = """
import sys
from coop import audit
from coop.app import create_app
from coop.database import db
from invoicing.paying_out import approving, order
app = create_app(SQLALCHEMY_DATABASE_URI=sys.argv[1], SECRET_KEY="for tests only")
with app.app_context(), audit.actor("login:2"):
    print("begins", flush=True)
    approving.approve(order.find(1, lock=True))
    db.session.commit()
"""


def at_once(app: Flask, what: Callable[[], object]) -> list[str]:
    """Do something from four sides at once; what came of each."""

    def side(number: int) -> str:
        with app.app_context(), clock.at(TODAY), audit.actor(f"login:{number + 10}"):
            try:
                what()
                db.session.commit()
                return "done"
            except Refusal as refusal:
                return type(refusal).__name__
            finally:
                db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        return sorted(pool.map(side, range(4)))


def orders() -> int:
    """How many there are."""
    return db.session.scalar(select(func.count()).select_from(PaymentOrder)) or 0


def test_four_who_order_at_once_make_one_order(app: Flask) -> None:
    asks(supplier())
    db.session.commit()
    assert at_once(app, lambda: ordering.make(TODAY, TODAY)) == ["NothingToPay"] * 3 + ["done"]
    assert orders() == 1


def test_four_who_approve_at_once_book_it_once(app: Flask) -> None:
    asks(supplier())
    ordered()
    db.session.commit()
    told = at_once(app, lambda: approving.approve(order.find(1, lock=True)))
    assert told == ["NotWaiting"] * 3 + ["done"]
    assert balance(chart.PAYING_OUT) == Money(-12_100)


@pytest.mark.slow
def test_a_process_that_dies_while_approving_leaves_all_or_nothing(app: Flask) -> None:
    party = supplier()
    for number in range(60):
        asks(party, 1_000, f"F-{number}")
    ordered()
    db.session.commit()
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    for wait in (0.02, 0.08, 0.15, 0.25):
        run = subprocess.Popen([sys.executable, "-c", _PROGRAM, address], stdout=subprocess.PIPE, cwd=ROOT)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(wait)
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        db.session.expire_all()
        whole = order.find(1).state == "approved"
        waited = db.session.scalar(select(func.count()).select_from(Awaited))
        assert (waited, balance(chart.PAYING_OUT)) == ((60, Money(-60_000)) if whole else (0, Money(0)))
        db.session.rollback()
