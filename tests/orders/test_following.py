"""The private page of an order: the next visits and the last first, however long it runs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop.database import db
from orders.job import Job
from orders.order import Order
from tests.invoicing.cast import wijk
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]


def visits_of(order: Order) -> list[Job]:
    return list(db.session.scalars(select(Job).where(Job.order_id == order.id).order_by(Job.day)))


def test_a_weekly_garden_shows_the_last_visit_and_the_next_three(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        wijk()
        order = cast.an_order(frequency="weekly")
        cast.a_job(order)
        visits = visits_of(order)
        for visit in visits[:2]:
            visit.close()
    with at(visits[2].day - timedelta(days=1)):
        page = client.get(f"/bestelling/{order.token}").text.partition("<main")[2]
    first_seen = page[: page.index("<details")]
    assert "Eerdere keren (1)" in page
    assert f"Alle dagen die gepland zijn ({len(visits) - 2})" in page
    assert first_seen.count("<article") == 4
    assert first_seen.count("Gedaan.") == 1


def test_when_all_is_done_it_says_so_and_offers_the_same_again(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        wijk()
        order = cast.an_order()
        assert "Nog eens bestellen" not in client.get(f"/bestelling/{order.token}").text, (
            "it was only just ordered"
        )
        job = cast.a_job(order)
        assert job.order is not None
        assert "We komen." in client.get(f"/bestelling/{job.order.token}").text
        job.close()
        page = client.get(f"/bestelling/{job.order.token}").text
    for words in ("We zijn geweest.", "Wanneer we kwamen", "Nog eens bestellen"):
        assert words in page


def test_a_page_of_many_visits_asks_as_many_statements_as_one_of_few(
    app: Flask, client: FlaskClient, at: At, statements: Callable[[], Any]
) -> None:
    counts = []
    with at(MONDAY):
        wijk()
        garden = cast.garden()
        for frequency in ("once", "weekly"):
            order = cast.an_order(garden, frequency=frequency)
            cast.a_job(order)
            db.session.commit()
            with statements() as seen:
                assert client.get(f"/bestelling/{order.token}").status_code == 200
            counts.append(len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1] <= 9
