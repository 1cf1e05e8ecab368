"""Large bank files are read in the background: a bar that survives a reload, and a worker that may be killed."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock, outbox
from coop.audit import actor
from coop.database import db
from coop.permission import Role
from invoicing.bank import importing
from invoicing.bank.line import BankLine
from invoicing.matching import statement_reading
from tests.invoicing.bank.cast import MONDAY, camt, entry, statement
from tests.invoicing.cast import wijk

SignIn = Callable[..., FlaskClient]
FIRST = camt(statement(entry("40.00", reference="A")))
SECOND = camt(
    statement(entry("12.00", reference="B"), number="S-2", opening="140.00", closing="152.00", first="2026-03-03")
)


@pytest.fixture(autouse=True)
def _house(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield


def _drop(browser: FlaskClient, *files: bytes) -> Any:
    dropped = [(io.BytesIO(content), f"bank-{number}.xml") for number, content in enumerate(files)]
    return browser.post("/bank/inlezen", data={"files": dropped}, content_type="multipart/form-data")


def test_large_files_are_read_by_the_worker_and_the_page_tells_how_far(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement_reading, "SMALL", len(FIRST) + len(SECOND) - 1)
    treasurer = sign_in(Role.TREASURER)
    there = _drop(treasurer, FIRST, SECOND).location
    for _ in range(2):  # a reload
        page = treasurer.get(there).text
        assert 'value="0" max="3"' in page
        assert 'http-equiv="refresh"' in page, "without JavaScript it refreshes itself"
    assert f'hx-get="{there}/voortgang"' in page
    assert db.session.query(BankLine).count() == 0
    outbox.work()
    done = treasurer.get(f"{there}/voortgang").text
    assert done.count("1 nieuw, 0 al bekend, 0 niet gelezen") == 2
    assert "hx-get" not in done
    assert "refresh" not in treasurer.get(there).text
    assert sign_in(Role.BOARD).get(there).status_code == 403


def test_small_files_are_read_at_once(sign_in: SignIn) -> None:
    assert _drop(sign_in(Role.TREASURER), FIRST).status_code == 200


def test_a_worker_that_was_killed_goes_on_and_nothing_is_there_twice(app: Flask) -> None:
    with actor("login:1"):
        reading = statement_reading.begin([("een.xml", FIRST), ("twee.xml", SECOND)])
    db.session.commit()
    list(importing.take_in("een.xml", io.BytesIO(FIRST)))  # read, and killed before it was written down
    db.session.commit()
    outbox.work()
    db.session.expire_all()
    assert [told["new"] for told in reading.outcomes] == [0, 1]
    assert (reading.steps_done, reading.steps) == (3, 3)
    assert db.session.query(BankLine).count() == 2
    statement_reading.go_on({"reading": reading.id})
    assert len(reading.outcomes) == 2, "done is done"


def test_a_file_nobody_can_read_is_told_and_the_others_are_read(app: Flask) -> None:
    with actor("login:1"):
        reading = statement_reading.begin([("brief.txt", b"een brief"), ("een.xml", FIRST)])
    db.session.commit()
    outbox.work()
    db.session.expire_all()
    assert [told["statements"] for told in reading.outcomes] == [0, 1]
    assert reading.outcomes[0]["sentences"]
