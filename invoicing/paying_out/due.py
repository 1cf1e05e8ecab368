"""What we owe somebody, as each kind of debt tells it to paying out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from coop.money import Money


@dataclass(frozen=True, slots=True)
class Due:
    """One debt: `about` is its name, such as `purchase:12`; below zero it is a credit to take off the others."""

    about: str
    party_id: int
    what: str
    """What it is for who chooses, and for whom is paid; no name of a person."""
    due_on: date
    amount: Money
    doubts: tuple[str, ...] = ()
    """Why it may not be paid yet, each in a sentence."""
    remarks: tuple[str, ...] = ()
    """What who pays it should know, but that does not stop it."""
    passes: date | None = None
    """The month whose maximum of the allowance it passes, or passed for a reason."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A debt that is paid by an order: how much, and the reference that the bank shows."""

    about: str
    amount: Money
    reference: str


class Kind(Protocol):
    """A kind of debt: knows what is open, books what was paid, and undoes it."""

    def owed(self, until: date) -> list[Due]:
        """What has to be paid up to and including a day."""

    def hold(self, keys: Sequence[str]) -> dict[str, Money]:
        """What is open of each now, by key; held until the commit."""

    def pay(self, settled: Sequence[Settled], day: date) -> list[str]:
        """Book these as on their way, and return the names of the bookings in the same order."""

    def undo(self, booking: str, day: date) -> None:
        """Undo a booking, so that the debt is open again."""
