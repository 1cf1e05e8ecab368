"""A line and its parts on their way into the books."""

from dataclasses import dataclass
from typing import Any

from invoicing.bank.line import BankLine
from invoicing.matching.match import Kind
from invoicing.matching.proposal import Part, Proposal


@dataclass(frozen=True, slots=True)
class Booking:
    """A line with what it was for."""

    line: BankLine
    proposal: Proposal
    by_itself: bool = False


@dataclass(slots=True)
class Drafted:
    """A part on its way into the books: what it rests on is filled in as that is made."""

    booking: Booking
    part: Part
    ledger: str
    """The place of the bank account in the ledger."""
    kind: Kind
    rests_on: dict[str, Any]
    party_id: int | None = None
