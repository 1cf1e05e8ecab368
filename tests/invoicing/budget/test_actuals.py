"""A budget that begins with the year before."""

from datetime import date

import pytest
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.ledger.account import account
from coop.ledger.chart import REVENUE_HIGH, WAGES
from coop.ledger.cost_object import cost_object
from coop.ledger.posting import post
from coop.money import Money
from invoicing import billing_run
from invoicing.budget.actuals import BudgetStarted, NothingLastYear, start_again, start_from_actuals, told
from invoicing.budget.entering import enter
from invoicing.budget.line import BudgetLine, year_amounts
from invoicing.budget.volume import volumes
from tests.coop.ledger.cast import sale
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import person

pytestmark = pytest.mark.usefixtures("app")


def test_last_year_begins_a_budget_in_one_go_month_by_month() -> None:
    tuin = cost_object("service", "tuin", "Tuin").id
    post([sale(1, 10000, date(2025, 5, 1), tuin), sale(2, 20000, date(2025, 7, 1), tuin)])
    start_from_actuals(2026)
    lines = db.session.execute(select(BudgetLine.month, BudgetLine.amount).order_by(BudgetLine.month)).all()
    assert [tuple(line) for line in lines] == [
        (date(2026, 5, 1), Money(10000)),
        (date(2026, 7, 1), Money(20000)),
    ]


def test_the_jobs_that_were_invoiced_come_along_in_the_month_of_their_invoice() -> None:
    wijk()
    tuin, fatima = service(), person()
    for day in (date(2026, 5, 4), date(2026, 5, 6), date(2026, 6, 8)):
        done_job(fatima, tuin, day)
    for month in (6, 7):
        with clock.at(date(2026, month, 1)):
            billing_run.confirm(date(2026, month, 1))
    done_job(fatima, tuin, date(2026, 7, 2))
    with clock.at(date(2027, 1, 2)):
        start_from_actuals(2027)
    assert volumes(2027) == {tuin.cost_object_id: [0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0]}


def test_in_autumn_the_months_to_come_are_those_of_the_year_before() -> None:
    tuin = cost_object("service", "tuin", "Tuin").id
    days = date(2025, 5, 1), date(2025, 11, 1), date(2026, 5, 1), date(2026, 10, 1)
    post([sale(number, 1000 * number, day, tuin) for number, day in enumerate(days, 1)])
    with clock.at(date(2026, 10, 15)):
        start_from_actuals(2027)
        assert "komen uit" in told(2027)
    lines = db.session.execute(select(BudgetLine.month, BudgetLine.amount).order_by(BudgetLine.month)).all()
    assert [tuple(line) for line in lines] == [
        (date(2027, 5, 1), Money(3000)),
        (date(2027, 11, 1), Money(2000)),
    ]


def test_a_budget_that_was_emptied_can_be_begun_again() -> None:
    post([sale(1, 10000, date(2025, 5, 1))])
    begun = start_from_actuals(2026)
    start_again(2026, begun.changes)
    assert year_amounts(2026) == {}
    start_from_actuals(2026, begun.changes)
    assert year_amounts(2026) == {(account(REVENUE_HIGH).id, 0): Money(10000)}


def test_what_was_typed_is_never_overwritten_by_last_year() -> None:
    post([sale(1, 10000, date(2025, 5, 1))])
    enter(2026, {(account(WAGES).id, 0): Money(500)}, seen=0)
    with pytest.raises(BudgetStarted):
        start_from_actuals(2026, seen=1)


def test_a_year_without_bookings_begins_nothing() -> None:
    with pytest.raises(NothingLastYear):
        start_from_actuals(2026)
