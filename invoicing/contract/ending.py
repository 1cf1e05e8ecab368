"""The end of a contract: by itself when all is done and asked, or early with a reason; what was done stays."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop import clock
from coop.daily import new_day
from coop.database import db
from coop.errors import Refusal, Stale
from invoicing.contract.contract import Contract, ContractState
from invoicing.contract.part import ContractPart, PartState, of_contract
from invoicing.contract.progress import orders_of
from orders import deciding
from orders.order import Order, OrderState


class NotRunning(Stale):
    """Only a running contract ends."""


class NeedsReason(Refusal):
    """Who ends a contract early says why, and from which day on; what is past is not undone."""


def end(contract: Contract, on: date, why: str) -> None:
    """End a contract: from this day on we do not come and ask no instalments. Raises NotRunning, NeedsReason."""
    if not contract.is_running:
        raise NotRunning(gettext("Dit contract is al afgelopen."))
    if on < clock.today():
        raise NeedsReason(gettext("Kies vandaag of een dag die nog komt."), "day")
    if not why.strip():
        raise NeedsReason(gettext("Schrijf in een zin waarom het eerder stopt."), "why")
    for order in orders_of(contract):
        deciding.cut_short(order, on)
    for part in of_contract(contract.id):
        if part.state == PartState.DUE and part.due_on >= on:
            part.state = PartState.DROPPED
    _close(contract, on, why.strip())
    db.session.flush()


def take_up(contract: Contract) -> None:
    """Somebody has looked at who does the work: it waits no longer on the page of today."""
    if contract.taken_up_at is None:
        contract.taken_up_at = clock.now()
        db.session.flush()


def refer(contract: Contract, reference: str) -> None:
    """Take the customer's own number, which stands on the invoices that are still to come."""
    contract.reference = reference.strip()[:60]
    for order in orders_of(contract):
        order.reference = contract.reference or None
    db.session.flush()


@new_day.subscribe
def finish(day: date) -> None:
    """Once a day: a contract is over once its period is, no order of it runs and no instalment waits."""
    running = select(Order.id).where(
        Order.cost_object_id == Contract.cost_object_id, Order.state == OrderState.ACCEPTED
    )
    waiting = select(ContractPart.id).where(
        ContractPart.contract_id == Contract.id, ContractPart.state == PartState.DUE
    )
    over = select(Contract).where(
        Contract.state == ContractState.RUNNING, Contract.end <= day, ~running.exists(), ~waiting.exists()
    )
    for contract in db.session.scalars(over.order_by(Contract.id)):
        _close(contract, contract.end, "")
    db.session.flush()


def _close(contract: Contract, on: date, why: str) -> None:
    contract.state, contract.ended_on, contract.ended_why = ContractState.ENDED, on, why
