"""Entering a budget: amounts of a year by hand, which keep the months they had."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from coop import audit
from coop.database import db
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.money import Money
from invoicing.budget import line
from invoicing.budget.line import Place
from invoicing.budget.spread import spread
from invoicing.budget.version import BudgetVersion, held


def enter(year: int, amounts: Mapping[Place, Money], seen: int) -> None:
    """Set the year amount of these places, on the side on which each account grows; nothing removes a line.

    What did not change keeps its months. `seen` is the number of changes the person knew of; raises BudgetChanged,
    BudgetAdopted.
    """
    version = held(year, seen)
    there = line.by_month(version.id)
    set_months(
        version,
        {
            place: spread(amount, there.get(place, ()))
            for place, amount in amounts.items()
            if amount != sum(there.get(place, ()), Money.zero())
        },
        there,
    )


def enter_months(year: int, place: Place, parts: Sequence[Money], seen: int) -> None:
    """Let one place have exactly these twelve months; raises BudgetChanged, BudgetAdopted."""
    version = held(year, seen)
    set_months(version, {place: parts}, line.by_month(version.id))


def set_months(
    version: BudgetVersion, places: Mapping[Place, Sequence[Money]], there: Mapping[Place, Sequence[Money]]
) -> None:
    """Let a draft that is held have these months, with a line in the audit trail for each place that changed."""
    changed = {place: parts for place, parts in places.items() if list(parts) != list(there.get(place, ()))}
    if changed:
        for place, name in names(changed).items():
            was, now = (sum(parts, Money.zero()) for parts in (there.get(place, ()), changed[place]))
            audit.record(f"budget:{version.year}", name[:60], was, now)
        line.put(version, changed)
        version.changes += 1
    db.session.flush()


def names(places: Iterable[Place]) -> dict[Place, str]:
    """The number of the account and the name of the service, of each place."""
    accounts = {key: number for key, number in db.session.execute(select(Account.id, Account.number))}  # noqa: C416 - rows, not pairs
    objects = {key: name for key, name in db.session.execute(select(CostObject.id, CostObject.name))}  # noqa: C416
    return {
        (account_id, object_id): f"{accounts[account_id]} {objects.get(object_id, '')}".strip()
        for account_id, object_id in places
    }
