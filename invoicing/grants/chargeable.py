"""The booked costs that the rules of grants may take, and that were not charged or left out yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from coop.database import Model, db
from coop.ledger.account import Account
from coop.ledger.transaction import Entry, Transaction
from invoicing.grants.charging import Charge, Cost, Purse
from orders.hours import HourEntry

_ASKED = 500
_REVERSED = aliased(Entry)


@dataclass(frozen=True, slots=True)
class Found:
    """The costs, and of what some of them reverse, how that was charged."""

    costs: Sequence[Cost]
    there: dict[int, Charge]


def costs(purses: Sequence[Purse]) -> Found:
    """In one statement, and one for the hours where a grant pays no more than so much for an hour."""
    # By its table: the file of the charges leans on this one.
    charge = Model.metadata.tables["grant_charge"]
    before = charge.alias("before")
    query = (
        select(
            Entry.id,
            Entry.date,
            Entry.cents,
            Account.number,
            Entry.cost_object_id,
            _REVERSED.id.label("reverses"),
            Transaction.source,
            before.c.grant_id,
            before.c.activity_id,
            before.c.amount,
        )
        .join(Account, Account.id == Entry.account_id)
        .join(Transaction, Transaction.id == Entry.transaction_id)
        .outerjoin(
            _REVERSED,
            and_(_REVERSED.transaction_id == Transaction.reversal_of, _REVERSED.position == Entry.position),
        )
        .outerjoin(charge, charge.c.entry_id == Entry.id)
        .outerjoin(before, before.c.entry_id == _REVERSED.id)
        .where(Account.kind == "P", Account.side == "D", charge.c.entry_id.is_(None), or_(*_fits(purses)))
        .order_by(Entry.id)
    )
    rows = db.session.execute(query).all()
    found = [Cost(row.id, row.date, row.cents, row.number, row.cost_object_id, row.reverses) for row in rows]
    there = {
        row.reverses: Charge(row.reverses, row.grant_id, row.activity_id, row.amount)
        for row in rows
        if row.reverses is not None and row.amount is not None
    }
    if any(purse.hour_limit for purse in purses):
        minutes = minutes_of([row.source for row in rows])
        found = [replace(cost, minutes=minutes.get(row.source)) for cost, row in zip(found, rows, strict=True)]
    return Found(found, there)


def minutes_of(sources: Sequence[str]) -> dict[str, int]:
    """How long was worked, for the sources that are hours."""
    keys = [int(key) for kind, _, key in (source.partition(":") for source in sources) if _is_hours(kind, key)]
    found: dict[str, int] = {}
    for first in range(0, len(keys), _ASKED):
        some = HourEntry.id.in_(keys[first : first + _ASKED])
        for id_, minutes in db.session.execute(select(HourEntry.id, HourEntry.minutes).where(some)):
            found[f"hours:{id_}"] = minutes
    return found


def _is_hours(kind: str, key: str) -> bool:
    return kind == "hours" and key.isdecimal()


def _fits(purses: Sequence[Purse]) -> list[ColumnElement[bool]]:
    conditions: list[Any] = []
    for purse in purses:
        days = or_(and_(Entry.date >= purse.begin, Entry.date < purse.end), Transaction.reversal_of.is_not(None))
        for rule in purse.rules:
            place = [Account.number.startswith(rule.account)] if rule.account else []
            if rule.cost_object_id is not None:
                place.append(Entry.cost_object_id == rule.cost_object_id)
            conditions.append(and_(days, *place))
    return conditions
