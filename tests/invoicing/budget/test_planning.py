"""Plans are kept with the draft, and its lines follow when a plan changes."""

from datetime import date

import pytest

from coop import clock
from coop.ledger.account import account
from coop.ledger.chart import ALLOWANCES, GRANTS, REVENUE_HIGH, REVENUE_LOW, REVENUE_MUNICIPALITY, WAGES
from coop.ledger.cost_object import cost_object
from coop.money import Money
from invoicing import billing_run, cost_rate
from invoicing.budget.driver import Season
from invoicing.budget.entering import enter
from invoicing.budget.line import year_amounts
from invoicing.budget.plan import Plan, Work
from invoicing.budget.planning import plan_services, plans
from invoicing.budget.proposal import plannable, proposal
from invoicing.budget.version import draft
from invoicing.budget.volume import volumes
from tests.invoicing.budget.cast import YEAR, a_draft, gardens, rent
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import person

pytestmark = pytest.mark.usefixtures("app")
SUMMER = (*[0] * 5, 10, 10, 10, *[0] * 4)


def seen() -> int:
    """How many changes there were."""
    found = draft(YEAR)
    return found.changes if found else 0


def test_a_plan_makes_lines_and_stays_to_be_changed() -> None:
    a_draft()
    revenue, tuin = gardens()
    wages, allowances = account(WAGES).id, account(ALLOWANCES).id
    works = [Work("employee", 90, Money(2400)), Work("volunteer", 60, Money(300))]
    plan = Plan(REVENUE_HIGH, SUMMER, Money(5000), Season.BY_HAND, works)
    plan_services(YEAR, {tuin: plan}, seen())
    assert year_amounts(YEAR) == {
        (revenue, tuin): Money(150000),
        (wages, tuin): Money(108000),
        (allowances, tuin): Money(9000),
        rent(): Money(60000),
    }
    assert volumes(YEAR) == {tuin: list(SUMMER)}
    found = draft(YEAR)
    assert found is not None
    assert plans(found) == {tuin: plan}
    fewer = Plan(REVENUE_HIGH, SUMMER, Money(4000), Season.BY_HAND, works[:1])
    plan_services(YEAR, {tuin: fewer}, seen())
    assert plans(found) == {tuin: fewer}
    assert year_amounts(YEAR) == {
        (revenue, tuin): Money(120000),
        (wages, tuin): Money(108000),
        rent(): Money(60000),
    }


def test_a_plan_begins_with_the_price_and_the_jobs_of_last_year() -> None:
    wijk()
    tuin, fatima = service(season_opens=4, season_closes=9, frequencies=["season"]), person()
    cost_rate.set_rate("employee", date(2025, 1, 1), Money(2400))
    for cents in (6050, 12100):
        done_job(fatima, tuin, date(2025, 5, 4), cents)
    with clock.at(date(2025, 6, 1)):
        billing_run.confirm(date(2025, 6, 1))
    with clock.at(date(2025, 12, 1)):
        found = proposal(YEAR, tuin.cost_object_id or 0)
    works = [Work("employee", 90, Money(2400))]  # as the catalogue says, for no hours were kept
    assert found == Plan(REVENUE_HIGH, (*[0] * 5, 2, *[0] * 6), Money(7500), works=works)
    [planned] = plannable()
    assert (planned.name, planned.season) == ("Tuinonderhoud", [0] * 3 + [1] * 6 + [0] * 3)


def test_a_new_service_is_planned_by_its_price_in_the_catalogue_without_vat() -> None:
    tuin = service(price=Money(6050), minutes=90, people=2)
    cost_rate.set_rate("employee", date(2025, 1, 1), Money(2400))
    found = proposal(YEAR, tuin.cost_object_id or 0)
    assert found == Plan(REVENUE_HIGH, (0,) * 12, Money(5000), works=[Work("employee", 180, Money(2400))])


def test_a_plan_is_all_that_the_jobs_of_a_service_bring_in() -> None:
    tuin = gardens()[1]
    low, grants = account(REVENUE_LOW).id, account(GRANTS).id
    a_draft()
    enter(YEAR, {(low, tuin): Money(9900), (grants, tuin): Money(500000)}, seen())
    plan_services(YEAR, {tuin: Plan(REVENUE_HIGH, SUMMER, Money(5000))}, seen())
    assert year_amounts(YEAR) == {
        gardens(): Money(150000),
        (grants, tuin): Money(500000),
        rent(): Money(60000),
    }


def test_a_project_is_planned_too() -> None:
    square = cost_object("project", "plein", "Plein opknappen").id
    a_draft()
    assert [(one.name, one.season) for one in plannable()] == [("Plein opknappen", None)]
    assert proposal(YEAR, square) == Plan(REVENUE_MUNICIPALITY, (0,) * 12, Money.zero())
    plan = Plan(REVENUE_MUNICIPALITY, (1,) * 12, Money.zero(), works=[Work("employee", 600, Money(2400))])
    plan_services(YEAR, {square: plan}, seen())
    assert year_amounts(YEAR)[account(WAGES).id, square] == Money(12 * 24000)
