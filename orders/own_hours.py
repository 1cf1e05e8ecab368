"""A member's own hours: each as it was told, and what became of each month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from coop.database import rows
from orders.hours import HourEntry, HoursState
from orders.service import Service


@dataclass(frozen=True, slots=True)
class Told:
    """Hours as their own member sees them: minutes without the pause."""

    job_id: int | None
    service: str
    day: date
    minutes: int
    state: str
    question: str
    """What the coordinator wants to know, empty without a question."""


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """The minutes of one month, by what became of them."""

    month: date
    approved: int
    waiting: int


# Put in words once: that takes as long as a short answer.
_OF_MEMBER = (
    select(HourEntry.job_id, Service.name, HourEntry.day, HourEntry.minutes, HourEntry.state, HourEntry.question)
    .join(Service, Service.id == HourEntry.service_id)
    .where(HourEntry.member_id == bindparam("member"))
    .order_by(HourEntry.day.desc(), HourEntry.id.desc())
)


def of_member(member_id: int) -> list[Told]:
    """Everything a member told, the last day first."""
    return [Told(*row) for row in rows(_OF_MEMBER, {"member": member_id})]


def months_of(told: Iterable[Told], count: int) -> list[MonthTotal]:
    """The last months in which was worked, newest first."""
    totals: dict[date, list[int]] = {}
    for one in told:
        sums = totals.setdefault(one.day.replace(day=1), [0, 0])
        sums[one.state != HoursState.APPROVED] += one.minutes
    return [MonthTotal(month, *sums) for month, sums in list(totals.items())[:count]]
