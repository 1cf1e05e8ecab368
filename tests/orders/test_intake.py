"""Taking an order on the phone or at the counter: who it is, and the same as last time."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop.database import db
from coop.permission import Role
from orders import order_list
from orders.order import Order
from tests.invoicing.cast import wijk
from tests.members.cast import person
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


def test_the_last_order_is_the_last_whose_service_is_still_there(app: Flask, at: At) -> None:
    with at(MONDAY):
        fatima, omar = person(), person("Omar Bakker")
        garden, painting = cast.garden(), cast.painting()
        orders = [cast.an_order(garden, fatima), cast.an_order(painting, fatima), cast.an_order(painting, omar)]
        assert order_list.last_of([fatima.id, omar.id]) == {fatima.id: orders[1], omar.id: orders[2]}
        painting.active = False
        assert order_list.last_of([fatima.id, omar.id]) == {fatima.id: orders[0]}
        assert order_list.last_of([]) == {}


def test_who_calls_is_found_and_their_last_order_is_filled_in(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        wijk()
        fatima = person(phone="+31612345678")
        before = cast.an_order(cast.garden(), fatima, quantity=3000, reduced=False)
        browser = sign_in(Role.COORDINATOR)
        page = browser.get("/bestellingen/nieuw?q=06-12345678").text
        again = f"/bestellen/tuin?klant={fatima.id}&amp;zoals={before.id}"
        assert again in page
        filled = browser.get(again.replace("&amp;", "&")).text
        assert 'value="3"' in filled
        assert "Boelemaheerd" in filled
        assert "€\u00a090,00" in filled


def test_the_order_of_another_is_not_filled_in_and_a_stranger_learns_nothing(
    app: Flask, client: FlaskClient, at: At, sign_in: SignIn
) -> None:
    with at(MONDAY):
        wijk()
        fatima, omar = person(phone="+31612345678"), person("Omar Bakker", house_number="88")
        before = cast.an_order(cast.garden(), fatima, quantity=7000)
        address = f"/bestellen/tuin?klant={omar.id}&zoals={before.id}"
        assert 'value="7"' not in sign_in(Role.COORDINATOR).get(address).text
        told = client.get(f"/bestellen/tuin?klant={fatima.id}&zoals={before.id}&q=Haddad").text
        for secret in ("Haddad</", "0612345678", "06 1234", 'value="7"', "Boelemaheerd"):
            assert secret not in told
        assert client.get("/bestellingen/nieuw?q=Haddad").status_code == 303


def test_a_customer_who_is_not_there_is_a_404(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        wijk()
        cast.garden()
        browser = sign_in(Role.COORDINATOR)
        assert browser.get("/bestellen/tuin?klant=987654").status_code == 404
        assert browser.get("/bestellingen/nieuw?klant=987654").status_code == 404
        assert browser.get("/bestellingen/nieuw?klant=x&q=").status_code == 200
        assert db.session.scalars(select(Order)).all() == []
