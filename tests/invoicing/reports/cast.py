"""A wijk with a budget in two versions, the second with a plan for the gardens, and a draft for the next year."""

from datetime import date

from coop.ledger.account import account
from coop.ledger.chart import GRANTS, REVENUE_HIGH
from coop.ledger.posting import post
from coop.money import Money
from invoicing.budget.adoption import adopt
from invoicing.budget.driver import Season
from invoicing.budget.entering import enter
from invoicing.budget.plan import Plan, Work
from invoicing.budget.planning import plan_services
from invoicing.budget.revision import revise
from invoicing.budget.version import draft, in_force
from orders.service import Service
from tests.coop.ledger.cast import sale
from tests.invoicing.revenue_model.cast import RENT, a_wijk

YEAR = 2026
WHY = "De gemeente betaalt minder."
VISITS = (0, 0, 5, 10, 10, 10, 10, 10, 5, 0, 0, 0)


def a_planned_wijk() -> Service:
    """The wijk of the revenue model with its budget; returns the gardens."""
    garden, _ = a_wijk()
    key = garden.cost_object_id or 0
    post([sale(900, 45_000, date(YEAR - 1, 7, 1), key)])
    places = {
        (account(REVENUE_HIGH).id, key): Money(600_000),
        (account(GRANTS).id, 0): Money(500_000),
        (account(RENT).id, 0): Money(700_001),
    }
    enter(YEAR, places, seen=0)
    adopt(YEAR, date(2026, 1, 20), seen())
    standing = in_force(YEAR)
    assert standing is not None
    revise(YEAR, standing.changes)
    enter(YEAR, {(account(GRANTS).id, 0): Money(400_000)}, seen())
    plan = Plan(REVENUE_HIGH, VISITS, Money(10_000), Season.BY_HAND, [Work("employee", 90, Money(2_000))])
    plan_services(YEAR, {key: plan}, seen())
    return garden


def revised() -> None:
    """Let the meeting adopt the second version."""
    adopt(YEAR, date(2026, 5, 6), seen(), WHY)


def seen(year: int = YEAR) -> int:
    """How many changes the draft has."""
    found = draft(year)
    assert found is not None
    return found.changes
