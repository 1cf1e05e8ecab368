"""What waits on the floor of the money: to invoice, to match, overdue, to approve and to pay."""

from datetime import date, timedelta
from typing import Any

from flask_babel import ngettext
from sqlalchemy import func, select, union_all

from coop import audit, clock
from coop.database import db
from coop.money import Money
from coop.permission import Permission
from coop.today import Task, Waiting
from invoicing import billing, open_items
from invoicing.claims.claim import Claim, ClaimState
from invoicing.contract.part import ContractPart, PartState
from invoicing.matching import waiting as bank_lines
from invoicing.online.dispute import UNDECIDED, Dispute
from invoicing.paying_out.order import OrderState, PaymentOrder
from invoicing.purchase import Purchase
from invoicing.purchase_approval import PurchaseApproval
from members.contribution import ContributionDue
from orders.job import Job, JobState
from orders.order import Order


def to_invoice() -> Waiting:
    """Finished work, contributions and instalments that stand on no invoice yet, at what was promised."""
    today = clock.today()
    jobs = (*_finished(today), Job.order_id.is_not(None))
    due = (
        ContributionDue.state == "due",
        ContributionDue.amount > Money.zero(),
        ContributionDue.year <= today.year,
    )
    asked = (ContractPart.state == PartState.DUE, ContractPart.due_on <= today)
    parts = [
        select(_one(select(func.count()).where(*which)), _one(select(func.sum(amount)).where(*which)))
        for amount, which in ((Job.price, jobs), (ContributionDue.amount, due), (ContractPart.amount, asked))
    ]
    found = db.session.execute(union_all(*parts)).all()
    return Waiting(sum(row[0] for row in found), sum((row[1] or Money.zero() for row in found), Money.zero()))


def doubtful() -> Waiting:
    """Customers with something to look at before their invoice leaves, as the page itself finds them."""
    today = clock.today()
    bills = billing.to_invoice(today + timedelta(days=1))
    doubted = {bill.party.id for bill in bills if bill.doubts}
    return Waiting(len(doubted), address={"until": today.isoformat(), "doubts": "y"})


def to_match() -> Waiting:
    """Lines of the bank that nobody booked."""
    left = bank_lines.left()
    return Waiting(left.count, left.came + left.went)


def overdue() -> Waiting:
    """Invoices of which the last day is over."""
    number, amount = open_items.overdue(clock.today())
    return Waiting(number, amount)


def disputed() -> Waiting:
    """Payments that a customer asks back at their bank."""
    return _counted(select(func.count(), func.sum(Dispute.amount)).where(Dispute.state.in_(UNDECIDED)))


def purchases_to_approve() -> Waiting:
    """Large purchases that somebody else entered and nobody approved."""
    return _counted(
        select(func.count(), func.sum(Purchase.payable))
        .join(PurchaseApproval, PurchaseApproval.purchase_id == Purchase.id)
        .where(
            PurchaseApproval.approved_at.is_(None),
            Purchase.reversed_on.is_(None),
            Purchase.entered_by != audit.who(),
        )
    )


def claims_to_decide() -> Waiting:
    """What members paid for us and somebody else claimed."""
    waits = (Claim.state == ClaimState.SUBMITTED, Claim.submitted_by != audit.who())
    return _counted(select(func.count(), func.sum(Claim.amount)).where(*waits))


def orders_to_approve() -> Waiting:
    """Payment orders that somebody else made."""
    waits = (PaymentOrder.state == OrderState.WAITING, PaymentOrder.made_by != audit.who())
    return _counted(select(func.count()).where(*waits))


def files_to_take() -> Waiting:
    """Approved payment orders whose file nobody took to the bank."""
    waits = (PaymentOrder.state == OrderState.APPROVED, PaymentOrder.fetched_at.is_(None))
    return _counted(select(func.count()).where(*waits))


def _finished(until: date) -> tuple[Any, ...]:
    # What was done again stands on no invoice, and neither does a visit that is paid for in instalments.
    by_part = select(Order.id).where(Order.id == Job.order_id, Order.in_instalments).correlate(Job).exists()
    waits = Job.state == JobState.DONE, Job.invoice_source.is_(None), Job.redo_of.is_(None), ~by_part
    return *waits, Job.day <= until


def _counted(query: Any) -> Waiting:
    number, *amount = db.session.execute(query).one()
    return Waiting(number, amount[0] if amount else None)


def _one(query: Any) -> Any:
    return query.scalar_subquery()


tasks = [
    Task(
        "billing.preview",
        Permission.BILLING_RUN,
        to_invoice,
        lambda number: ngettext("post klaar om te factureren", "posten klaar om te factureren", number),
        30,
    ),
    Task(
        "billing.preview",
        Permission.BILLING_RUN,
        doubtful,
        lambda number: ngettext("klant met een twijfel", "klanten met een twijfel", number),
        31,
    ),
    Task(
        "matching.index",
        Permission.PAYMENTS_BOOK,
        to_match,
        lambda number: ngettext("bankregel om te koppelen", "bankregels om te koppelen", number),
        32,
    ),
    Task(
        "reminders.index",
        Permission.PAYMENTS_BOOK,
        overdue,
        lambda number: ngettext("factuur is te laat", "facturen zijn te laat", number),
        34,
    ),
    Task(
        "provider.index",
        Permission.PAYMENTS_BOOK,
        disputed,
        lambda number: ngettext("betaling wordt betwist", "betalingen worden betwist", number),
        8,
    ),
    Task(
        "purchases.open_list",
        Permission.PURCHASES_APPROVE,
        purchases_to_approve,
        lambda number: ngettext("inkoop om goed te keuren", "inkopen om goed te keuren", number),
        40,
    ),
    Task(
        "claims.index",
        Permission.PURCHASES_APPROVE,
        claims_to_decide,
        lambda number: ngettext("declaratie om te bekijken", "declaraties om te bekijken", number),
        42,
    ),
    Task(
        "paying_out.index",
        Permission.PURCHASES_APPROVE,
        orders_to_approve,
        lambda number: ngettext("betaalopdracht om goed te keuren", "betaalopdrachten om goed te keuren", number),
        44,
    ),
    Task(
        "paying_out.index",
        Permission.PURCHASES_APPROVE,
        files_to_take,
        lambda number: ngettext("betaalbestand voor de bank", "betaalbestanden voor de bank", number),
        46,
    ),
]
