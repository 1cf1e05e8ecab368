"""The lists of purchases: found, by the page, what is open however old, and as a spreadsheet."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.money import Money
from coop.permission import Role
from invoicing import purchase, purchase_list, purchase_payment
from invoicing.purchase import Bought
from members.party import Party
from tests.invoicing.cast import wijk
from tests.members.cast import organisation

TODAY = date(2026, 12, 1)
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield


def _enter(supplier: Party, number: str, day: date = TODAY, cents: int = 1000) -> purchase.Purchase:
    return purchase.enter(
        supplier, number, day, day + timedelta(days=14), [Bought("46110", Money(cents), "none", "Iets")]
    )


def test_what_is_open_stays_on_the_list_however_much_came_after_it(sign_in: SignIn) -> None:
    shop = organisation("Kwekerij")
    _enter(shop, "oud", date(2026, 1, 5))
    for number in range(60):
        bought = _enter(shop, f"F-{number}", date(2026, 3, 1) + timedelta(days=number))
        purchase_payment.pay(bought, TODAY, bought.payable)
    undone = _enter(shop, "verkeerd")
    purchase_payment.undo_purchase(undone, TODAY)
    assert [item.number for item in purchase_list.still_open()] == ["oud"]
    page = sign_in(Role.BOARD).get("/inkoop/open").text
    assert (page.count('<th scope="row"'), "te laat" in page) == (1, True)


def test_purchases_are_found_and_go_on_where_the_page_before_ended(sign_in: SignIn) -> None:
    shop, other = organisation("Kwekerij"), organisation("Drukkerij")
    for number in range(60):
        _enter(shop, f"F-{number:02d}", TODAY - timedelta(days=number // 2))
    _enter(other, "D-1")
    browser = sign_in(Role.TREASURER)
    first = browser.get("/inkoop?q=kwekerij").text
    assert "Drukkerij" not in first
    last = first.rpartition("before=")[2].partition("&")[0]
    second = browser.get(f"/inkoop?q=kwekerij&before={last}").text
    assert all((f">F-{n:02d}<" in first) != (f">F-{n:02d}<" in second) for n in range(60))
    assert "D-1" in browser.get("/inkoop?q=D-1").text
    assert "Geen inkoopfacturen gevonden" in browser.get("/inkoop?q=niets").text


def test_the_file_holds_every_purchase(sign_in: SignIn) -> None:
    shop = organisation("Kwekerij")
    paid = _enter(shop, "F-1", date(2026, 11, 1))
    purchase_payment.pay(paid, TODAY, Money(400))
    lines = sign_in(Role.BOARD).get("/als-bestand/inkoop.csv").text.splitlines()
    assert lines[1:] == ["Kwekerij;F-1;2026-11-01;2026-11-15;10,00;0,00;10,00;6,00;open"]


@pytest.mark.parametrize("page", ["/inkoop", "/inkoop/open"])
def test_a_list_takes_as_many_statements_for_many_as_for_few(
    sign_in: SignIn, statements: Callable[[], Any], page: str
) -> None:
    browser, counts = sign_in(Role.TREASURER), []
    for batch in (2, 30):
        shop = organisation(f"Winkel {batch}")
        for number in range(batch):
            _enter(shop, f"F-{number}")
        db.session.commit()
        with statements() as seen:
            assert browser.get(page).status_code == 200
        counts.append(len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1] <= 5
