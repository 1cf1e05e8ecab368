"""Hours become cost: what approved hours cost us is posted when they are approved, by kind of engagement.

An employee or apprentice costs the hourly rate of that day, a volunteer an allowance but only while the
cooperative has a legal basis for it, participation nothing, and a starter sends an invoice.
"""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from coop import wijk
from coop.database import db
from coop.ledger import chart, journal
from coop.ledger.period import closed_until
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from invoicing.claims import member_payment
from invoicing.cost_rate import PAID, CostRate
from members.engagement import EngagementKind
from orders.hours import HourEntry, HoursState, hours_approved
from orders.job import Job
from orders.order import Order

ACCOUNTS = {
    EngagementKind.EMPLOYEE: (chart.WAGES, chart.WAGES_DUE),
    EngagementKind.APPRENTICE: (chart.WAGES, chart.WAGES_DUE),
    EngagementKind.VOLUNTEER: (chart.ALLOWANCES, chart.ALLOWANCES_DUE),
}


@hours_approved.subscribe
def cost(entries: Sequence[HourEntry]) -> None:
    """Work out what these hours cost, keep it with them and post it; hours without a rate wait for one."""
    postings = []
    with db.session.no_autoflush:  # so that an approval and its cost are written in one go
        rates, basis, open_from = _rates(), _has_basis(), closed_until()
        projects = _projects({entry.job_id for entry in entries if entry.job_id is not None})
        for entry in entries:
            entry.cost = _cost_of(entry, rates, basis)
            if entry.cost:
                project = projects.get(entry.job_id or 0, entry.service.cost_object_id)
                postings.append(_posting(entry, entry.cost, open_from, project))
    post(postings)


def catch_up() -> int:
    """Cost the approved hours that had no rate yet, and return how many now have one."""
    found = list(
        db.session.scalars(
            select(HourEntry)
            .where(HourEntry.state == HoursState.APPROVED, HourEntry.cost.is_(None))
            .options(joinedload(HourEntry.member), joinedload(HourEntry.service))
            .order_by(HourEntry.day, HourEntry.id)
        )
    )
    cost(found)
    db.session.flush()
    return sum(entry.cost is not None for entry in found)


def without_rate() -> int:
    """How many approved hour entries wait for a rate."""
    waiting = select(func.count(HourEntry.id)).where(
        HourEntry.state == HoursState.APPROVED, HourEntry.cost.is_(None)
    )
    return db.session.scalar(waiting) or 0


def allowances_due() -> Money:
    """What volunteers are still owed for approved hours."""
    owed = select(func.sum(HourEntry.cost)).where(
        HourEntry.engagement == EngagementKind.VOLUNTEER, HourEntry.state == HoursState.APPROVED
    )
    return (db.session.scalar(owed) or Money.zero()) - member_payment.total(claims=False)


def _rates() -> dict[str, list[tuple[date, Money]]]:
    rates: dict[str, list[tuple[date, Money]]] = {}
    for rate in db.session.scalars(select(CostRate).order_by(CostRate.begin.desc())):
        rates.setdefault(rate.engagement, []).append((rate.begin, rate.amount))
    return rates


def _has_basis() -> bool:
    house = wijk.find()
    return bool(house and house.allowance_basis)


def _cost_of(entry: HourEntry, rates: dict[str, list[tuple[date, Money]]], basis: bool) -> Money | None:
    if entry.engagement not in PAID or (entry.engagement == EngagementKind.VOLUNTEER and not basis):
        return Money.zero()
    rate = next((amount for begin, amount in rates.get(entry.engagement, ()) if begin <= entry.day), None)
    return None if rate is None else rate.times(entry.minutes, 60)


def _projects(job_ids: set[int]) -> dict[int, int | None]:
    """The project that each of these jobs belongs to, for those that do."""
    if not job_ids:
        return {}
    found = db.session.execute(
        select(Job.id, Order.cost_object_id)
        .join(Order, Order.id == Job.order_id)
        .where(Job.id.in_(job_ids), Order.cost_object_id.is_not(None))
    )
    return {job_id: cost_object_id for job_id, cost_object_id in found}  # noqa: C416 - rows, not pairs


def _posting(entry: HourEntry, amount: Money, open_from: date | None, cost_object_id: int | None) -> Posting:
    debit, credit = ACCOUNTS[EngagementKind(entry.engagement)]
    lines = (
        Line(debit, amount.cents, cost_object_id),
        Line(credit, -amount.cents, party=f"party:{entry.member.person_id}"),
    )
    # Hours approved after their month was closed are a cost of the first day that is open.
    day = entry.day if open_from is None else max(entry.day, open_from)
    # No name: the ledger keeps seven years, the party behind the entry can be forgotten before.
    text = gettext("Uren %(service)s", service=entry.service.name)
    return Posting(journal.MEMORIAL, day, f"hours:{entry.id}", text, lines)
