"""What a budget line can be entered for: the accounts of income and costs, the services and projects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal_column, select, union_all

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject

Choice = tuple[int, str]
"""Key and words."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The accounts by number and the cost objects by name."""

    accounts: Sequence[Choice]
    cost_objects: Sequence[Choice]


def choices() -> Choices:
    """Everything a form needs, in one statement."""
    accounts: Any = select(
        literal_column("'account'").label("what"),
        Account.id.label("id"),
        (Account.number + " " + Account.name).label("label"),
    ).where(Account.kind == "P", Account.active)
    objects: Any = select(literal_column("'object'"), CostObject.id, CostObject.name)
    rows = db.session.execute(union_all(accounts, objects).order_by("label")).all()
    return Choices(
        [(row.id, row.label) for row in rows if row.what == "account"],
        [(row.id, row.label) for row in rows if row.what == "object"],
    )
