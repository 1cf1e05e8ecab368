"""Plans of services as they are kept with a draft: its lines are worked out anew from each."""

from sqlalchemy import delete, select

from coop.database import db
from coop.ledger.account import Account
from coop.money import Money
from invoicing.budget import line, volume
from invoicing.budget.driver import BudgetPrice, BudgetWork, Season
from invoicing.budget.entering import set_months
from invoicing.budget.line import Place
from invoicing.budget.plan import Plan, Work
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


def plan_service(year: int, cost_object_id: int, plan: Plan, seen: int) -> None:
    """Keep the plan of a service with the draft and work its lines out; raises BudgetChanged, BudgetAdopted.

    What an earlier plan put on an account and this one does not is taken off it; other lines stay as they are.
    """
    version = held(year, seen)
    before = plans(version).get(cost_object_id)
    _keep(version, cost_object_id, plan)
    found = plan.lines()
    gone = {} if before is None else dict.fromkeys(before.lines(), [Money.zero()] * 12)
    keys = _accounts({*found, *gone})
    places: dict[Place, list[Money]] = {
        (keys[number], cost_object_id): parts for number, parts in {**gone, **found}.items()
    }
    there = line.by_month(version.id)
    set_months(version, places, there)


def _keep(version: BudgetVersion, cost_object_id: int, plan: Plan) -> None:
    place = {"version_id": version.id, "cost_object_id": cost_object_id}
    for table in (BudgetPrice, BudgetWork):
        db.session.execute(
            delete(table).where(table.version_id == version.id, table.cost_object_id == cost_object_id)
        )
    volume.put(version, {cost_object_id: plan.visits})
    key = _accounts({plan.account})[plan.account]
    db.session.add(BudgetPrice(**place, account_id=key, price=plan.price, season=plan.season))
    for work in plan.works:
        db.session.add(BudgetWork(**place, engagement=work.engagement, minutes=work.minutes, rate=work.rate))
    version.changes += 1
    db.session.flush()


def _accounts(numbers: set[str]) -> dict[str, int]:
    rows = db.session.execute(select(Account.number, Account.id).where(Account.number.in_(numbers)))
    return {row.number: row.id for row in rows}
