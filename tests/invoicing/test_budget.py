"""The budget: every cent given away, one line a place and month, and nobody overwrites a colleague."""

from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from coop.audit import AuditLine
from coop.database import db
from coop.ledger.account import account
from coop.ledger.chart import REVENUE_HIGH, WAGES
from coop.ledger.cost_object import cost_object
from coop.ledger.posting import post
from coop.money import Money
from invoicing import budget
from invoicing.budget import Budget, BudgetChanged, BudgetLine, BudgetStarted, NothingLastYear, spread
from tests.coop.ledger.cast import sale

whole = st.integers(-(10**9), 10**9).map(Money)


@given(whole, st.lists(whole, min_size=12, max_size=12))
def test_a_year_gives_every_cent_to_its_months(amount: Money, so_far: list[Money]) -> None:
    for parts in (spread(amount), spread(amount, so_far)):
        assert len(parts) == 12
        assert sum(parts) == amount


def test_a_new_amount_is_spread_evenly() -> None:
    assert spread(Money(1201)) == [Money(101), *[Money(100)] * 11]


def test_a_changed_amount_keeps_the_seasons() -> None:
    summer = [Money(0)] * 5 + [Money(100), Money(200), Money(100)] + [Money(0)] * 4
    assert spread(Money(800), summer) == [part * 2 for part in summer]


def test_an_entered_amount_stands_in_twelve_months(app: Flask) -> None:
    assert app
    place = (account(REVENUE_HIGH).id, cost_object("service", "tuin", "Tuin").id)
    budget.enter(2026, {place: Money(120000)}, seen=0)
    lines = db.session.scalars(select(BudgetLine).order_by(BudgetLine.month)).all()
    assert [line.month for line in lines] == [date(2026, month, 1) for month in range(1, 13)]
    assert {line.amount for line in lines} == {Money(10000)}
    assert budget.year_amounts(2026) == {place: Money(120000)}


def test_nothing_takes_a_line_away(app: Flask) -> None:
    assert app
    place = (account(WAGES).id, 0)
    budget.enter(2026, {place: Money(500)}, seen=0)
    budget.enter(2026, {place: Money.zero()}, seen=1)
    assert budget.year_amounts(2026) == {}


def test_who_saw_an_older_version_is_told(app: Flask) -> None:
    assert app
    place = (account(WAGES).id, 0)
    budget.enter(2026, {place: Money(500)}, seen=0)
    with pytest.raises(BudgetChanged):
        budget.enter(2026, {place: Money(700)}, seen=0)


def test_every_change_leaves_an_audit_line(app: Flask) -> None:
    assert app
    place, tuin = (account(WAGES).id, 0), cost_object("service", "tuin", "Tuin").id
    budget.enter(2026, {place: Money(500)}, seen=0)
    budget.enter(2026, {place: Money(700), (place[0], tuin): Money(100)}, seen=1)
    lines = db.session.scalars(select(AuditLine).where(AuditLine.subject == "budget:2026").order_by(AuditLine.id))
    assert [(line.what, line.was, line.now) for line in lines] == [
        (WAGES, "€ 0,00", "€ 5,00"),
        (WAGES, "€ 5,00", "€ 7,00"),
        (f"{WAGES} Tuin", "€ 0,00", "€ 1,00"),
    ]


@pytest.mark.parametrize("with_service", [True, False])
def test_the_database_keeps_one_line_a_place_and_month(app: Flask, *, with_service: bool) -> None:
    assert app
    db.session.add(Budget(year=2026))
    key = cost_object("service", "tuin", "Tuin").id if with_service else None
    for _ in range(2):
        db.session.add(
            BudgetLine(
                year=2026,
                account_id=account(WAGES).id,
                cost_object_id=key,
                month=date(2026, 3, 1),
                amount=Money(1),
            )
        )
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_last_year_begins_a_budget_in_one_go_month_by_month(app: Flask) -> None:
    assert app
    tuin = cost_object("service", "tuin", "Tuin").id
    post([sale(1, 10000, date(2025, 5, 1), tuin), sale(2, 20000, date(2025, 7, 1), tuin)])
    budget.start_from_actuals(2026)
    lines = db.session.execute(select(BudgetLine.month, BudgetLine.amount).order_by(BudgetLine.month)).all()
    assert [tuple(line) for line in lines] == [
        (date(2026, 5, 1), Money(10000)),
        (date(2026, 7, 1), Money(20000)),
    ]


def test_what_was_typed_is_never_overwritten_by_last_year(app: Flask) -> None:
    assert app
    post([sale(1, 10000, date(2025, 5, 1))])
    budget.enter(2026, {(account(WAGES).id, 0): Money(500)}, seen=0)
    with pytest.raises(BudgetStarted):
        budget.start_from_actuals(2026, seen=1)


def test_a_year_without_bookings_begins_nothing(app: Flask) -> None:
    assert app
    with pytest.raises(NothingLastYear):
        budget.start_from_actuals(2026)
