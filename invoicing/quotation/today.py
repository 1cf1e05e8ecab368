"""What waits around quotations: those that soon expire, and contracts that nobody has taken up."""

from datetime import timedelta

from flask_babel import ngettext
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.permission import Permission
from coop.today import Task, Waiting
from invoicing.contract.contract import Contract, ContractState
from invoicing.quotation.quotation import Quotation, QuotationState

SOON = timedelta(days=7)


def expiring() -> Waiting:
    """Quotations that lie with the customer and hold for a week at most: a call may help."""
    today = clock.today()
    found = select(func.count(), func.sum(Quotation.net)).where(
        Quotation.state == QuotationState.SENT,
        Quotation.valid_until >= today,
        Quotation.valid_until <= today + SOON,
    )
    number, net = db.session.execute(found).one()
    return Waiting(number, net, address={"state": QuotationState.SENT.value})


def to_take_up() -> Waiting:
    """Contracts that are new."""
    found = select(func.count()).where(Contract.taken_up_at.is_(None), Contract.state == ContractState.RUNNING)
    return Waiting(db.session.scalar(found) or 0, address={"nieuw": "1"})


tasks = [
    Task(
        "quotations.index",
        Permission.SERVICES_EDIT,
        expiring,
        lambda number: ngettext("offerte verloopt binnen een week", "offertes verlopen binnen een week", number),
        22,
    ),
    Task(
        "contracts.index",
        Permission.SERVICES_EDIT,
        to_take_up,
        lambda number: ngettext(
            "nieuw contract: kijk wie het werk doet", "nieuwe contracten: kijk wie het werk doet", number
        ),
        11,
    ),
]
