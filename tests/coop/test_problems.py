"""When the disk is full or may not be written: a calm page, and nothing half done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import event, text

from coop import files, sequence
from coop.database import db
from coop.permission import public


@public
def keep() -> ResponseReturnValue:
    number = sequence.next_number("effect")
    files.keep(bytes([number]) * 2_000_000, "groot.bin", "application/octet-stream")
    return "bewaard"


@pytest.fixture
def sqlite(app: Flask) -> Flask:
    """The house, on SQLite: PostgreSQL's disk cannot be filled from here."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite can be told how large it may grow")
    app.add_url_rule("/bewaar", view_func=keep, methods=["POST"])
    return app


@contextmanager
def trouble(pragma: str) -> Iterator[None]:
    """Within this, every connection has the limit."""

    def limit(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA {pragma}")

    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "connect", limit)
    yield
    event.remove(db.engine, "connect", limit)
    db.session.remove()
    db.engine.dispose()


def state() -> tuple[int, int]:
    kept = db.session.scalar(text("SELECT count(*) FROM stored_file"))
    return sequence.last_number("effect"), kept or 0


def test_a_full_disk_gives_a_calm_page_and_nothing_half_done(sqlite: Flask) -> None:
    pages = db.session.scalar(text("PRAGMA page_count"))
    with trouble(f"max_page_count={pages + 20}"):
        answer = sqlite.test_client().post("/bewaar")
    assert answer.status_code == 503
    assert "niets half gedaan" in answer.text
    assert state() == (0, 0)


def test_a_database_that_may_not_be_written_gives_a_calm_page(sqlite: Flask) -> None:
    with trouble("query_only=1"):
        answer = sqlite.test_client().post("/bewaar")
    assert answer.status_code == 503
    assert "niets half gedaan" in answer.text
    assert state() == (0, 0)


def test_what_cannot_be_there_twice_is_told_calmly(app: Flask) -> None:
    @public
    def twice() -> ResponseReturnValue:
        for _ in range(2):
            db.session.execute(text("INSERT INTO sequence (name, last) VALUES ('dubbel', 1)"))
        return "gelukt"

    app.add_url_rule("/dubbel", view_func=twice, methods=["POST"])
    assert app.test_client().post("/dubbel").status_code == 409
    assert sequence.last_number("dubbel") == 0


def test_a_mistake_of_ours_shows_no_details(app: Flask) -> None:
    @public
    def broken() -> ResponseReturnValue:
        raise ValueError("geheim")

    app.config["PROPAGATE"] = False
    app.add_url_rule("/stuk", view_func=broken, methods=["POST"])
    answer = app.test_client().post("/stuk")
    assert answer.status_code == 500
    assert "geheim" not in answer.text


@pytest.mark.parametrize(("method", "path", "code"), [("GET", "/nergens", 404), ("POST", "/gezond", 405)])
def test_a_wrong_address_gives_a_calm_page(app: Flask, method: str, path: str, code: int) -> None:
    answer = app.test_client().open(path, method=method)
    assert answer.status_code == code
    assert answer.text.count("<h1") == 1
