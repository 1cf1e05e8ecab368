"""What is certain of the months ahead: agreements by the month they fall in, and what is spread over months.

A recurring order is agreed as one amount with so many visits; here it falls apart by the days of those visits.
Work counts in the month in which it is invoiced, for there the books will have it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.monthly import steps
from coop.ledger.schedule.schedule import schedules
from coop.period import next_month
from invoicing.exploitatie.commitment import Commitment, committed
from invoicing.forecast.lag import invoiced_after
from invoicing.forecast.names import Key
from invoicing.grants import grant
from orders.order import Order

WORK = ("job:", "order:")
SPREAD = ("grant:", "schedule:")
"""What goes over months by itself; it is read here month by month, also past the end of the year."""
Amounts = Mapping[tuple[Key, date], int]
Sides = Mapping[str, tuple[str, str]]
"""The side and the kind of each account, by its number."""


@dataclass(frozen=True)
class Certain:
    """Whole cents by service or cost and month: what is agreed, and what grants and schedules bring."""

    agreed: Amounts
    spread: Amounts
    rows: Sequence[tuple[date, Commitment]] = ()
    """Each agreement with the month in which it comes into the books."""


def certain(today: date, end: date) -> Certain:
    """Everything that falls from this month up to the month of a day, which no longer belongs to it."""
    accounts = db.session.execute(select(Account.number, Account.side, Account.kind))
    sides = {number: (side, kind) for number, side, kind in accounts}
    running = today.replace(day=1)
    _days, later = invoiced_after(today)
    agreed: dict[tuple[Key, date], int] = defaultdict(int)
    rows = [(max(running, _booked_in(row, later)), row) for row in agreements(today, end)]
    for month, row in rows:
        key = _key(row.account, row.cost_object_id, sides)
        if key is not None:
            agreed[key, month] += row.net.cents
    return Certain(agreed, _spread(running, end, sides), rows)


def agreements(today: date, end: date) -> list[Commitment]:
    """What is agreed up to a day, each visit by its own day; without what is spread over months."""
    found = [
        row
        for number in range(today.year, end.year + 1)
        for row in committed(number, today)
        if not row.source.startswith(SPREAD)
    ]
    days = _visits([row for row in found if row.visits > 1])
    return [part for row in found for part in _apart(row, days.get(row.under, ())) if part.day < end]


def _booked_in(row: Commitment, later: int) -> date:
    """The first day of the month in which it comes into the books; work is invoiced so many months later."""
    month = row.day.replace(day=1)
    if row.source.startswith(WORK):
        for _ in range(later):
            month = next_month(month)
    return month


def _apart(row: Commitment, days: Sequence[date]) -> Iterator[Commitment]:
    falls = [day for day in days if day >= row.day and day.year == row.day.year]
    if len(falls) != row.visits:
        yield row
        return
    for day, net in zip(falls, row.net.split([1] * len(falls)), strict=True):
        yield replace(row, day=day, net=net, visits=1)


def _visits(rows: Iterable[Commitment]) -> dict[str, list[date]]:
    """Every visit of the recurring orders among these, by the name of the order."""
    stretches: dict[str, tuple[date, date]] = {}
    for row in rows:
        begin, end = stretches.get(row.under, (row.day, row.day))
        stretches[row.under] = min(begin, row.day), max(end, date(row.day.year + 1, 1, 1))
    keys = [int(name.removeprefix("order:")) for name in stretches if name.startswith("order:")]
    if not keys:
        return {}
    orders = db.session.scalars(select(Order).where(Order.id.in_(keys)))
    return {
        f"order:{one.id}": [visit.due for visit in one.pattern.visits(*stretches[f"order:{one.id}"])]
        for one in orders
    }


def _spread(running: date, end: date, sides: Sides) -> Amounts:
    kinds = {number: kind for number, (_side, kind) in sides.items()}
    plans = [one.monthly(kinds) for one in schedules()] + [one.monthly() for one in grant.grants()]
    found: dict[tuple[Key, date], int] = defaultdict(int)
    for plan, run in zip(plans, steps(plans), strict=True):
        for line, sign in ((plan.debit, 1), (plan.credit, -1)):
            key = _key(line.account, line.cost_object or 0, sides)
            if key is None:
                continue
            for step in run:
                month = max(running, step.part.month)
                if step.transaction_id is None and month < end:
                    found[key, month] += step.part.amount.cents * (sign if key[0] == "D" else -sign)
    return found


def _key(number: str, cost_object_id: int, sides: Sides) -> Key | None:
    """What an amount counts for: income for its service, costs for their account; nothing on the balance sheet."""
    side, kind = sides[number]
    if kind != "P":
        return None
    return (side, str(cost_object_id)) if side == "C" else (side, number)
