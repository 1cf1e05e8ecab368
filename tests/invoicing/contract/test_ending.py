"""A contract ends by itself or early; what was done stays, and nothing is counted twice."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.money import Money
from coop.period import DateRange
from invoicing.contract import ending, progress
from invoicing.contract.contract import Contract
from invoicing.contract.part import PartState, due_days, of_contract
from invoicing.exploitatie.commitment import committed
from invoicing.quotation.quotation import Pays
from orders import deciding
from orders.ahead import plan_ahead
from orders.finishing import finish_orders
from orders.job import Job, JobState
from orders.order import Order
from tests.invoicing import cast as invoicing_cast
from tests.invoicing.quotation import cast

TODAY = date(2026, 3, 16)
STOP = date(2026, 4, 20)


@pytest.fixture
def _wijk(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        invoicing_cast.wijk()
        yield


@pytest.mark.usefixtures("_wijk")
def test_an_early_end_needs_a_reason_and_a_day_to_come() -> None:
    cast.accepted()
    contract = db.session.scalars(select(Contract)).one()
    for on, why in ((TODAY - timedelta(days=1), "Verkocht."), (STOP, " ")):
        with pytest.raises(ending.NeedsReason):
            ending.end(contract, on, why)
    ending.end(contract, STOP, "De tuin is verkocht.")
    with pytest.raises(ending.NotRunning):
        ending.end(contract, STOP, "Nog eens.")


@pytest.mark.usefixtures("_wijk")
def test_work_that_is_paid_in_instalments_ends_with_its_contract_only(client: FlaskClient) -> None:
    cast.accepted(pays=Pays.MONTH, asked=Money(70000))
    order = db.session.scalars(select(Order)).one()
    assert order.in_instalments
    for end in (deciding.withdraw, lambda one: deciding.stop(one, STOP)):
        with pytest.raises(deciding.EndsWithContract):
            end(order)
    db.session.commit()
    page = f"/bestelling/{order.token}"
    shown = client.get(page).text
    assert "herroepen" not in shown
    assert "Stoppen" not in shown
    refused = client.post(f"{page}/herroepen")
    assert "Het stopt als het contract stopt." in refused.text
    assert len([part for part in committed(TODAY.year, TODAY) if part.source.startswith("contract:")]) > 0


@pytest.mark.usefixtures("_wijk")
@pytest.mark.parametrize("pays", list(Pays))
def test_after_an_early_end_we_come_no_more_and_ask_no_more(pays: Pays) -> None:
    cast.accepted(pays=pays, asked=Money(70000))
    contract = db.session.scalars(select(Contract)).one()
    with clock.at(cast.BEGIN):
        plan_ahead(cast.BEGIN)
        ending.end(contract, STOP, "De tuin is verkocht.")
        plan_ahead(cast.BEGIN)
    order = db.session.scalars(select(Order)).one()
    jobs = db.session.scalars(select(Job).order_by(Job.due)).all()
    assert [job.due for job in jobs if job.state == JobState.PLANNED] == [date(2026, 4, 7)]
    assert order.end_day == STOP
    assert {part.state for part in of_contract(contract.id)} <= {PartState.DROPPED}
    left = [row.net for row in committed(2026, cast.BEGIN) if row.cost_object_id == contract.cost_object_id]
    assert left == ([Money(70000)] if pays == Pays.VISIT else [])


@pytest.mark.usefixtures("_wijk")
def test_a_contract_is_over_when_all_is_done_and_asked() -> None:
    cast.accepted()
    contract = db.session.scalars(select(Contract)).one()
    ending.finish(cast.END)
    assert contract.is_running
    for job in db.session.scalars(select(Job)):
        job.close()
    finish_orders(cast.END)
    ending.finish(cast.END)
    assert (contract.state, contract.ended_on, contract.ended_why) == ("ended", cast.END, "")


@pytest.mark.usefixtures("_wijk")
@pytest.mark.parametrize("pays", list(Pays))
def test_agreed_and_invoiced_are_together_the_price_and_never_more(pays: Pays) -> None:
    """Over the years it runs: what a year counts as agreed no other year does."""
    cast.accepted(pays=pays, asked=Money(123457), end=date(2028, 2, 1), frequency="monthly")
    contract = db.session.scalars(select(Contract)).one()
    years = [committed(year, TODAY) for year in (2026, 2027, 2028)]
    found = [row.net for rows in years for row in rows if row.cost_object_id == contract.cost_object_id]
    assert sum(found, Money.zero()) + progress.of(contract).invoiced == contract.net


@settings(max_examples=60)
@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(1, 800), st.booleans())
def test_instalments_are_asked_within_the_period_one_a_month(begin: date, days: int, monthly: bool) -> None:
    stretch = DateRange(begin, begin + timedelta(days=days))
    asked = due_days(stretch, monthly=monthly)
    assert asked == sorted(set(asked))
    assert all(stretch.contains(day) for day in asked)
    assert asked[-1] == begin + timedelta(days=days - 1)
    assert len({(day.year, day.month) for day in asked}) == len(asked)


@pytest.mark.usefixtures("_wijk")
def test_the_customers_own_number_stands_on_what_is_still_to_be_invoiced() -> None:
    cast.accepted()
    contract = db.session.scalars(select(Contract)).one()
    ending.refer(contract, " PO-1 ")
    assert [order.reference for order in progress.orders_of(contract)] == ["PO-1"]
