"""When the disk is full or may not be written: a calm page, and nothing half done."""

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from coop import files, sequence
from coop.database import db
from coop.permission import public
from tests.coop.unwritable import closed_to_writing, contents, full


@pytest.fixture
def app(unshared_app: Flask) -> Flask:
    return unshared_app  # views are added to it


@public
def keep(link: str) -> ResponseReturnValue:
    number = sequence.next_number("effect")
    files.keep(bytes([number]) * 2_000_000, "groot.bin", "application/octet-stream")
    return link


@pytest.mark.parametrize("at_commit", [False, True])
def test_a_full_disk_gives_a_calm_page_and_nothing_half_done(app: Flask, at_commit: bool) -> None:
    app.add_url_rule("/bewaar/<link>", view_func=keep, methods=["POST"])
    before = contents()
    with full(room=20, at="stored_file", at_commit=at_commit):
        answer = app.test_client().post("/bewaar/hier")
    assert answer.status_code == 503
    assert "niets half gedaan" in answer.text
    assert contents() == before


def test_a_database_that_may_only_be_read_gives_a_calm_page(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    app.add_url_rule("/bewaar/<link>", view_func=keep, methods=["POST"])
    before = contents()
    with closed_to_writing():
        answer = app.test_client().post("/bewaar/geheime-link")
    assert answer.status_code == 503
    assert "niets half gedaan" in answer.text
    assert contents() == before
    told = capsys.readouterr().out
    assert "database refused" in told
    assert "geheime-link" not in told


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
