"""Ordering the same again from the private page: the answers of then, the price of now, for the same customer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop.database import db
from coop.money import Money
from orders import again
from orders.again import NoLongerOffered
from orders.order import Order
from orders.service import Extra
from tests.invoicing.cast import wijk
from tests.members.cast import person
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]


def an_earlier_order() -> Order:
    garden = cast.garden(reduced_price=Money(2250), extras=[Extra(name="Groenafval mee", price=Money(1250))])
    return cast.an_order(
        garden,
        quantity=3000,
        extra_ids=[garden.extras[0].id],
        reduced=True,
        frequency="weekly",
        remarks="De sleutel ligt bij de buren.",
        address=("Emingaheerd", "8", "9736 AA", "Groningen"),
    )


def test_the_same_again_costs_what_it_costs_now(app: Flask, at: At) -> None:
    with at(MONDAY):
        before = an_earlier_order()
        assert again.quote_again(before, MONDAY).total == before.price == Money(8000)
        before.service.reduced_price = Money(2500)
        assert again.quote_again(before, MONDAY).total == Money(8750)
        before.service.extras[0].active = False
        assert again.quote_again(before, MONDAY).total == Money(7500), "what is gone is left out"


def test_what_is_no_longer_offered_cannot_be_ordered_again(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        wijk()
        before = an_earlier_order()
        before.service.active = False
        with pytest.raises(NoLongerOffered):
            again.quote_again(before, MONDAY)
        assert client.get(f"/bestelling/{before.token}/nog-eens").status_code == 404
        assert "Nog eens bestellen" not in client.get(f"/bestelling/{before.token}").text


def test_everything_is_filled_in_but_the_day(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        wijk()
        before = an_earlier_order()
        fatima, address = before.party, f"/bestelling/{before.token}/nog-eens"
        page = client.get(address).text
        assert "€\u00a080,00" in page
        for untold in (fatima.name, fatima.phone, fatima.email):
            assert untold not in page, "the link shows no more of somebody than it did"
        assert client.post(address, data={"remarks": before.remarks}).status_code == 422
        asked = {"day": "2026-03-05!", "remarks": before.remarks, "once": "een"}
        answer = client.post(address, data=asked)
        assert answer.status_code == 303
        assert client.post(address, data=asked).location == answer.location
    placed = db.session.scalars(select(Order).where(Order.id != before.id)).one()
    assert answer.location == f"/bestelling/{placed.token}"
    for same in ("party_id", "quantity", "answers", "reduced", "remarks", "address", "price"):
        assert getattr(placed, same) == getattr(before, same), same
    assert (placed.frequency, placed.first_day, placed.early_start) == ("once", date(2026, 3, 5), True)


def test_an_organisation_orders_again_by_its_contract(app: Flask, at: At) -> None:
    with at(MONDAY):
        clean = cast.service("schoon", "Schone wijk", audience="organisation")
        assert not again.may_repeat(cast.an_order(clean, person()))
