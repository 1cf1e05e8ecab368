"""What the provider holds of ours by our own books, to the cent: what came, went back, cost and was sent."""

from dataclasses import dataclass

from sqlalchemy import func, select

from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.control import control
from coop.money import Money
from invoicing.bank.moved import taken_by_bank
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
    under_way = provider_payout.total() - taken_by_bank(chart.PAYMENT_PROVIDER)
    return Holding(balance(chart.PAYMENT_PROVIDER) - under_way, under_way)


@control(chart.PAYMENT_PROVIDER, "geld bij de betaalprovider")
def explained() -> int:
    """Payments less what went back and what was kept, with what we do not know, less what the bank has."""
    paid = db.session.scalar(select(func.sum(Payment.amount)).where(Payment.way == Way.ONLINE)) or Money.zero()
    unknown = provider_line.sums()[Part.OTHER][0]
    return (paid - provider_line.cost() + unknown - taken_by_bank(chart.PAYMENT_PROVIDER)).cents
