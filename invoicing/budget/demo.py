"""The demo of the budget: the first by estimate, the next from the year before, each adopted and revised once."""

import random
from datetime import date, timedelta

from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.demo import scaled
from coop.ledger import chart
from coop.ledger.account import Account
from coop.money import Money
from invoicing.budget.actuals import NothingLastYear, start_from_actuals
from invoicing.budget.adoption import adopt
from invoicing.budget.driver import Season
from invoicing.budget.entering import enter
from invoicing.budget.line import Place, year_amounts
from invoicing.budget.plan import Plan
from invoicing.budget.planning import plan_services
from invoicing.budget.proposal import plannable, proposal
from invoicing.budget.revision import revise
from invoicing.budget.spread import EVENLY, share_out
from invoicing.budget.version import BudgetVersion, in_force, versions

FIRST_YEAR = 2025
VISITS = 110
"""So many visits of each service the first budget counts on."""
WORK_BASIS_POINTS = 2500
"""What part of its income a service is thought to spend on hours that are told for it."""
RENT = "45105"
WHOLE_YEAR = {
    chart.WAGES: 4_600_000,
    "40140": 370_000,
    "40310": 880_000,
    chart.GRANTS: 1_500_000,
    chart.CONTRIBUTIONS: 90_000,
    RENT: 660_000,
    "46110": 42_000,
    "46152": 36_000,
    "46301": 95_000,
    "46801": 60_000,
}
"""What belongs to no service, in cents: wages and what comes on top, grant, contributions, rent, office."""
ADOPTED, REVISED = (1, 22), (5, 28)
"""Month and day of the members' meetings."""
DEARER = 600
"""Basis points that the rent goes up in the revision."""
WHY = "De huur van de wijkwinkel gaat in juni omhoog."


def settle(_random: random.Random) -> None:
    """Make the first budget, before anything is known."""
    accounts = _accounts()
    amounts = {(accounts[number], 0): Money(scaled(cents)) for number, cents in WHOLE_YEAR.items()}
    enter(FIRST_YEAR, amounts, seen=0)
    work: dict[Place, Money] = {}
    plans: dict[int, Plan] = {}
    for service in plannable():
        found = proposal(FIRST_YEAR, service.cost_object_id)
        visits = tuple(share_out(scaled(VISITS), service.season or EVENLY))
        plan = Plan(found.account, visits, found.price, Season.SERVICE if service.season else Season.EVEN)
        plans[service.cost_object_id] = plan
        work[accounts[chart.WAGES], service.cost_object_id] = (plan.price * plan.count).share(WORK_BASIS_POINTS)
    plan_services(FIRST_YEAR, plans, _last(FIRST_YEAR).changes)
    enter(FIRST_YEAR, work, seen=_last(FIRST_YEAR).changes)


def live(_random: random.Random, month: date, until: date) -> None:
    """Begin the new budget on New Year's Day with round figures, adopt it in January, and revise it in May."""
    year = month.year
    if month.month == 1 and year != FIRST_YEAR and not _begun(year):
        return
    if in_force(year) is None:
        return
    if _is_over(date(year, *ADOPTED), month, until):
        with clock.at(date(year, *ADOPTED)):
            adopt(year, clock.today(), _last(year).changes)
    if _is_over(date(year, *REVISED), month, until):
        with clock.at(date(year, *REVISED)):
            place = _accounts()[RENT], 0
            rent = year_amounts(year).get(place, Money(WHOLE_YEAR[RENT]))
            made = revise(year, _last(year).changes)
            enter(year, {place: rent + rent.share(DEARER)}, made.changes)
            adopt(year, clock.today(), made.changes, WHY)


def summary() -> dict[str, object]:
    """How many versions this year's budget has."""
    return {"versies van de begroting": len(versions(clock.today().year))}


def _begun(year: int) -> bool:
    try:
        begun = start_from_actuals(year)
    except NothingLastYear:
        return False
    rounded = {place: Money(round(amount.cents, -4)) for place, amount in year_amounts(year).items()}
    enter(year, rounded, begun.changes)
    return True


def _is_over(day: date, month: date, until: date) -> bool:
    return month <= day < until - timedelta(days=1)


def _last(year: int) -> BudgetVersion:
    return versions(year)[-1]


def _accounts() -> dict[str, int]:
    return {row.number: row.id for row in db.session.execute(select(Account.number, Account.id))}
