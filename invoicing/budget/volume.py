"""How many jobs of each service a budget counts on, month by month."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db
from coop.period import months
from coop.period import year as the_year
from invoicing.budget.version import BudgetVersion, key_in_force


class BudgetVolume(Model):
    """The visits of one service in a month; without them a difference in number is not told from one in price."""

    __tablename__ = "budget_volume"
    __table_args__ = (CheckConstraint("visits >= 0", name="visits"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("budget_version.id"), primary_key=True)
    cost_object_id: Mapped[int] = mapped_column(ForeignKey("cost_object.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    visits: Mapped[int]


def volumes(year: int) -> Mapping[int, Sequence[int]]:
    """Twelve numbers of visits by the key of each cost object, as the version in force counts on them."""
    return volumes_of(key_in_force(year))


def volumes_of(version: int | Any) -> dict[int, list[int]]:
    """The same for a version told by its key."""
    found: dict[int, list[int]] = {}
    for row in db.session.execute(
        select(BudgetVolume.cost_object_id, BudgetVolume.month, BudgetVolume.visits).where(
            BudgetVolume.version_id == version
        )
    ):
        found.setdefault(row.cost_object_id, [0] * 12)[row.month.month - 1] = row.visits
    return found


def put(version: BudgetVersion, volumes: Mapping[int, Sequence[int]]) -> None:
    """Let these services have these visits and no others."""
    db.session.execute(
        delete(BudgetVolume).where(BudgetVolume.version_id == version.id, BudgetVolume.cost_object_id.in_(volumes))
    )
    rows = [
        {"version_id": version.id, "cost_object_id": key, "month": month, "visits": visits}
        for key, parts in volumes.items()
        for month, visits in zip(months(the_year(version.year)), parts, strict=True)
        if visits
    ]
    if rows:
        db.session.execute(insert(BudgetVolume), rows)
