"""A budget the tests begin with: gardens, and the rent of the shop."""

from datetime import date

from sqlalchemy import update

from coop.database import db
from coop.ledger.account import account
from coop.ledger.chart import REVENUE_HIGH
from coop.ledger.cost_object import cost_object
from coop.money import Money
from invoicing.budget.entering import enter
from invoicing.budget.line import Place
from invoicing.budget.version import BudgetVersion, draft

YEAR = 2026
RENT = "45105"
MEETING = date(2025, 12, 11)


def gardens() -> Place:
    """The income of the gardens."""
    return account(REVENUE_HIGH).id, cost_object("service", "tuin", "Tuinonderhoud").id


def rent() -> Place:
    """What the shop costs."""
    return account(RENT).id, 0


def a_draft(year: int = YEAR) -> BudgetVersion:
    """Twelve hundred euros of gardens and six hundred of rent."""
    enter(year, {gardens(): Money(120000), rent(): Money(60000)}, seen=0)
    found = draft(year)
    assert found is not None
    return found


def adopted_past_the_verb(version: BudgetVersion) -> None:
    """Write the day of the meeting straight into the database."""
    db.session.execute(update(BudgetVersion).where(BudgetVersion.id == version.id).values(adopted_on=MEETING))
    db.session.refresh(version)
