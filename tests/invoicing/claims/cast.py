"""Claims for tests: somebody bought something for the cooperative and has the receipt."""

import io
from datetime import date, timedelta

from PIL import Image

from coop import audit, clock
from coop.money import Money
from invoicing.claims import claim, deciding, receipt_file
from invoicing.claims.claim import Claim
from members.party import Person

DECIDER = "login:902"


def photo(size: tuple[int, int] = (60, 80), place: bool = True) -> bytes:
    """A photo as a telephone makes it, which tells where it was taken."""
    picture, told = Image.new("RGB", size, "white"), Image.Exif()
    if place:
        told[0x0112] = 6  # lies on its side
        told[0x010F] = "Telefoon van Jan"
        told.get_ifd(0x8825).update({1: "N", 2: (53.0, 14.0, 49.0), 3: "E", 4: (6.0, 35.0, 22.0)})
    kept = io.BytesIO()
    picture.save(kept, format="JPEG", exif=told)
    return kept.getvalue()


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
