"""How earlier years went over their months: the season of an account and service, and of the visits."""

from datetime import date

from sqlalchemy import select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.total import Total
from invoicing.budget.actuals import invoiced
from invoicing.budget.line import Place
from invoicing.budget.spread import pattern

YEARS = 3
"""One odd spring says little, and what was long ago was another wijk."""


def of_place(year: int, place: Place) -> list[int] | None:
    """The weights of an account and service over the months, from what was booked in the years before."""
    found = {before: [0] * 12 for before in range(year - YEARS, year)}
    for row in db.session.execute(
        select(Total.month, Total.debit, Total.credit, Account.side)
        .join(Account, Account.id == Total.account_id)
        .where(
            Total.account_id == place[0],
            Total.cost_object_id == place[1],
            Total.month >= date(year - YEARS, 1, 1),
            Total.month < date(year, 1, 1),
        )
    ):
        moved = (row.debit - row.credit).cents
        found[row.month.year][row.month.month - 1] = moved if row.side == "D" else -moved
    return pattern(found.values())


def of_visits(year: int, cost_object_id: int) -> list[int] | None:
    """The weights of the visits of a service, from what was invoiced in the years before."""
    nothing = [0] * 12
    return pattern([invoiced(before).get(cost_object_id, nothing) for before in range(year - YEARS, year)])
