"""The screens of the bank: files are dropped, the outcome is told, statements and lines are found again."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.permission import Role
from invoicing.bank import importing
from tests.invoicing.bank.cast import JAN, MONDAY, MT940, camt, entry, statement
from tests.invoicing.cast import wijk

SignIn = Callable[..., FlaskClient]
UPLOAD = "/bank/inlezen"


@pytest.fixture(autouse=True)
def _house(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield


def _drop(browser: FlaskClient, *files: bytes) -> Any:
    dropped = [(io.BytesIO(content), f"bank-{number}.txt") for number, content in enumerate(files)]
    return browser.post(UPLOAD, data={"files": dropped}, content_type="multipart/form-data")


def _take_in(content: bytes) -> None:
    list(importing.take_in("bank", io.BytesIO(content)))


def test_files_are_dropped_and_the_outcome_of_each_is_told(sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    answer = _drop(browser, MT940, b"een brief", MT940)
    assert answer.status_code == 200
    assert "2 nieuw, 0 al bekend, 0 niet gelezen" in answer.text
    assert "Hier konden we niets uit lezen" in answer.text
    assert "0 nieuw, 2 al bekend, 0 niet gelezen" in answer.text
    assert "ENERGIE NOORD" in browser.get("/bank/regels").text


def test_nothing_chosen_is_said(sign_in: SignIn) -> None:
    answer = sign_in(Role.TREASURER).post(UPLOAD, data={})
    assert (answer.status_code, "Kies een bestand" in answer.text) == (422, True)


def test_the_board_looks_and_does_not_import(sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD)
    assert "Er zijn nog geen afschriften" in board.get("/bank").text
    assert "Er zijn nog geen regels" in board.get("/bank/regels").text
    assert UPLOAD not in board.get("/bank").text
    assert _drop(board, MT940).status_code == 403
    assert sign_in(Role.COORDINATOR).get("/bank/regels").status_code == 403


def test_a_gap_and_a_difference_stand_with_the_statements(sign_in: SignIn) -> None:
    _take_in(camt(statement(entry()), statement("", "200.00", "210.00", "S-3", "2026-03-09", "2026-03-09")))
    page = sign_in(Role.TREASURER).get("/bank").text
    assert "Er ontbreekt een afschrift" in page
    assert "10,00 verschil" in page
    assert "klopt" in page


@pytest.mark.parametrize(
    ("words", "found"),
    [("bakker", 60), (JAN, 60), ("lot-07", 1), ("1,07", 1), ("2026-03-02 bakker", 60), ("niemand", 0), ("%", 0)],
)
def test_lines_are_found_by_name_account_text_day_and_amount(sign_in: SignIn, words: str, found: int) -> None:
    _take_in(camt(statement("".join(entry(f"1.{n:02d}", text=f"Lot-{n:02d}") for n in range(60)))))
    browser = sign_in(Role.BOARD)
    file = browser.get("/als-bestand/bankregels.csv", query_string={"q": words}).text
    assert len(file.splitlines()) == 1 + found
    page = browser.get("/bank/regels", query_string={"q": words}).text
    assert page.count('<th scope="row"') == min(found, 50)
    assert ("Geen regels gevonden" in page) == (found == 0)


def test_the_lines_go_on_where_the_page_before_ended(sign_in: SignIn) -> None:
    _take_in(camt(statement("".join(entry(text=f"Lot-{n:02d}") for n in range(60)))))
    browser = sign_in(Role.TREASURER)
    first = browser.get("/bank/regels?q=bakker").text
    last = first.rpartition("before=")[2].partition("&")[0]
    second = browser.get(f"/bank/regels?q=bakker&before={last}").text
    assert all((f"Lot-{n:02d}" in first) != (f"Lot-{n:02d}" in second) for n in range(60))


def test_the_statements_go_on_where_the_page_before_ended(sign_in: SignIn) -> None:
    _take_in(camt(*(statement("", "0.00", "0.00", f"S-{n:02d}") for n in range(60))))
    browser = sign_in(Role.TREASURER)
    first = browser.get("/bank").text
    last = first.rpartition("before=")[2].partition('"')[0]
    second = browser.get(f"/bank?before={last}").text
    assert all((f">S-{n:02d}<" in first) != (f">S-{n:02d}<" in second) for n in range(60))


@pytest.mark.parametrize(("page", "most"), [("/bank", 13), ("/bank/regels", 6), ("/bank/koppelen", 16)])
def test_a_list_takes_as_many_statements_for_many_as_for_few(
    sign_in: SignIn, statements: Callable[[], Any], page: str, most: int
) -> None:
    browser, counts = sign_in(Role.TREASURER), []
    for batch in (2, 30):
        told = (statement(entry(text=f"{batch} {n}"), number=f"{batch}-{n}") for n in range(batch))
        _take_in(camt(*told))
        db.session.commit()
        with statements() as seen:
            assert browser.get(page).status_code == 200
        counts.append(len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1] <= most
