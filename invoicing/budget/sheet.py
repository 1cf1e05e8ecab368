"""A version of the budget as rows with names: for the page, the files and the comparison."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.money import Money
from invoicing.budget import line
from invoicing.budget.line import Place
from invoicing.budget.version import BudgetVersion

NOTHING = Money.zero()
YEAR = (NOTHING,) * 12


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Twelve months of an account and a service or project, on the side on which the account grows."""

    account_id: int
    number: str
    account: str
    side: str
    cost_object_id: int
    cost_object: str
    code: str
    """The code of the cost object, empty for none."""
    months: tuple[Money, ...]

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.account_id, self.cost_object_id

    @property
    def total(self) -> Money:
        """The year."""
        return sum(self.months, NOTHING)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a version, by number and name."""

    rows: Sequence[SheetRow]

    @property
    def income(self) -> list[SheetRow]:
        """What we plan to earn."""
        return [row for row in self.rows if row.side == "C"]

    @property
    def costs(self) -> list[SheetRow]:
        """What we plan to spend."""
        return [row for row in self.rows if row.side == "D"]

    @property
    def total(self) -> Money:
        """The result of the year."""
        return sum(self.result, NOTHING)

    @property
    def result(self) -> tuple[Money, ...]:
        """Income less costs, month by month."""
        return tuple(one - other for one, other in zip(months_of(self.income), months_of(self.costs), strict=True))


def months_of(rows: Iterable[SheetRow]) -> tuple[Money, ...]:
    """The twelve months of rows together."""
    found = list(YEAR)
    for row in rows:
        found = [one + other for one, other in zip(found, row.months, strict=True)]
    return tuple(found)


def sheet(version: BudgetVersion | None) -> Sheet:
    """The rows of a version; without a version there are none."""
    return Sheet(rows_of(line.by_month(version.id)) if version is not None else ())


def rows_of(places: Mapping[Place, Sequence[Money]]) -> list[SheetRow]:
    """These places with their names, in as many statements however many there are."""
    if not places:
        return []
    accounts = {
        one.id: one for one in db.session.execute(select(Account.id, Account.number, Account.name, Account.side))
    }
    objects = {one.id: one for one in db.session.execute(select(CostObject.id, CostObject.name, CostObject.code))}
    found = []
    for (account_id, cost_object_id), months in places.items():
        account, cost_object = accounts[account_id], objects.get(cost_object_id)
        found.append(
            SheetRow(
                account_id,
                account.number,
                account.name,
                account.side,
                cost_object_id,
                cost_object.name if cost_object else gettext("Niet verdeeld"),
                cost_object.code if cost_object else "",
                tuple(months),
            )
        )
    return sorted(found, key=lambda row: (row.number, row.cost_object_id != 0, row.cost_object))
