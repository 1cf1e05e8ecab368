"""The versions of a budget, and what the database keeps whatever the code does."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import IntegrityError

from coop import clock
from coop.database import db
from coop.ledger.account import account
from coop.ledger.chart import WAGES
from coop.money import Money
from invoicing.budget import volume
from invoicing.budget.driver import BudgetPrice, BudgetWork
from invoicing.budget.entering import enter
from invoicing.budget.line import BudgetLine, year_amounts
from invoicing.budget.version import BudgetAdopted, BudgetVersion, in_force
from invoicing.budget.volume import BudgetVolume, volumes
from invoicing.exploitatie.figures import cells
from tests.invoicing.budget.cast import MEETING, YEAR, a_draft, adopted_past_the_verb, gardens, rent

pytestmark = pytest.mark.usefixtures("app")


def another(version: BudgetVersion, number: int = 2, **facts: object) -> BudgetVersion:
    """The next version, past the verb."""
    told = {"year": version.year, "made_at": clock.now(), "made_by": "command", "changes": 9, **facts}
    made = BudgetVersion(number=number, **told)
    db.session.add(made)
    db.session.flush()
    return made


def a_line(version: BudgetVersion, month: date = date(YEAR, 3, 1)) -> None:
    """Wages in March."""
    place = {"account_id": account(WAGES).id, "cost_object_id": gardens()[1]}
    db.session.add(BudgetLine(version_id=version.id, month=month, amount=Money(1), **place))
    db.session.flush()


def everything() -> BudgetVersion:
    """A version with something in each of its tables."""
    version, (income, tuin) = a_draft(), gardens()
    volume.put(version, {tuin: [1] * 12})
    db.session.add(BudgetPrice(version_id=version.id, cost_object_id=tuin, account_id=income, price=Money(2500)))
    db.session.add(
        BudgetWork(version_id=version.id, cost_object_id=tuin, engagement="employee", minutes=90, rate=Money(2400))
    )
    db.session.flush()
    return version


def test_a_draft_counts_until_one_is_adopted_and_then_the_latest_adopted_does() -> None:
    assert in_force(YEAR) is None
    first = a_draft()
    assert in_force(YEAR) == first
    volume.put(first, {gardens()[1]: [2] * 12})
    adopted_past_the_verb(first)
    second = another(first)
    a_line(second)
    assert in_force(YEAR) == first
    assert year_amounts(YEAR) == {gardens(): Money(120000), rent(): Money(60000)}
    assert volumes(YEAR) == {gardens()[1]: [2] * 12}
    assert sorted(cell.budget for cell in cells(YEAR)) == [Money(60000), Money(120000)]
    second.why = "Meer uren in het voorjaar"
    adopted_past_the_verb(second)
    assert in_force(YEAR) == second
    assert [cell.budget for cell in cells(YEAR)] == [Money(1)]


def test_an_adopted_budget_is_not_entered_any_more() -> None:
    version = a_draft()
    adopted_past_the_verb(version)
    with pytest.raises(BudgetAdopted):
        enter(YEAR, {rent(): Money(1)}, seen=version.changes)


@pytest.mark.parametrize(
    "wrong",
    [
        another,
        lambda one: a_line(one, date(YEAR + 1, 3, 1)),
        lambda one: a_line(one, date(YEAR, 3, 2)),
        lambda one: db.session.execute(update(BudgetVersion).values(number=3)),
        lambda one: db.session.execute(update(BudgetVersion).values(year=YEAR + 1)),
        lambda one: another(one, 3, year=YEAR + 1),
        lambda one: db.session.execute(update(BudgetVersion).values(year=1066)),
        lambda one: volume.put(one, {gardens()[1]: [-1] * 12}),
    ],
    ids=[
        "a second draft",
        "a line of another year",
        "a line within a month",
        "another number",
        "another year",
        "a gap",
        "no year",
        "fewer than no visits",
    ],
)
def test_the_database_refuses_what_cannot_be(wrong: Callable[[BudgetVersion], object]) -> None:
    version = a_draft()
    with pytest.raises(IntegrityError):
        wrong(version)
    db.session.rollback()


@pytest.mark.parametrize(
    "wrong",
    [
        a_line,
        lambda one: db.session.execute(update(BudgetLine).values(amount=1)),
        lambda one: db.session.execute(delete(BudgetLine)),
        lambda one: db.session.execute(update(BudgetVolume).values(visits=9)),
        lambda one: db.session.execute(delete(BudgetVolume)),
        lambda one: db.session.execute(update(BudgetPrice).values(price=1)),
        lambda one: db.session.execute(delete(BudgetPrice)),
        lambda one: db.session.execute(update(BudgetWork).values(minutes=1)),
        lambda one: db.session.execute(delete(BudgetWork)),
        lambda one: db.session.execute(update(BudgetVersion).values(adopted_on=None)),
        lambda one: db.session.execute(update(BudgetVersion).values(why="Toch maar niet")),
        lambda one: db.session.execute(text("DELETE FROM budget_version")),
    ],
)
def test_the_database_keeps_what_was_adopted(wrong: Callable[[BudgetVersion], object]) -> None:
    version = everything()
    adopted_past_the_verb(version)
    with pytest.raises(IntegrityError, match="budget:adopted"):
        wrong(version)
    db.session.rollback()


def test_no_line_moves_into_or_out_of_what_was_adopted() -> None:
    first = a_draft()
    adopted_past_the_verb(first)
    second = another(first)
    a_line(second)
    for before, after in ((first, second), (second, first)):
        with pytest.raises(IntegrityError, match="budget:adopted"), db.session.begin_nested():
            db.session.execute(
                update(BudgetLine).where(BudgetLine.version_id == before.id).values(version_id=after.id)
            )


def test_a_revision_is_not_adopted_without_a_reason() -> None:
    first = a_draft()
    adopted_past_the_verb(first)
    second = another(first)
    with pytest.raises(IntegrityError, match="why"):
        db.session.execute(update(BudgetVersion).where(BudgetVersion.id == second.id).values(adopted_on=MEETING))
    db.session.rollback()
