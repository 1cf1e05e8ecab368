"""An order: promised at a price, decided once, changed and withdrawn while it may be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coop.database import db
from coop.money import Money
from orders import deciding
from orders.ahead import make_jobs, plan_ahead
from orders.job import Job
from orders.order import AlreadyDecided, Order, OrderState
from orders.placing import NotThatDay, Wish, place_each
from orders.workday import earliest
from tests.members.cast import person
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]


def jobs() -> list[Job]:
    return list(db.session.scalars(select(Job).order_by(Job.due)))


def test_the_price_follows_the_answer_to_the_vat_question(app: Flask, at: At) -> None:
    with at(MONDAY):
        painting = cast.painting()
        old = cast.an_order(painting, vat_answer=True)
        new = cast.an_order(painting, vat_answer=False)
    assert (old.price, old.vat_rule) == (Money(4360), "low_dwelling_2y")
    assert (new.price, new.vat_rule) == (Money(4840), "high")  # € 40 net under 21 %


def test_a_later_change_of_the_service_does_not_touch_the_promise(app: Flask, at: At) -> None:
    with at(MONDAY):
        garden = cast.garden()
        order = cast.an_order(garden)
        garden.price = Money(9900)
        db.session.flush()
    assert order.price == Money(6000)


def test_nobody_comes_on_a_sunday_or_tomorrow(app: Flask, at: At) -> None:
    with at(MONDAY):
        garden = cast.garden()
        for day in (date(2026, 3, 8), date(2026, 3, 3)):
            with pytest.raises(NotThatDay):
                cast.an_order(garden, first_day=day)


def test_accepting_plans_the_visits_ahead_and_again_makes_none_double(app: Flask, at: At) -> None:
    with at(MONDAY):
        order = cast.an_order(frequency="weekly")
        deciding.accept(order)
        planned = [job.due for job in jobs()]
        assert planned == [order.first_day + timedelta(weeks=week) for week in range(len(planned))]
        assert len(planned) >= 5
        make_jobs([order])
        assert len(jobs()) == len(planned)
    with at(MONDAY + timedelta(weeks=1)):
        plan_ahead(MONDAY + timedelta(weeks=1))
        plan_ahead(MONDAY + timedelta(weeks=1))
        assert len(jobs()) == len(planned) + 1


def test_an_order_is_decided_once(app: Flask, at: At) -> None:
    with at(MONDAY):
        order = cast.an_order()
        deciding.accept(order)
        with pytest.raises(AlreadyDecided):
            deciding.decline(order, "geen tijd")
        with pytest.raises(AlreadyDecided):
            deciding.accept(order)


def test_declining_needs_a_reason(app: Flask, at: At) -> None:
    with at(MONDAY):
        order = cast.an_order()
        with pytest.raises(deciding.NeedsReason):
            deciding.decline(order, "  ")
        deciding.decline(order, "Wij werken niet op daken.")
    assert (order.state, order.reason) == (OrderState.DECLINED, "Wij werken niet op daken.")


def test_withdrawing_cancels_what_was_planned(app: Flask, at: At) -> None:
    with at(MONDAY):
        order = cast.an_order(frequency="weekly")
        deciding.accept(order)
        deciding.withdraw(order)
    assert order.state == OrderState.WITHDRAWN
    assert {job.state for job in jobs()} == {"cancelled"}


def test_stopping_leaves_the_visits_before_that_day(app: Flask, at: At) -> None:
    with at(MONDAY):
        order = cast.an_order(frequency="weekly")
        deciding.accept(order)
        deciding.stop(order, order.first_day + timedelta(days=8))
    assert [job.state for job in jobs()][:3] == ["planned", "planned", "cancelled"]


def test_many_orders_are_written_down_in_as_many_statements_as_two(
    app: Flask, at: At, statements: Callable[[], Any]
) -> None:
    with at(MONDAY):
        garden, who = cast.garden(), person()
        wish = Wish(garden, who, first_day=earliest(MONDAY), quantity=2000)
        with statements() as few:
            place_each([wish] * 2)
        with statements() as many:
            made = place_each([wish] * 8)
    assert len(many) == len(few)
    assert len({order.id for order in made}) == 8


def test_one_order_that_cannot_be_keeps_the_others_out(app: Flask, at: At) -> None:
    with at(MONDAY):
        garden, who = cast.garden(), person()
        good = Wish(garden, who, first_day=earliest(MONDAY), quantity=2000)
        with pytest.raises(NotThatDay):
            place_each([good, replace(good, first_day=date(2026, 3, 8))])
    assert db.session.scalars(select(Order)).all() == []
