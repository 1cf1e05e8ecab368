"""What the provider holds of ours by our own books, to the cent: what came, went back, cost and was sent."""

from dataclasses import dataclass

from sqlalchemy import func, select

from coop.database import db
from coop.ledger import chart, journal
from coop.ledger.account import Account
from coop.ledger.balance import balance
from coop.ledger.control import control
from coop.ledger.journal import Journal
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from invoicing.online import provider_line, provider_payout
from invoicing.online.provider_line import Part
from invoicing.payment import Payment, Way


@dataclass(frozen=True, slots=True)
class Holding:
    """The clearing account in two: what stands at the provider, and what is on its way to the bank."""

    there: Money
    under_way: Money


def holding() -> Holding:
    """How the clearing account is made up, by the books alone."""
    under_way = provider_payout.total() - _banked()
    return Holding(balance(chart.PAYMENT_PROVIDER) - under_way, under_way)


@control(chart.PAYMENT_PROVIDER, "geld bij de betaalprovider")
def explained() -> int:
    """Payments less what went back and what was kept, with what we do not know, less what the bank has."""
    paid = db.session.scalar(select(func.sum(Payment.amount)).where(Payment.way == Way.ONLINE)) or Money.zero()
    unknown = provider_line.sums()[Part.OTHER][0]
    return (paid - provider_line.cost() + unknown - _banked()).cents


def _banked() -> Money:
    """What lines of the bank took from the clearing account."""
    moved = db.session.scalar(
        select(func.sum(Entry.cents))
        .join(Account, Account.id == Entry.account_id)
        .join(Transaction, Transaction.id == Entry.transaction_id)
        .join(Journal, Journal.id == Transaction.journal_id)
        .where(Account.number == chart.PAYMENT_PROVIDER, Journal.code == journal.BANK)
    )
    return -(moved or Money.zero())
