"""Money on its way: it stands on a clearing account until a line of the bank tells that it moved.

Whoever sends something to a bank or a payment provider says here what must come of it: a direct debit, a payment
order, a payout of the provider. A line of the bank that bears its reference closes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, pk
from coop.errors import Stale
from coop.events import Event
from coop.money import Money


class Awaited(Model):
    """One movement that has to show on the bank account, in whole cents: above zero comes in, below goes out."""

    __tablename__ = "awaited"
    __table_args__ = (CheckConstraint("amount <> 0", name="amount"),)
    __audited__ = ("dropped_on",)

    id: Mapped[int] = pk()
    source: Mapped[str] = mapped_column(String(80), unique=True)
    """What it is, as the ledger names it: `collected:12`."""
    batch: Mapped[str] = mapped_column(String(70), default="", index=True)
    """The message it was sent in, which the bank may show as one line."""
    reference: Mapped[str] = mapped_column(String(70), index=True)
    """What the bank shows with it alone: its end-to-end id."""
    account: Mapped[str] = mapped_column(ForeignKey("ledger_account.number"))
    """The clearing account on which it stands meanwhile."""
    amount: Mapped[Money]
    day: Mapped[date]
    """When it should be there."""
    text: Mapped[str] = mapped_column(String(140))
    """What it is for the treasurer; no name of a person."""
    dropped_on: Mapped[date | None]
    """From when nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """The bank gave back what it had moved, or took it back: a return (storno)."""

    source: str
    day: date
    code: str
    """The reason as the bank codes it (ISO 20022 ExternalReturnReason1Code), empty when it said none."""
    line_id: int
    """The line of the bank that told it."""


came_back: Event[CameBack] = Event("bank.came_back")
"""Who knows the source books what follows: the clearing account against what is open again."""

return_undone: Event[CameBack] = Event("bank.return_undone")
"""The line was no return after all: who booked it takes it back."""


class AlreadyThere(Stale):
    """What a line of the bank stands for did move, so nobody can call it off."""


dropping: Event[Awaited] = Event("bank.dropping")
"""Told before a movement is waited for no longer; who knows its line of the bank refuses."""


def expect(movements: Iterable[Awaited]) -> None:
    """Wait for these movements from now on; each source is waited for once."""
    db.session.add_all(movements)
    db.session.flush()


def drop(source: str, on: date) -> None:
    """Wait no longer for a movement that will not come; raises AlreadyThere."""
    found = db.session.scalar(select(Awaited).where(Awaited.source == source))
    if found is not None:
        dropping.tell(found)
        found.dropped_on = on
        db.session.flush()
