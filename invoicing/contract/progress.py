"""How far a contract is: what was invoiced of its price, its hours against the calculation, its margin."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import selectinload

from coop.database import MoneyColumn, db
from coop.ledger.account import Account
from coop.ledger.total import Total
from coop.money import Money
from invoicing.contract.contract import Contract
from invoicing.invoice import InvoiceLine
from members.member import Member
from orders.hours import HourEntry
from orders.job import Assignment, Job, JobState
from orders.order import Order


@dataclass(frozen=True, slots=True)
class Progress:
    """Amounts without VAT, minutes of all people together; income and costs are what the books say up to now."""

    contract: Contract
    invoiced: Money
    planned: int
    worked: int
    income: Money
    costs: Money

    @property
    def to_invoice(self) -> Money:
        """What is not invoiced yet."""
        return self.contract.net - self.invoiced

    @property
    def margin(self) -> Money:
        """What is left of its income up to now."""
        return self.income - self.costs

    @property
    def minutes_left(self) -> int:
        """What was calculated and is neither worked nor planned; below zero is more than was calculated."""
        return self.contract.minutes - self.worked - self.planned


def of(contract: Contract) -> Progress:
    """How far a contract is, in three statements."""
    project = contract.cost_object_id
    invoiced = db.session.scalar(select(func.sum(InvoiceLine.net)).where(InvoiceLine.cost_object_id == project))
    planned = (
        select(func.sum(Job.minutes * Job.people))
        .join(Order, Order.id == Job.order_id)
        .where(Order.cost_object_id == project, Job.state == JobState.PLANNED)
    )
    worked = (
        select(func.sum(HourEntry.minutes))
        .join(Job, Job.id == HourEntry.job_id)
        .join(Order, Order.id == Job.order_id)
        .where(Order.cost_object_id == project)
    )
    rows = db.session.execute(
        select(Account.side, type_coerce(func.sum(Total.debit - Total.credit), MoneyColumn))
        .join(Account, Account.id == Total.account_id)
        .where(Account.kind == "P", Total.cost_object_id == project)
        .group_by(Account.side)
    )
    booked = {side: amount for side, amount in rows}  # noqa: C416 - rows, not pairs
    return Progress(
        contract,
        invoiced=invoiced or Money.zero(),
        planned=int(db.session.scalar(planned) or 0),
        worked=int(db.session.scalar(worked) or 0),
        income=-booked.get("C", Money.zero()),
        costs=booked.get("D", Money.zero()),
    )


def orders_of(contract: Contract) -> Sequence[Order]:
    """Its orders: those whose work belongs to its project."""
    query = select(Order).where(Order.cost_object_id == contract.cost_object_id).order_by(Order.id)
    return db.session.scalars(query).all()


def jobs_of(contract: Contract) -> Sequence[Job]:
    """Its visits that were not cancelled, in order, with who comes; never more statements for more of them."""
    query = (
        select(Job)
        .join(Order, Order.id == Job.order_id)
        .where(Order.cost_object_id == contract.cost_object_id, Job.state != JobState.CANCELLED)
        .options(selectinload(Job.assignments).joinedload(Assignment.member).joinedload(Member.person))
        .order_by(Job.day, Job.id)
    )
    return db.session.scalars(query).unique().all()
