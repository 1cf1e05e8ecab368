"""What a bank file tells, in our own kinds of facts, whatever format it came in; a part at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coop.money import Money

_NOTHING = Money.zero()


@dataclass(frozen=True, slots=True)
class Heading:
    """A statement begins: its account, number, period and balances, as far as they could be read."""

    form: str
    """`camt` or `mt940`."""
    account: str
    number: str
    begins: date | None = None
    ends: date | None = None
    opening: Money | None = None
    closing: Money | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Money that moved on the statement that was told of last; every fact in it is certain."""

    booked_on: date
    amount: Money
    """Below zero when it went out."""
    value_on: date | None = None
    iban: str = ""
    name: str = ""
    description: str = ""
    end_to_end: str = ""
    mandate: str = ""
    reference: str = ""
    bank_reference: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was not read, in a sentence."""

    sentence: str
    is_entry: bool = False
    """Whether it is an entry that is left out."""
    credit: Money = _NOTHING
    debit: Money = _NOTHING
    """What the bank called its amount, where that much could be read."""


Part = Heading | Entry | Doubt
Parts = Iterator[Part]
