"""A member's own hours: the last ones told, and what became of each month."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coop.database import db
from orders.hours import HourEntry, HoursState


@dataclass(frozen=True)
class MonthTotal:
    """The minutes of one month, by what became of them."""

    month: date
    approved: int
    waiting: int


def recent_of(member_id: int, count: int = 10) -> list[HourEntry]:
    """The entries told last, newest first."""
    return list(
        db.session.scalars(
            select(HourEntry)
            .where(HourEntry.member_id == member_id)
            .options(joinedload(HourEntry.service))
            .order_by(HourEntry.day.desc(), HourEntry.id.desc())
            .limit(count)
        )
    )


def months_of(member_id: int, count: int = 6) -> list[MonthTotal]:
    """The last months in which this member worked, newest first."""
    totals: dict[date, list[int]] = {}
    rows = db.session.execute(
        select(HourEntry.day, HourEntry.minutes, HourEntry.state)
        .where(HourEntry.member_id == member_id)
        .order_by(HourEntry.day.desc())
    )
    for day, minutes, state in rows:
        sums = totals.setdefault(day.replace(day=1), [0, 0])
        sums[state != HoursState.APPROVED] += minutes
    return [MonthTotal(month, *sums) for month, sums in list(totals.items())[:count]]
