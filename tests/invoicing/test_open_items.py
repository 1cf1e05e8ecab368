"""The lists of invoices: found by words or customer, by the page, and as a spreadsheet."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.money import Money
from coop.permission import Role
from invoicing import billing_run, payment
from invoicing.credit import credit
from invoicing.invoice import by_number
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import person

DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 20)
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _invoiced(app: Flask) -> Iterator[None]:
    """Three invoices: one open, one paid in part, one credited in full."""
    with clock.at(DECEMBER):
        wijk()
        garden = service()
        for name, cents in (("Ali Demir", 1210), ("Bea Smit", 2420), ("Cor Dijk", 3630)):
            done_job(person(name), garden, date(2026, 11, 3), cents)
        billing_run.confirm(DECEMBER)
        payment.book(by_number("2026-0002"), DECEMBER, Money(420), "bank")
        credit("2026-0003", "Verkeerd huis.")
        db.session.commit()
    with clock.at(JANUARY):
        yield


def test_invoices_are_found_by_number_name_and_customer(sign_in: SignIn) -> None:
    browser = sign_in(Role.BOARD)
    assert "Bea Smit" in browser.get("/facturen?q=0002").text
    assert "Ali Demir" not in browser.get("/facturen?q=smit").text
    ali = by_number("2026-0001").party_id
    page = browser.get(f"/facturen?party={ali}").text
    assert ("Ali Demir" in page, "Bea Smit" in page) == (True, False)
    assert "Geen facturen gevonden" in browser.get("/facturen?q=niemand").text


def test_the_open_list_adds_up_what_was_found(sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    page = browser.get("/facturen/open").text
    assert "€\u00a032,10" in page
    assert "Cor Dijk" not in page
    found = browser.get("/facturen/open?q=smit").text
    assert ("€\u00a020,00" in found, "Ali Demir" in found) == (True, False)


def test_the_files_hold_every_amount_and_the_credit_notes(sign_in: SignIn) -> None:
    browser = sign_in(Role.BOARD)
    answer = browser.get("/als-bestand/facturen.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="facturen-2027-01-20.csv"'
    lines = [line.split(";") for line in answer.text.removeprefix("\ufeff").splitlines()]
    assert [line[0] for line in lines] == ["Nummer", "2026-0001", "2026-0002", "2026-0003", "2026-0004"]
    assert lines[1][5:] == ["Ali Demir", "", "10,00", "2,10", "0,00", "12,10", "12,10"]
    assert lines[3][-1] == "0,00"
    assert lines[4][1:3] == ["creditnota", "2026-0003"]
    still_open = browser.get("/als-bestand/open-facturen.csv?q=smit").text.splitlines()
    assert still_open[1:] == ["2026-0002;Bea Smit;2026-12-01;2026-12-15;36;24,20;0,00;4,20;20,00"]


@pytest.mark.parametrize("page", ["/facturen", "/facturen/open", "/als-bestand/facturen.csv"])
def test_a_list_takes_as_many_statements_for_many_as_for_few(
    sign_in: SignIn, statements: Callable[[], Any], page: str
) -> None:
    browser, garden, counts = sign_in(Role.TREASURER), service("ramen"), []
    for batch in (2, 60):
        for number in range(batch):
            done_job(person(f"Klant {batch} {number}"), garden, date(2026, 12, 3))
        billing_run.confirm(JANUARY)
        db.session.commit()
        with statements() as seen:
            assert browser.get(page).status_code == 200
        counts.append(len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1] <= 5


def test_the_list_goes_on_where_the_page_before_ended(sign_in: SignIn) -> None:
    garden = service("ramen")
    for number in range(60):
        done_job(person(f"Klant {number}"), garden, date(2026, 12, 3))
    billing_run.confirm(JANUARY)
    browser = sign_in(Role.TREASURER)
    first = browser.get("/facturen?q=2027").text
    last = first.rpartition("voor=")[2].partition("&")[0]
    second = browser.get(f"/facturen?q=2027&voor={last}").text
    numbers = [f"2027-{number:04d}" for number in range(1, 61)]
    assert all((f">{number}<" in first) != (f">{number}<" in second) for number in numbers)
    assert "Vorige" in second
