"""Two people at the same moment: their requests run side by side, and each has read before the other is kept."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from threading import Barrier, BrokenBarrierError
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from coop import clock
from coop.database import db

Form = tuple[FlaskClient, str, Mapping[str, Any]]
WAIT = 0.7  # seconds for the others to come as far; who has to wait for a lock does not


def at_once(on: date, *forms: Form) -> list[TestResponse]:
    """Send these forms (browser, address, what is filled in) at the same moment, and give the answers in order.

    Each is from a page of its own, unless it says otherwise by its `once`. None is committed before all have come
    as far, so that whoever does not lock what it decides on has decided on what is no longer so.
    """

    def send(number: int) -> TestResponse:
        browser, address, filled_in = forms[number]
        with clock.at(on):
            return browser.post(address, data={"once": f"een sleutel {number}", **filled_in})

    with side_by_side(len(forms)), ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, range(len(forms))))


@contextmanager
def side_by_side(many: int) -> Iterator[None]:
    """Nobody of so many commits before all have come as far, in this block."""
    all_there = Barrier(many)

    def wait_for_the_others(_session: Session) -> None:
        with suppress(BrokenBarrierError):
            all_there.wait(WAIT)

    db.session.commit()
    event.listen(Session, "before_commit", wait_for_the_others)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", wait_for_the_others)


def count(*what: Any) -> int:
    """How many rows of a table there are now, under these conditions."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(what[0]).where(*what[1:])) or 0
