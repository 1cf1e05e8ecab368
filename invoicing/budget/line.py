"""The lines of a budget: an amount for an account, a service or project, and a month."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, delete, func, insert, select, text, tuple_
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, pk
from coop.money import Money
from coop.period import months
from coop.period import year as the_year
from invoicing.budget.version import BudgetVersion, key_in_force

Place = tuple[int, int]
"""Where an amount stands: the key of its account and of its cost object, 0 for none."""


class BudgetLine(Model):
    """The amount of one month, on the side on which its account grows: income and costs both above zero."""

    __tablename__ = "budget_line"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        Index("uq_budget_line_place", "version_id", "account_id", "cost_object_id", "month", unique=True),
        # In a unique index one nothing differs from another: lines without a cost object need their own.
        Index(
            "uq_budget_line_unallocated",
            "version_id",
            "account_id",
            "month",
            unique=True,
            sqlite_where=text("cost_object_id IS NULL"),
            postgresql_where=text("cost_object_id IS NULL"),
        ),
    )

    id: Mapped[int] = pk()
    version_id: Mapped[int] = mapped_column(ForeignKey("budget_version.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"))
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))
    month: Mapped[date]
    amount: Mapped[Money]


def by_month(version: int | Any) -> dict[Place, list[Money]]:
    """The twelve months of every place in a version, told by its key."""
    found: dict[Place, list[Money]] = {}
    for line in db.session.execute(
        select(BudgetLine.account_id, BudgetLine.cost_object_id, BudgetLine.month, BudgetLine.amount).where(
            BudgetLine.version_id == version
        )
    ):
        parts = found.setdefault((line.account_id, line.cost_object_id or 0), [Money.zero()] * 12)
        parts[line.month.month - 1] = line.amount
    return found


def year_amounts(year: int) -> dict[Place, Money]:
    """What the version in force holds for the whole year, by place."""
    return {place: sum(parts, Money.zero()) for place, parts in by_month(key_in_force(year)).items()}


def put(version: BudgetVersion, places: Mapping[Place, Sequence[Money]]) -> None:
    """Let these places hold these months and nothing else; twelve times nothing takes a place away."""
    place = tuple_(BudgetLine.account_id, func.coalesce(BudgetLine.cost_object_id, 0))
    db.session.execute(delete(BudgetLine).where(BudgetLine.version_id == version.id, place.in_(list(places))))
    rows = [
        {
            "version_id": version.id,
            "account_id": account_id,
            "cost_object_id": cost_object_id or None,
            "month": month,
            "amount": amount,
        }
        for (account_id, cost_object_id), parts in places.items()
        for month, amount in zip(months(the_year(version.year)), parts, strict=True)
        if amount
    ]
    if rows:
        db.session.execute(insert(BudgetLine), rows)
