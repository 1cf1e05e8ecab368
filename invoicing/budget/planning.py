"""Plans of services as they are kept with a draft: its lines are worked out anew from each."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from coop.database import db
from coop.ledger.account import Account
from coop.money import Money
from invoicing.budget import line, volume
from invoicing.budget.driver import BudgetPrice, BudgetWork, Season
from invoicing.budget.entering import set_months
from invoicing.budget.line import Place
from invoicing.budget.plan import SALES, Plan, Work
from invoicing.budget.version import BudgetVersion, held


def plans(version: BudgetVersion) -> dict[int, Plan]:
    """The plans kept with a version, by the key of their cost object."""
    visits = volume.volumes_of(version.id)
    works: dict[int, list[Work]] = {}
    for work in db.session.scalars(
        select(BudgetWork).where(BudgetWork.version_id == version.id).order_by(BudgetWork.engagement)
    ):
        works.setdefault(work.cost_object_id, []).append(Work(work.engagement, work.minutes, work.rate))
    prices = db.session.execute(
        select(BudgetPrice, Account.number)
        .join(Account, Account.id == BudgetPrice.account_id)
        .where(BudgetPrice.version_id == version.id)
    )
    return {
        price.cost_object_id: Plan(
            number,
            tuple(visits.get(price.cost_object_id, [0] * 12)),
            price.price,
            Season(price.season),
            works.get(price.cost_object_id, ()),
        )
        for price, number in prices
    }


def plan_services(year: int, wanted: Mapping[int, Plan], seen: int) -> None:
    """Keep the plans of services with the draft and work their lines out; raises BudgetChanged, BudgetAdopted.

    A plan is all that the jobs of a service bring in: what stood on another account of sales is taken off it, and
    so are the hours of an earlier plan. Other lines stay as they are.
    """
    version = held(year, seen)
    there, before = line.by_month(version.id), plans(version)
    numbers = {row.id: row.number for row in db.session.execute(select(Account.id, Account.number))}
    accounts = {number: key for key, number in numbers.items()}
    places: dict[Place, list[Money]] = {
        place: [Money.zero()] * 12 for place in there if place[1] in wanted and numbers[place[0]] in SALES
    }
    for key, plan in wanted.items():
        if key in before:
            places |= {(accounts[number], key): [Money.zero()] * 12 for number in before[key].lines()}
        places |= {(accounts[number], key): parts for number, parts in plan.lines().items()}
    _keep(version, wanted, accounts)
    set_months(version, places, there)


def _keep(version: BudgetVersion, wanted: Mapping[int, Plan], accounts: Mapping[str, int]) -> None:
    for table in (BudgetPrice, BudgetWork):
        db.session.execute(
            delete(table).where(table.version_id == version.id, table.cost_object_id.in_(list(wanted)))
        )
    volume.put(version, {key: plan.visits for key, plan in wanted.items()})
    for key, plan in wanted.items():
        place = {"version_id": version.id, "cost_object_id": key}
        account_id = accounts[plan.account]
        db.session.add(BudgetPrice(**place, account_id=account_id, price=plan.price, season=plan.season))
        for one in plan.works:
            db.session.add(BudgetWork(**place, engagement=one.engagement, minutes=one.minutes, rate=one.rate))
    version.changes += 1
    db.session.flush()
