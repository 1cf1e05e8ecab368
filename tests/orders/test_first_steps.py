"""The guide of an empty wijk: from founding it to its first order, each step where it is done."""

from collections.abc import Callable
from datetime import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from coop import first_steps, opening_hours, wijk
from coop.permission import Role
from members.founding import found
from members.login import Login
from tests.members.cast import a_login, a_member
from tests.orders.cast import an_order, garden

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def treasurer(session: Session) -> Login:
    made = found("Lewenborg", treasurer="Ineke Postma", email="ineke@example.org", password="een lang wachtwoord")
    session.commit()
    return made


def _done(page: str) -> list[str]:
    cards = page.split("<article")[1:]
    return [card.split("</h2>")[0].split(">")[-1].strip() for card in cards if "badge-good" in card]


def test_who_signs_in_to_an_empty_wijk_is_led_to_the_guide(client: FlaskClient, treasurer: Login) -> None:
    told = {"email": "ineke@example.org", "password": "een lang wachtwoord"}
    assert client.post("/inloggen", data=told).location == "/eerste-stappen"


def test_every_step_is_done_where_the_guide_leads_until_the_first_order(
    session: Session, sign_in: SignIn, treasurer: Login
) -> None:
    browser = sign_in(login=treasurer)
    steps = first_steps.steps()
    for step in steps:
        assert step.endpoint in browser.application.view_functions
    taken = 0

    def next_is_done() -> None:
        nonlocal taken
        taken += 1
        page = browser.get("/eerste-stappen").text
        assert _done(page) == [str(step.label) for step in steps[:taken]]
        assert f"{taken} van {len(steps)} klaar" in page

    naam = {"name": "Lewenborg", "legal_name": "Lewenborg U.A.", "email": "wijk@example.org", "street": "Kajuit"}
    assert browser.post("/instellingen/naam", data=naam | {"phone": "050 555 0142", "postcode": "9733CA"}).location
    next_is_done()
    numbers = {"kvk": "12345678", "iban": "NL13TEST0123456789"}
    assert browser.post("/instellingen/nummers", data=numbers).status_code == 303
    next_is_done()
    opening_hours.change({0: (time(9), time(12))})
    next_is_done()
    offered = garden()
    next_is_done()
    a_login(Role.COORDINATOR)
    assert not steps[taken].is_done(), "a board member is needed as well"
    a_login(Role.BOARD, name="Aisha Ramdin")
    next_is_done()
    a_member()
    next_is_done()
    assert not first_steps.are_over()
    an_order(offered)
    next_is_done()
    assert first_steps.are_over()
    assert "De eerste bestelling is binnen" in browser.get("/eerste-stappen").text


def test_a_step_that_a_person_may_not_take_says_who_does(app: Flask, session: Session, sign_in: SignIn) -> None:
    found("Lewenborg", treasurer="Ineke Postma", email="ineke@example.org", password="een lang wachtwoord")
    page = sign_in(Role.TREASURER).get("/eerste-stappen").text
    assert "Dit doet een collega die het mag." in page
    assert wijk.current().name == "Lewenborg"
