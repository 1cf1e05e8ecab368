"""Saved selections: the filters of a list under a name, one's own, above the list."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop.permission import Role
from members import saved_view
from members.saved_view import MOST, NameTaken, NoName, TooMany
from tests.coop.test_undo import means_in
from tests.invoicing.cast import wijk
from tests.members.cast import a_login

SignIn = Callable[..., FlaskClient]


def test_a_selection_is_kept_found_and_taken_away(sign_in: SignIn) -> None:
    wijk()
    login = a_login(Role.COORDINATOR)
    browser = sign_in(login=login)
    assert "Bewaar deze selectie" not in browser.get("/bestellingen").text, "nothing is selected"
    page = browser.get("/bestellingen?state=placed&q=tuin&below=40").text
    assert 'name="query" value="q=tuin&amp;state=placed"' in page, "without the page one was on"

    said = {"page": "orders.index", "query": "q=tuin&state=placed", "name": "Nieuwe tuinen"}
    assert browser.post("/selecties", data=said).location == "/bestellingen?q=tuin&state=placed"
    [kept] = saved_view.of_page(login.id, "orders.index")
    page = browser.get("/bestellingen?state=placed&q=tuin").text
    assert 'aria-current="true">Nieuwe tuinen</a>' in page
    assert "Bewaar deze selectie" not in page
    assert "Nieuwe tuinen" not in browser.get("/mensen").text, "it belongs to its list"

    page = browser.post(f"/selecties/{kept.id}/weg", follow_redirects=True).text
    assert "De selectie “Nieuwe tuinen” is weg." in page
    browser.post("/ongedaan", data={"means": means_in(page)})
    assert 'href="/bestellingen?q=tuin&amp;state=placed"' in browser.get("/bestellingen").text


def test_selections_are_ones_own(sign_in: SignIn) -> None:
    wijk()
    mine, other = a_login(Role.TREASURER, name="Johan Medema"), a_login(Role.TREASURER)
    kept = saved_view.save(mine.id, "invoices.index", "Bos", "q=bos")
    browser = sign_in(login=other)
    assert "Bewaarde selecties" not in browser.get("/facturen").text
    assert browser.post(f"/selecties/{kept.id}/weg").status_code == 404
    assert sign_in(Role.MEMBER).post(f"/selecties/{kept.id}/weg").status_code == 403


def test_a_selection_has_a_name_of_its_own_and_there_are_not_too_many(app: Flask) -> None:
    login = a_login(Role.TREASURER)
    with pytest.raises(NoName):
        saved_view.save(login.id, "invoices.index", "  ", "q=bos")
    for number in range(MOST):
        saved_view.save(login.id, "invoices.index", f"Keuze {number}", "q=bos")
        with pytest.raises(NameTaken if number < MOST - 1 else TooMany):
            saved_view.save(login.id, "invoices.index", f"Keuze  {number}", "q=dijk")
    saved_view.save(login.id, "purchases.index", "Keuze 1", "q=bos")


def test_a_name_that_is_taken_is_said_and_nothing_is_lost(sign_in: SignIn) -> None:
    wijk()
    browser = sign_in(Role.TREASURER)
    said = {"page": "invoices.index", "query": "q=bos", "name": "Bos"}
    browser.post("/selecties", data=said)
    page = browser.post("/selecties", data=said | {"query": "q=dijk"}, follow_redirects=True).text
    assert "Je hebt al een selectie “Bos”" in page
    assert 'value="dijk"' in page, "the filters still stand"


@pytest.mark.parametrize("page", ["", "nergens", "services.index", "orders.show", "exports.file", "signin.show"])
def test_only_a_list_of_the_staff_has_selections(sign_in: SignIn, page: str) -> None:
    wijk()
    said = {"page": page, "query": "q=bos", "name": "Bos"}
    assert sign_in(Role.TREASURER).post("/selecties", data=said).status_code == 404


def test_what_is_kept_is_only_ever_filters(sign_in: SignIn) -> None:
    wijk()
    said = {"page": "orders.index", "query": "x\r\nSet-Cookie: a=b&q=bos&below=3&week=2026-03-02", "name": "Bos"}
    answer = sign_in(Role.COORDINATOR).post("/selecties", data=said)
    assert answer.location == "/bestellingen?q=bos&x%0D%0ASet-Cookie%3A+a=b"
    assert "a" not in [cookie.split("=")[0] for cookie in answer.headers.getlist("Set-Cookie")]
