"""A proposal: what a line of the bank may be for, with what speaks for it."""

from dataclasses import dataclass, field
from enum import StrEnum

from coop.money import Money


class Goes(StrEnum):
    """Where a part of a line goes."""

    INVOICE = "invoice"
    """Paid, or paid back: the key is the invoice's number."""
    PURCHASE = "purchase"
    GRANT = "grant"
    BOOKED = "booked"
    """Booked by hand before the bank told it; the key is that payment."""
    AWAITED = "awaited"
    RETURNED = "returned"
    ACCOUNT = "account"
    """On an account of the ledger: the key is its number."""
    ASIDE = "aside"
    """In the books already, with the opening balance or in another way: nothing is booked."""


class How(StrEnum):
    """How it was found, the surest first; a hand at last."""

    REFERENCE = "reference"
    NUMBER = "number"
    ACCOUNT = "account"
    RULE = "rule"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a line, in the bank's sign: above zero came in."""

    goes: Goes
    key: str
    amount: Money
    difference: Money = field(default_factory=Money.zero)
    """What of the open amount is let go besides: above zero we were paid too little."""
    cost_object: int | None = None
    label: str = field(default="", compare=False)
    """What stands on the paper, for the screen."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Parts that add up to the line, and the reasons in plain sentences, the strongest first."""

    parts: tuple[Part, ...]
    reasons: tuple[str, ...]
    weight: int
    """What speaks for it, to put the best first; it decides nothing."""
    how: How = How.HAND
    certain: bool = False
    """Whether it may be booked without asking."""

    @property
    def amount(self) -> Money:
        """What it explains of the line."""
        return sum((part.amount for part in self.parts), Money.zero())
