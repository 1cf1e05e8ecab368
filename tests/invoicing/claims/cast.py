"""Claims for tests: somebody bought something for the cooperative and has the receipt."""

from datetime import date, timedelta

from coop import audit, clock
from coop.money import Money
from invoicing.claims import claim, deciding, receipt_file
from invoicing.claims.claim import Claim
from members.party import Person
from tests.pictures import photo

DECIDER = "login:902"


def a_claim(person: Person, cents: int = 2_450, day: date | None = None) -> Claim:
    """Somebody claims potting soil, bought yesterday."""
    with audit.actor("login:901"):
        return claim.submit(
            person,
            "Potgrond",
            day or clock.today() - timedelta(days=1),
            Money(cents),
            receipt_file.keep(photo()),
        )


def an_approved_claim(person: Person, cents: int = 2_450, day: date | None = None) -> Claim:
    """The same, approved by somebody else as a cost of materials."""
    made = a_claim(person, cents, day)
    with audit.actor(DECIDER):
        return deciding.approve(made, "45105")
