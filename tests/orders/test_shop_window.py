"""The shop window: "from" is what the smallest order really costs, and each service has a drawing."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from coop.config import ROOT
from coop.database import db
from coop.money import Money
from coop.permission import Role
from orders import placing
from orders.drawing import DRAWINGS, NEIGHBOURS, drawing_of
from orders.offer import offer
from orders.price import PriceRule
from orders.service import Extra, Service
from orders.shop_window import lowest, shop_window, varies
from orders.workday import earliest
from tests.invoicing.cast import wijk
from tests.members.cast import person
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


def test_from_is_the_price_of_the_smallest_order(app: Flask) -> None:
    hedge = cast.service(
        "heg", "Heg", price_rule=PriceRule.SQUARE_METRE, price=Money(495), units_per_hour=8, minimum=Money(4500)
    )
    assert lowest(hedge, MONDAY) == Money(4500), "the minimum holds for the smallest hedge"
    assert lowest(cast.garden(), MONDAY) == Money(3000), "an hour is the least one can ask"
    assert lowest(cast.painting(), MONDAY) == Money(4360), "an old house has the lower rate"


@given(size=st.integers(1, 40), answer=st.booleans(), ticked=st.booleans())
def test_no_answer_leads_to_less_than_from(size: int, answer: bool, ticked: bool) -> None:
    extra = Extra(id=1, name="Verf", price=Money(1000), active=True)
    home = Service(
        name="Schilderen",
        audience="resident",
        price_rule="hour",
        price=Money(3850),
        minimum=Money(11550),
        vat_rule="low_dwelling_2y",
        extras=[extra],
    )
    asked = offer(home, quantity=size * 1000, extra_ids=[1] if ticked else [], vat_answer=answer, on=MONDAY)
    assert asked.total >= lowest(home, MONDAY)


def test_somebody_can_order_at_the_price_from(app: Flask, at: At) -> None:
    with at(MONDAY):
        garden = cast.garden()
        placed = placing.place(placing.Wish(garden, person(), first_day=earliest(MONDAY), quantity=1000))
    assert placed.price == lowest(garden, MONDAY)


def test_what_costs_the_same_for_everybody_is_not_said_to_vary(app: Flask) -> None:
    assert not varies(cast.service("fiets", "Fiets maken"))
    assert varies(cast.service("ramen", "Ramen", extras=[Extra(name="Dakraam", price=Money(600))]))
    assert varies(cast.garden())


def test_the_window_asks_as_many_statements_for_many_services_as_for_few(
    app: Flask, statements: Callable[[], Any]
) -> None:
    counts = []
    for begin in (0, 2):
        for number in range(begin, begin + 2):
            cast.service(f"s{number}", f"Dienst {number}", extras=[Extra(name="Erbij", price=Money(100))])
        db.session.commit()
        with statements() as seen:
            shop_window(MONDAY)
        counts.append(len(seen))
        db.session.rollback()
    assert counts[0] == counts[1]


def test_every_drawing_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "coop/static/drawings.svg").read_text()))
    assert {drawing.name for drawing in DRAWINGS} == sprite
    icons = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "coop/static/vendor/lucide.svg").read_text()))
    assert {drawing.icon for drawing in DRAWINGS} <= icons


def test_a_service_without_a_drawing_gets_one_by_its_name() -> None:
    assert drawing_of("", "Grote heg knippen").name == "hedge"
    assert drawing_of("bike", "Heg knippen").name == "bike", "what was chosen goes first"
    assert drawing_of("", "Iets heel anders") is NEIGHBOURS


def test_the_coordinator_chooses_the_drawing_of_a_service(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        wijk()
        told = {
            "name": "Sneeuw ruimen",
            "icon": "truck",
            "audience": "resident",
            "price_rule": "fixed",
            "price": "20",
            "vat_rule": "high",
            "minutes": "1:00",
            "people": "1",
            "frequencies": ["once"],
            "active": "y",
        }
        browser = sign_in(Role.COORDINATOR)
        assert browser.post("/diensten/nieuw", data=told).status_code == 303
        assert "drawings.svg#moving" in browser.get("/").text
