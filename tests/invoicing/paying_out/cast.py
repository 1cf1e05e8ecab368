"""What the tests of paying out begin with: suppliers with an account number, and what they ask."""

from datetime import date, timedelta

from coop import audit, clock
from coop.money import Money
from invoicing import purchase
from invoicing.bought import Bought
from invoicing.paying_out import approving, ordering, payee
from invoicing.paying_out.order import PaymentOrder
from invoicing.purchase import Purchase
from members.party import Party
from tests.members.cast import organisation

IBAN = "NL20INGB0001234567"
OTHER_IBAN = "NL44RABO0123456789"
MAKER, APPROVER = "login:1", "login:2"


def supplier(name: str = "Kwekerij De Wilg", iban: str = IBAN) -> Party:
    """A supplier whose account number stands."""
    made = organisation(name)
    with audit.actor(MAKER):
        payee.enter(made, iban)
    return made


def asks(party: Party, cents: int = 12_100, number: str = "F-1", due_in: int = 0) -> Purchase:
    """An invoice of a supplier without VAT; below zero it is a credit invoice."""
    today = clock.today()
    return purchase.enter(
        party,
        number,
        today - timedelta(days=1),
        today + timedelta(days=due_in),
        [Bought("45105", Money(cents), "none", "Planten")],
    )


def ordered(until: date | None = None) -> PaymentOrder:
    """An order of all that is ready, made by the maker."""
    with audit.actor(MAKER):
        return ordering.make(until or clock.today(), clock.today())


def approved(order: PaymentOrder | None = None) -> PaymentOrder:
    """An order that the approver approved."""
    with audit.actor(APPROVER):
        return approving.approve(order or ordered())
