"""Choosing a day by touching it: what is offered can be done, and early work is asked for by who touches it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from coop.database import db
from orders import reflection
from orders.order import Order
from orders.web.day_choice import _days
from orders.workday import earliest, is_workday
from tests.invoicing.cast import wijk
from tests.orders import cast
from tests.orders.test_web import ASKED

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]

UNASKED = {name: value for name, value in ASKED.items() if name not in {"day", "early_start"}}


@given(today=st.dates(date(2025, 1, 1), date(2030, 12, 31)))
def test_every_day_that_is_offered_can_be_done_and_one_lies_after_the_days_of_reflection(today: date) -> None:
    last = today + timedelta(days=14)
    days = _days(today, last)
    assert all(is_workday(day) and day >= earliest(today) for day in days)
    assert days == sorted(set(days))
    assert days[-1] > last


def test_no_day_is_chosen_beforehand_for_then_nobody_asked(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        wijk()
        cast.garden()
        page = client.get("/bestellen/tuin").text
        assert 'value="2026-03-05!"' in page
        assert "checked" not in page[page.index('name="day"') : page.index('name="other_day"')]
        answer = client.post("/bestellen/tuin", data=UNASKED)
    assert (answer.status_code, "Kies een dag." in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("chosen", "status", "early"),
    [
        ({"day": "2026-03-05!"}, 303, True),
        ({"day": "2026-03-17"}, 303, False),
        ({"day": "other", "other_day": "2026-03-10", "early_start": "y"}, 303, True),
        ({"day": "other", "other_day": "18-3-2026"}, 303, False),
        ({"day": "2026-03-05"}, 422, None),
        ({"day": "other", "other_day": "2026-03-10"}, 422, None),
        ({"day": "other"}, 422, None),
        ({"day": "morgen"}, 422, None),
        ({"day": "!"}, 422, None),
        ({"day": "2026-03-08!"}, 422, None),
    ],
    ids=str,
)
def test_work_in_the_days_of_reflection_is_done_for_who_asked(
    app: Flask, client: FlaskClient, at: At, chosen: dict[str, str], status: int, early: bool | None
) -> None:
    with at(MONDAY):
        wijk()
        cast.garden()
        assert client.post("/bestellen/tuin", data={**UNASKED, **chosen}).status_code == status
        assert reflection.ends_after(MONDAY) == date(2026, 3, 16)
    assert db.session.scalars(select(Order.early_start)).all() == ([] if early is None else [early])


def test_the_street_of_a_known_postcode_is_filled_in(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        wijk()
        cast.person(street="Boelemaheerd", postcode="9736 HB")
        db.session.commit()
        known = client.post("/straat", data={"postcode": "9736hb"}).text
        assert "Boelemaheerd" in known
        assert 'name="street"' not in known
        unknown = client.post("/straat", data={"postcode": "9737 XX"}).text
        assert 'name="street"' in unknown
        assert client.post("/straat", data={"postcode": "97"}).status_code == 200


@pytest.mark.parametrize("size", ["", "0", "2,5", "veel", "-3", "41", "99999999999999"])
def test_how_much_is_a_whole_number_that_one_visit_can_hold(
    app: Flask, client: FlaskClient, at: At, size: str
) -> None:
    with at(MONDAY):
        wijk()
        cast.garden()
        answer = client.post("/bestellen/tuin", data={**ASKED, "size": size})
        assert answer.status_code == 422
        assert 'id="size-error"' in answer.text, "the sentence stands beside the field"
        assert "Vul in hoeveel" in client.post("/bestellen/tuin/prijs", data={"size": size}).text
