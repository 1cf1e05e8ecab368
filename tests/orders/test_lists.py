"""The coordinator's lists: orders found again and by the page, the planning narrowed to what is asked."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from coop.database import db
from coop.permission import Role
from coop.wijk import Wijk
from members.engagement import EngagementKind
from orders import deciding
from orders.staffing import assign
from tests.members.cast import a_member, person
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


def a_wijk() -> None:
    db.session.add(Wijk(name="Wijkbedrijf Beijum", city="Groningen"))
    db.session.commit()


def test_orders_are_found_by_customer_service_state_and_code(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        a_wijk()
        garden, windows = cast.garden(), cast.service("ramen", "Ramen lappen")
        first = cast.an_order(garden, person("Ali Demir"))
        second = cast.an_order(windows, person("Bea Smit"))
        deciding.accept(second)
        browser = sign_in(Role.COORDINATOR)

        def found(asked: str) -> list[str]:
            page = browser.get(f"/bestellingen?{asked}").text
            return [order.code for order in (first, second) if f">{order.code}<" in page]

        assert found("") == [first.code, second.code]
        assert found("q=demir") == found(f"q={first.code}") == found(f"party={first.party_id}") == [first.code]
        assert found("q=ramen+smit") == found("state=accepted") == [second.code]
        assert "Zoek op iets anders" in browser.get("/bestellingen?q=niemand").text


def test_orders_go_on_where_the_page_before_ended_and_keep_what_was_asked(
    app: Flask, at: At, sign_in: SignIn
) -> None:
    with at(MONDAY):
        a_wijk()
        garden, ali = cast.garden(), person("Ali Demir")
        orders = [cast.an_order(garden, ali) for _ in range(52)]
        browser = sign_in(Role.COORDINATOR)
        first = browser.get("/bestellingen?q=demir").text
        below = first.rpartition("below=")[2].partition("&")[0]
        second = browser.get(f"/bestellingen?q=demir&below={below}").text
    assert all((f">{one.code}<" in first) != (f">{one.code}<" in second) for one in orders)
    assert '/bestellingen?q=demir"' in second


def test_the_planning_is_narrowed_by_words_and_to_what_needs_somebody(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        a_wijk()
        garden, windows = cast.garden(), cast.service("ramen", "Ramen lappen")
        day = MONDAY + timedelta(days=7)
        staffed = cast.a_job(cast.an_order(garden, first_day=day))
        lonely = cast.a_job(cast.an_order(windows, first_day=day))
        assign(staffed, [a_member("Piet Post", EngagementKind.VOLUNTEER)])
        browser = sign_in(Role.COORDINATOR)

        def found(asked: str) -> list[int]:
            page = browser.get(f"/klussen?week={day}&{asked}").text
            return [job.id for job in (staffed, lonely) if f'/klussen/{job.id}"' in page]

        assert "1 klus heeft nog iemand nodig" in browser.get(f"/klussen?week={day}").text
        assert found("") == [staffed.id, lonely.id]
        assert found("q=post") == [staffed.id]
        assert found("open=1") == found("q=ramen") == [lonely.id]
        assert "niets gevonden" in browser.get(f"/klussen?week={day}&q=niemand").text


def test_who_does_not_decide_on_orders_is_offered_no_buttons(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        a_wijk()
        order_id = cast.an_order().id
        assert "Aannemen" in sign_in(Role.COORDINATOR).get(f"/bestellingen/{order_id}").text
        assert "Aannemen" not in sign_in(Role.TREASURER).get(f"/bestellingen/{order_id}").text
