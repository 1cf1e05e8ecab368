"""The budget of a year: what we plan to earn and spend, per account, service or project, and month."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, delete, func, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit
from coop.database import Model, db, pk
from coop.errors import Refusal, Stale
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.ledger.total import Total
from coop.money import Money
from coop.period import months
from coop.period import year as the_year

Place = tuple[int, int]
"""Where an amount stands: the key of its account and of its cost object, 0 for none."""


class BudgetChanged(Stale):
    """Who changes a budget has seen how it was; otherwise a colleague was first."""


class BudgetStarted(Refusal):
    """Last year's figures only begin a budget that is still empty: what was typed is never overwritten."""


class NothingLastYear(Refusal):
    """A budget can only begin from a year in which something was booked."""


class Budget(Model):
    """The budget of one year; its version counts the times it was changed."""

    __tablename__ = "budget"
    __table_args__ = (CheckConstraint("year BETWEEN 2000 AND 2999", name="year"),)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=0)


class BudgetLine(Model):
    """The amount of one month, on the side on which its account grows: income and costs both above zero."""

    __tablename__ = "budget_line"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        Index("uq_budget_line_place", "year", "account_id", "cost_object_id", "month", unique=True),
        # In a unique index one nothing differs from another: lines without a cost object need their own.
        Index(
            "uq_budget_line_unallocated",
            "year",
            "account_id",
            "month",
            unique=True,
            sqlite_where=text("cost_object_id IS NULL"),
            postgresql_where=text("cost_object_id IS NULL"),
        ),
    )

    id: Mapped[int] = pk()
    year: Mapped[int] = mapped_column(ForeignKey("budget.year"))
    account_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"))
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))
    month: Mapped[date]
    amount: Mapped[Money]


def spread(amount: Money, so_far: Sequence[Money] = ()) -> list[Money]:
    """Spread a year over its twelve months, every cent given away.

    Evenly, unless there are months already: a raised or lowered amount keeps their seasons.
    """
    weights = [part.cents for part in so_far]
    if not any(weights) or min(weights) < 0 < max(weights):
        return amount.split([1] * 12)
    return amount.split([abs(weight) for weight in weights])


def year_amounts(year: int) -> dict[Place, Money]:
    """What the budget holds for the whole year, by place."""
    return {place: sum(parts, Money.zero()) for place, parts in _by_month(year).items()}


def enter(year: int, amounts: Mapping[Place, Money], seen: int) -> None:
    """Set the year amount of these places, on the side on which each account grows; nothing removes a line.

    What did not change keeps its months. `seen` is the version the person looked at; raises BudgetChanged.
    """
    budget = _held(year, seen)
    there = _by_month(year)
    changed: dict[Place, list[Money]] = {}
    before: dict[Place, Money] = {}
    for place, amount in amounts.items():
        was = sum(there.get(place, ()), Money.zero())
        if amount != was:
            changed[place] = spread(amount, there.get(place, ()))
            before[place] = was
    if changed:
        for place, name in _names(changed).items():
            audit.record(f"budget:{year}", name[:60], before[place], sum(changed[place], Money.zero()))
        for account_id, cost_object_id in changed:
            db.session.execute(
                delete(BudgetLine).where(
                    BudgetLine.year == year,
                    BudgetLine.account_id == account_id,
                    func.coalesce(BudgetLine.cost_object_id, 0) == cost_object_id,
                )
            )
        _write(year, changed)
        budget.version += 1
    db.session.flush()


def start_from_actuals(year: int, seen: int = 0) -> None:
    """Begin the budget with what was booked last year, month by month, so that the seasons come along.

    Raises BudgetStarted when there are lines already, NothingLastYear, BudgetChanged.
    """
    budget = _held(year, seen)
    if _by_month(year):
        raise BudgetStarted(gettext("Er staat al een begroting. Pas de bedragen aan die anders worden."))
    booked = _booked(year - 1)
    if not booked:
        raise NothingLastYear(gettext("In %(year)s is niets geboekt. Vul de begroting zelf in.", year=year - 1))
    _write(year, booked)
    budget.version += 1
    audit.record(f"budget:{year}", "started", None, str(year - 1))
    db.session.flush()


def _held(year: int, seen: int) -> Budget:
    budget = db.session.get(Budget, year, with_for_update=True, populate_existing=True)
    if budget is None:
        budget = Budget(year=year, version=0)
        db.session.add(budget)
        db.session.flush()
    if budget.version != seen:
        raise BudgetChanged(gettext("Een collega heeft de begroting net aangepast. Kijk hoe hij nu is."))
    return budget


def _names(places: Iterable[Place]) -> dict[Place, str]:
    accounts = {key: number for key, number in db.session.execute(select(Account.id, Account.number))}  # noqa: C416 - rows, not pairs
    objects = {key: name for key, name in db.session.execute(select(CostObject.id, CostObject.name))}  # noqa: C416
    return {
        (account_id, object_id): f"{accounts[account_id]} {objects.get(object_id, '')}".strip()
        for account_id, object_id in places
    }


def _by_month(year: int) -> dict[Place, list[Money]]:
    found: dict[Place, list[Money]] = {}
    for line in db.session.execute(
        select(BudgetLine.account_id, BudgetLine.cost_object_id, BudgetLine.month, BudgetLine.amount).where(
            BudgetLine.year == year
        )
    ):
        parts = found.setdefault((line.account_id, line.cost_object_id or 0), [Money.zero()] * 12)
        parts[line.month.month - 1] = line.amount
    return found


def _booked(year: int) -> dict[Place, list[Money]]:
    stretch = the_year(year)
    found: dict[Place, list[Money]] = {}
    for line in db.session.execute(
        select(Total.account_id, Total.cost_object_id, Total.month, Total.debit, Total.credit, Account.side)
        .join(Account, Account.id == Total.account_id)
        .where(Account.kind == "P", Account.active, Total.month >= stretch.begin, Total.month < stretch.end)
    ):
        parts = found.setdefault((line.account_id, line.cost_object_id), [Money.zero()] * 12)
        moved = line.debit - line.credit
        parts[line.month.month - 1] = moved if line.side == "D" else -moved
    return {place: parts for place, parts in found.items() if any(parts)}


def _write(year: int, places: Mapping[Place, Sequence[Money]]) -> None:
    rows = [
        {
            "year": year,
            "account_id": account_id,
            "cost_object_id": cost_object_id or None,
            "month": month,
            "amount": amount,
        }
        for (account_id, cost_object_id), parts in places.items()
        for month, amount in zip(months(the_year(year)), parts, strict=True)
        if amount
    ]
    if rows:
        db.session.execute(insert(BudgetLine), rows)
