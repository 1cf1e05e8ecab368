"""The facts from the database: the kept totals, the jobs that were invoiced and the approved hours."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from sqlalchemy import BigInteger, case, cast, func, select, type_coerce

from coop import clock, wijk
from coop.database import db
from coop.ledger import chart
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.ledger.total import Total
from coop.money import Money
from coop.period import DateRange
from invoicing.cost_rate import PAID, CostRate
from invoicing.exploitatie.cell import UNALLOCATED
from invoicing.grants.grant import Grant
from invoicing.invoice import Billed, Invoice, InvoiceLine
from invoicing.revenue_model.facts import GUIDED, NOTHING, Booked, Facts, Part, Running, Worked
from invoicing.revenue_model.stretch import Stretch
from members.engagement import EngagementKind
from orders.hours import HourEntry, HoursState
from orders.service import Service

BOOKABLE = (chart.WAGES, chart.ALLOWANCES, chart.REVENUE_MUNICIPALITY)
"""Where a contract that is not there yet, or hours that others take over, would be booked."""


def gather(stretch: Stretch) -> Facts:
    """What was booked, invoiced and worked, in three statements however much there is."""
    days = stretch.days
    booked, jobs, worked = _booked(days), _jobs(days), _worked(days)
    objects = db.session.execute(select(CostObject.id, CostObject.name, CostObject.kind)).all()
    known = [(row.id, row.name, row.kind) for row in objects] + [(UNALLOCATED, gettext("Niet verdeeld"), "")]
    parts = [
        Part(key, name, kind, jobs.get(key, 0), tuple(booked.get(key, ())), tuple(worked.get(key, ())))
        for key, name, kind in known
    ]
    moved = [part for part in parts if part.jobs or part.booked or part.worked]
    return Facts(stretch.months, tuple(sorted(moved, key=_order)))


def gather_for_what_if(stretch: Stretch) -> Facts:
    """The same with what a change can be about: rates, grants that run, accounts to book on."""
    found = gather(stretch)
    return Facts(found.months, found.parts, _rates(), _grants(stretch.days), _accounts(BOOKABLE))


def _order(part: Part) -> tuple[bool, str, int]:
    return part.key == UNALLOCATED, part.name.casefold(), part.key


def _booked(days: DateRange) -> Mapping[int, list[Booked]]:
    moved = cast(func.sum(type_coerce(Total.debit - Total.credit, BigInteger)), BigInteger)
    found: dict[int, list[Booked]] = {}
    for row in db.session.execute(
        select(Account.id, Account.number, Account.name, Account.side, Total.cost_object_id, moved.label("moved"))
        .join(Account, Account.id == Total.account_id)
        .where(Account.kind == "P", Total.month >= days.begin, Total.month < days.end)
        .group_by(Account.id, Account.number, Account.name, Account.side, Total.cost_object_id)
        .order_by(Account.number)
    ):
        amount = Money(row.moved if row.side == "D" else -row.moved)
        if amount:
            line = Booked(row.id, row.number, row.name, row.side, amount)
            found.setdefault(row.cost_object_id, []).append(line)
    return found


def _jobs(days: DateRange) -> Mapping[int, int]:
    key = func.coalesce(InvoiceLine.cost_object_id, UNALLOCATED)
    rows = db.session.execute(
        select(key, func.count(func.distinct(Billed.source)))
        .select_from(Billed)
        .join(Invoice, Invoice.number == Billed.invoice_number)
        .join(
            InvoiceLine,
            (InvoiceLine.invoice_number == Billed.invoice_number) & (InvoiceLine.source == Billed.source),
        )
        .where(Billed.source.like("job:%"), Invoice.issued_on >= days.begin, Invoice.issued_on < days.end)
        .group_by(key)
    )
    return {place: number for place, number in rows}  # noqa: C416 - rows, not pairs


def _worked(days: DateRange) -> Mapping[int, list[Worked]]:
    approved = (HourEntry.state == HoursState.APPROVED, HourEntry.day >= days.begin, HourEntry.day < days.end)
    guided = (
        select(HourEntry.job_id)
        .where(*approved, HourEntry.engagement.in_(GUIDED), HourEntry.job_id.is_not(None))
        .distinct()
        .subquery()
    )
    beside = case((guided.c.job_id.is_not(None), HourEntry.minutes), else_=0)
    key = func.coalesce(Service.cost_object_id, UNALLOCATED)
    found: dict[int, list[Worked]] = {}
    for place, engagement, minutes, cost, alongside in db.session.execute(
        select(key, HourEntry.engagement, func.sum(HourEntry.minutes), func.sum(HourEntry.cost), func.sum(beside))
        .join(Service, Service.id == HourEntry.service_id)
        .outerjoin(guided, guided.c.job_id == HourEntry.job_id)
        .where(*approved)
        .group_by(key, HourEntry.engagement)
        .order_by(HourEntry.engagement)
    ):
        told = 0 if engagement in GUIDED else int(alongside)
        found.setdefault(place, []).append(Worked(engagement, int(minutes), cost or NOTHING, told))
    return found


def _rates() -> Mapping[str, Money]:
    today, found = clock.today(), {}
    for rate in db.session.scalars(select(CostRate).where(CostRate.begin <= today).order_by(CostRate.begin)):
        found[rate.engagement] = rate.amount
    house = wijk.find()
    if not (house and house.allowance_basis):
        found[EngagementKind.VOLUNTEER] = NOTHING
    return {kind: found.get(kind, NOTHING) for kind in PAID}


def _grants(days: DateRange) -> tuple[Running, ...]:
    rows = db.session.scalars(select(Grant).where(Grant.begin < days.end, Grant.end > days.begin))
    found = []
    for one in rows:
        months: dict[int, Money] = {}
        for part in one.parts:
            if days.contains(part.month):
                months[part.month.month] = months.get(part.month.month, NOTHING) + part.amount
        name = f"{one.purpose}, {one.reference}" if one.reference else one.purpose
        found.append(Running(one.id, name, one.cost_object_id or UNALLOCATED, chart.GRANTS, months))
    return tuple(sorted(found, key=lambda grant: (grant.name.casefold(), grant.grant_id)))


def _accounts(numbers: Iterable[str]) -> Mapping[str, Booked]:
    rows: Any = db.session.execute(
        select(Account.id, Account.number, Account.name, Account.side).where(Account.number.in_(list(numbers)))
    )
    return {row.number: Booked(row.id, row.number, row.name, row.side, NOTHING) for row in rows}


def names_of(numbers: Iterable[str]) -> Mapping[str, str]:
    """The names of accounts by number, those the chart has."""
    rows = db.session.execute(select(Account.number, Account.name).where(Account.number.in_(list(numbers))))
    return {row.number: row.name for row in rows}
