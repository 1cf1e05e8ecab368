"""Entering a budget: one line a place and month, every change in the trail, and nobody overwrites a colleague."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from coop.audit import AuditLine
from coop.database import db
from coop.ledger.account import account
from coop.ledger.chart import WAGES
from coop.ledger.cost_object import cost_object
from coop.money import Money
from invoicing.budget.entering import enter
from invoicing.budget.line import BudgetLine, year_amounts
from invoicing.budget.version import BudgetChanged
from tests.invoicing.budget.cast import a_draft, gardens

pytestmark = pytest.mark.usefixtures("app")


def test_an_entered_amount_stands_in_twelve_months() -> None:
    place = gardens()
    enter(2026, {place: Money(120000)}, seen=0)
    lines = db.session.scalars(select(BudgetLine).order_by(BudgetLine.month)).all()
    assert [line.month for line in lines] == [date(2026, month, 1) for month in range(1, 13)]
    assert {line.amount for line in lines} == {Money(10000)}
    assert year_amounts(2026) == {place: Money(120000)}


def test_nothing_takes_a_line_away() -> None:
    place = (account(WAGES).id, 0)
    enter(2026, {place: Money(500)}, seen=0)
    enter(2026, {place: Money.zero()}, seen=1)
    assert year_amounts(2026) == {}


def test_who_saw_it_before_a_colleague_changed_it_is_told() -> None:
    place = (account(WAGES).id, 0)
    enter(2026, {place: Money(500)}, seen=0)
    with pytest.raises(BudgetChanged):
        enter(2026, {place: Money(700)}, seen=0)


def test_every_change_leaves_an_audit_line() -> None:
    place, tuin = (account(WAGES).id, 0), cost_object("service", "tuin", "Tuin").id
    enter(2026, {place: Money(500)}, seen=0)
    enter(2026, {place: Money(700), (place[0], tuin): Money(100)}, seen=1)
    lines = db.session.scalars(select(AuditLine).where(AuditLine.subject == "budget:2026").order_by(AuditLine.id))
    assert [(line.what, line.was, line.now) for line in lines] == [
        (WAGES, "€ 0,00", "€ 5,00"),
        (WAGES, "€ 5,00", "€ 7,00"),
        (f"{WAGES} Tuin", "€ 0,00", "€ 1,00"),
    ]


@pytest.mark.parametrize("with_service", [True, False])
def test_the_database_keeps_one_line_a_place_and_month(*, with_service: bool) -> None:
    version = a_draft()
    key = cost_object("service", "tuin", "Tuin").id if with_service else None
    for _ in range(2):
        db.session.add(
            BudgetLine(
                version_id=version.id,
                account_id=account(WAGES).id,
                cost_object_id=key,
                month=date(2026, 3, 1),
                amount=Money(1),
            )
        )
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
