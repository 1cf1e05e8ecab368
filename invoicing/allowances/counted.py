"""What counts towards the maxima of the allowance, by person and month in which it was worked or spent.

Allowances and paid expenses count together (Wet LB 1964 art. 2 lid 6 and 7): over one maximum all of it is taxed.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, select

from coop.database import db
from coop.money import Money
from invoicing.claims.claim import Claim, ClaimState
from invoicing.cost_rate import CostRate
from members.engagement import EngagementKind
from members.member import Member
from orders.hours import HourEntry, HoursState
from orders.job import Assignment, Job, JobState

Counted = dict[int, dict[date, Money]]
"""Amounts by person and by the first day of the month."""


def counted(
    year: int, person_ids: Collection[int], *, planned: bool = False, apart_from: Collection[int] = ()
) -> Counted:
    """What these people get for a year: approved hours and expenses, and if so asked what is planned.

    `apart_from` are jobs that are not counted, for they are what is asked about.
    """
    begin, end = date(year, 1, 1), date(year + 1, 1, 1)
    sums: defaultdict[int, defaultdict[date, Money]] = defaultdict(lambda: defaultdict(Money.zero))
    approved = (
        select(Member.person_id, HourEntry.day, HourEntry.cost)
        .join(Member, Member.id == HourEntry.member_id)
        .where(
            HourEntry.engagement == EngagementKind.VOLUNTEER,
            HourEntry.state == HoursState.APPROVED,
            HourEntry.cost.is_not(None),
            HourEntry.day >= begin,
            HourEntry.day < end,
            Member.person_id.in_(person_ids),
        )
    )
    spent = select(Claim.person_id, Claim.day, Claim.amount).where(
        Claim.state == ClaimState.APPROVED, Claim.day >= begin, Claim.day < end, Claim.person_id.in_(person_ids)
    )
    for query in (approved, spent):
        for person_id, day, amount in db.session.execute(query):
            sums[person_id][day.replace(day=1)] += amount or Money.zero()
    for person_id, day, amount in _planned(begin, end, person_ids, apart_from) if planned else ():
        sums[person_id][day.replace(day=1)] += amount
    return {person_id: dict(months) for person_id, months in sums.items()}


def volunteers(year: int, person_ids: Collection[int]) -> set[int]:
    """Who of these people gets an allowance for something in a year."""
    query = (
        select(Member.person_id)
        .join(HourEntry, HourEntry.member_id == Member.id)
        .where(
            HourEntry.engagement == EngagementKind.VOLUNTEER,
            HourEntry.state == HoursState.APPROVED,
            HourEntry.cost > 0,
            HourEntry.day >= date(year, 1, 1),
            HourEntry.day < date(year + 1, 1, 1),
            Member.person_id.in_(person_ids),
        )
        .distinct()
    )
    return set(db.session.scalars(query))


def worth(day: date, minutes: int, rates: list[tuple[date, Money]]) -> Money:
    """What an allowance for so many minutes on a day is; nothing while there is no rate."""
    rate = next((amount for begin, amount in rates if begin <= day), None)
    return Money.zero() if rate is None else rate.times(minutes, 60)


def rates() -> list[tuple[date, Money]]:
    """What a volunteer gets an hour from which day on, the latest first."""
    query = select(CostRate.begin, CostRate.amount).where(CostRate.engagement == EngagementKind.VOLUNTEER)
    return [(row.begin, row.amount) for row in db.session.execute(query.order_by(CostRate.begin.desc()))]


def _planned(
    begin: date, end: date, person_ids: Collection[int], apart_from: Collection[int]
) -> list[tuple[int, date, Money]]:
    told = and_(
        HourEntry.job_id == Assignment.job_id,
        HourEntry.member_id == Assignment.member_id,
        HourEntry.state == HoursState.APPROVED,
    )
    ahead = (
        select(Member.person_id, Job.day, Job.minutes)
        .join(Assignment, Assignment.member_id == Member.id)
        .join(Job, Job.id == Assignment.job_id)
        .outerjoin(HourEntry, told)
        .where(
            Assignment.engagement == EngagementKind.VOLUNTEER,
            Job.state != JobState.CANCELLED,
            Job.day >= begin,
            Job.day < end,
            Job.id.not_in(apart_from),
            HourEntry.id.is_(None),
            Member.person_id.in_(person_ids),
        )
    )
    unplanned = (
        select(Member.person_id, HourEntry.day, HourEntry.minutes)
        .join(Member, Member.id == HourEntry.member_id)
        .where(
            HourEntry.engagement == EngagementKind.VOLUNTEER,
            HourEntry.state != HoursState.APPROVED,
            HourEntry.job_id.is_(None),
            HourEntry.day >= begin,
            HourEntry.day < end,
            Member.person_id.in_(person_ids),
        )
    )
    known = rates()
    return [
        (person_id, day, worth(day, minutes, known))
        for query in (ahead, unplanned)
        for person_id, day, minutes in db.session.execute(query)
    ]
