"""Signing: a customer gives a mandate with a typed name; its paper is printed, kept and mailed after that."""

from dataclasses import dataclass

from flask_babel import gettext

from coop import audit, clock, outbox, sequence, wijk
from coop.database import db
from coop.errors import Refusal, Stale
from invoicing.direct_debit.lapse import lapses_on
from invoicing.direct_debit.mandate import Ended, Kind, Mandate, standing
from invoicing.direct_debit.message import must_have_contract
from invoicing.sepa_letters import has_letters
from members.party import Party

SERIES = "mandate"
PRINT = "mandate.print"
"""The outbox task that prints a mandate and mails it."""


class StandsAlready(Stale):
    """A customer has one mandate that stands at a time."""


class NoName(Refusal):
    """A bank knows the holder of an account by name, in its own letters."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What the customer filled in; with an invoice it is for that one only."""

    holder: str
    iban: str
    signature: str
    invoice_number: str | None = None


def sign(party: Party, signed: Signed) -> Mandate:
    """Take a mandate; raises NoContract, NoName, StandsAlready.

    Whoever holds the next number is alone in here until the commit, so that two tabs give one mandate.
    """
    must_have_contract()
    for name, field in ((signed.holder, "holder"), (signed.signature, "signature")):
        if not has_letters(name):
            raise NoName(gettext("Schrijf de naam zoals die op de bankpas staat."), field)
    number = sequence.next_number(SERIES)
    _end_lapsed(party)
    house = wijk.current()
    made = Mandate(
        reference=f"M-{number:05d}",
        party_id=party.id,
        kind=Kind.RECURRENT if signed.invoice_number is None else Kind.ONE_OFF,
        invoice_number=signed.invoice_number,
        holder=" ".join(signed.holder.split()),
        iban=signed.iban,
        signature=" ".join(signed.signature.split()),
        signed_at=clock.now(),
        creditor={
            "name": house.legal_name or house.name,
            "lines": [f"{house.street} {house.house_number}".strip(), f"{house.postcode} {house.city}".strip()],
            "creditor_id": house.creditor_id,
        },
    )
    db.session.add(made)
    db.session.flush()
    audit.record(made.source, "signed", None, made.kind)
    outbox.put(PRINT, {"mandate": made.id}, key=f"{PRINT}:{made.id}")
    return made


def is_standing(party_id: int) -> bool:
    """Whether a customer has a mandate that stands and has not lapsed."""
    found = standing(party_id)
    return found is not None and lapses_on(found) > clock.today()


def _end_lapsed(party: Party) -> None:
    there = standing(party.id)
    if there is None:
        return
    if lapses_on(there) > clock.today():
        raise StandsAlready(
            gettext("Er is al een machtiging. Trek die eerst in: de link staat in de mail die je toen kreeg.")
        )
    there.end(Ended.LAPSED, clock.today())
