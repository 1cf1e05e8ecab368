"""What moved, read from the kept monthly totals; only a month that is cut in two costs its entries."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, Subquery, and_, case, func, literal, or_, select, true, union_all

from coop.ledger.account import Account
from coop.ledger.total import Total
from coop.ledger.transaction import Entry
from coop.period import DateRange, next_month


def moved(*stretches: DateRange, number: str | None = None) -> Subquery:
    """The movements of some stretches as rows of account_id, cost_object_id (0 for none), day, debit, credit.

    The day is the first of the month, or the first day of the part of a cut month. With number only that account.
    """
    kept: list[DateRange] = []
    counted: list[DateRange] = []
    for stretch in stretches:
        whole, cut = split(stretch)
        if whole is not None:
            if kept and kept[-1].end == whole.begin:
                whole = DateRange(kept.pop().begin, whole.end)
            kept.append(whole)
        counted += cut
    parts = [_kept(kept)] if kept else []
    parts += [_counted(part) for part in counted]
    parts = [_only(part, number) for part in parts or [_kept([])]]
    return (union_all(*parts) if len(parts) > 1 else parts[0]).subquery("moved")


def split(stretch: DateRange) -> tuple[DateRange | None, list[DateRange]]:
    """The whole months within a stretch, and the parts of months at its edges."""
    begin = stretch.begin if stretch.begin.day == 1 else next_month(stretch.begin)
    end = stretch.end.replace(day=1) if stretch.end else None
    if end is not None and stretch.end is not None and end < begin:
        return None, [stretch] if stretch.begin < stretch.end else []
    cut = []
    if stretch.begin < begin:
        cut.append(DateRange(stretch.begin, begin))
    if end is not None and stretch.end is not None and end < stretch.end:
        cut.append(DateRange(end, stretch.end))
    return (DateRange(begin, end) if end is None or begin < end else None), cut


def _kept(stretches: Sequence[DateRange]) -> Select[Any]:
    columns: list[Any] = [
        Total.account_id,
        Total.cost_object_id,
        Total.month.label("day"),
        Total.debit.label("debit"),
        Total.credit.label("credit"),
    ]
    if not stretches:
        return select(*columns).where(literal(False))
    return select(*columns).where(or_(*(_within(Total.month, stretch) for stretch in stretches)))


def _counted(part: DateRange) -> Select[Any]:
    return (
        select(
            Entry.account_id,
            func.coalesce(Entry.cost_object_id, 0).label("cost_object_id"),
            literal(part.begin, Date).label("day"),
            case((Entry.cents > 0, Entry.cents), else_=0).label("debit"),
            case((Entry.cents < 0, -Entry.cents), else_=0).label("credit"),
        )
        .select_from(Entry)
        .where(_within(Entry.date, part))
    )


def _within(day: Any, stretch: DateRange) -> Any:
    # A bound that holds back nothing is left out: SQLite would take the index on months for it, and sort after.
    begin = true() if stretch.begin == BEGINNING else day >= stretch.begin
    return and_(begin, true() if stretch.end is None else day < stretch.end)


def _only(part: Select[Any], number: str | None) -> Select[Any]:
    if number is None:
        return part
    return part.where(part.selected_columns.account_id.in_(select(Account.id).where(Account.number == number)))


BEGINNING = date(1, 1, 1)
"""Before any entry: balances of the balance sheet are counted from here."""
