"""Payment behaviour: how many days after its last day an invoice is paid, by this customer and by all.

What is already later than a customer mostly is, is compared with those that were later still. What is later than
anything that was ever paid is not counted on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from sqlalchemy import select

from coop.database import db
from invoicing.invoice import Invoice
from invoicing.payment import Payment, Way

OWN = 3
"""So many payments of a customer say how that customer pays."""
READ = 2000
"""The latest payments; how people paid before says little of now."""
LOST = 90
"""So many days late and later than anything that was paid: nobody counts on it."""
WAIT = timedelta(days=14)

Late = tuple[int, int]
"""A customer, and how many days late a payment was; below zero was early."""


@dataclass(frozen=True)
class Behaviour:
    """The days late of each customer and of all, sorted."""

    of_each: Mapping[int, Sequence[int]]
    of_all: Sequence[int]

    @property
    def usual(self) -> int:
        """How many days late people mostly pay; on the last day where nobody paid yet."""
        return median_low(self.of_all) if self.of_all else 0

    def expected(self, party_id: int, due_on: date, today: date) -> date | None:
        """When an invoice that is open will be paid; None when it is not counted on."""
        late = (today - due_on).days
        for known in (self.of_each.get(party_id, ()), self.of_all):
            later = [days for days in known if days >= late]
            if later and (len(known) >= OWN or known is self.of_all):
                return due_on + timedelta(days=median_low(later))
        if late > LOST:
            return None
        return due_on if late <= 0 else today + WAIT


def behaviour(paid: Iterable[Late]) -> Behaviour:
    """What these payments say."""
    of_each: dict[int, list[int]] = {}
    for party_id, late in paid:
        of_each.setdefault(party_id, []).append(late)
    return Behaviour(
        {party_id: sorted(days) for party_id, days in of_each.items()},
        sorted(late for days in of_each.values() for late in days),
    )


def read() -> Behaviour:
    """What the latest payments say, in one statement."""
    query = (
        select(Invoice.party_id, Invoice.due_on, Payment.day)
        .join(Invoice, Invoice.number == Payment.invoice_number)
        .where(Payment.amount > 0, Payment.reversal_of.is_(None), Payment.way != Way.DIFFERENCE)
        .order_by(Payment.id.desc())
        .limit(READ)
    )
    return behaviour((party_id, (day - due_on).days) for party_id, due_on, day in db.session.execute(query))
