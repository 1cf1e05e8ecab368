"""What the bank was told to pay stands on an account of its own until its statement shows it."""

from sqlalchemy import func, select

from coop.database import db
from coop.ledger import chart
from coop.ledger.control import control
from coop.money import Money
from invoicing.bank.moved import taken_by_bank
from invoicing.paying_out.order import Payout, PayoutState


@control(chart.PAYING_OUT, "betalingen onderweg")
def under_way() -> int:
    """What was sent to the bank, less what it paid of it and got back; we owe it, so below zero."""
    sent = db.session.scalar(select(func.sum(Payout.amount)).where(Payout.state == PayoutState.SENT))
    return (-(sent or Money.zero()) - taken_by_bank(chart.PAYING_OUT)).cents
