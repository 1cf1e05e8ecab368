"""What can be paid by a day: every debt with whom it goes to, on which account, and each doubt in words."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.money import Money
from invoicing.paying_out import payee
from invoicing.paying_out.due import Due
from invoicing.paying_out.kinds import KINDS
from invoicing.paying_out.order import standing_items
from invoicing.paying_out.payee import Payee, PayeeState
from members.party import Party


@dataclass(frozen=True)
class Payable:
    """What goes to one party in one transfer: one debt, or several where a credit is taken off."""

    party: Party
    dues: tuple[Due, ...]
    payee: Payee | None
    doubts: tuple[str, ...]

    @property
    def amount(self) -> Money:
        """What is paid."""
        return sum((due.amount for due in self.dues), Money.zero())

    @property
    def due_on(self) -> date:
        """The first day on which one of them has to be paid."""
        return min(due.due_on for due in self.dues)

    @property
    def what(self) -> str:
        """What it is for, in the words that the bank shows whom it is paid to."""
        return ", ".join(due.what for due in self.dues)

    @property
    def remarks(self) -> list[str]:
        """What who pays it should know."""
        return list(dict.fromkeys(remark for due in self.dues for remark in due.remarks))

    @property
    def key(self) -> str:
        """Its name: that of its first debt."""
        return self.dues[0].about

    @property
    def fingerprint(self) -> str:
        """What was seen: which debts, how much of each, to which account."""
        parts = [f"{due.about}={due.amount.cents}" for due in self.dues]
        seen = "|".join([*parts, self.payee.iban if self.payee else ""])
        return hashlib.sha256(seen.encode()).hexdigest()[:16]


def payables(until: date) -> list[Payable]:
    """Everything to be paid up to and including a day that stands in no order yet, what is due first in front."""
    chosen = standing_items()
    dues = [due for kind in KINDS.values() for due in kind.owed(until) if due.about not in chosen]
    party_ids = {due.party_id for due in dues}
    parties = {party.id: party for party in db.session.scalars(select(Party).where(Party.id.in_(party_ids)))}
    numbers = payee.of_each(party_ids)
    made: list[Payable] = []
    theirs: dict[tuple[int, str], list[Due]] = {}
    for due in dues:
        theirs.setdefault((due.party_id, due.about.partition(":")[0]), []).append(due)
    for (party_id, _kind), several in theirs.items():
        for together in _transfers(several):
            made.append(_payable(parties[party_id], together, numbers.get(party_id, [])))
    return sorted(made, key=lambda one: (one.due_on, one.party.name, one.key))


def _transfers(dues: Sequence[Due]) -> list[tuple[Due, ...]]:
    """Each debt apart, so that the bank shows it apart; but a credit is taken off what the same supplier asks."""
    taken_off = [due for due in dues if due.amount.cents < 0]
    if not taken_off:
        return [(due,) for due in dues]
    certain = [due for due in dues if due.amount.cents > 0 and not due.doubts]
    apart = [(due,) for due in dues if due.amount.cents > 0 and due.doubts]
    return [(*certain, *taken_off), *apart]


def _payable(party: Party, dues: tuple[Due, ...], numbers: Sequence[Payee]) -> Payable:
    standing = next((one for one in numbers if one.state == PayeeState.STANDING), None)
    doubts = [doubt for due in dues for doubt in due.doubts]
    if any(one.state == PayeeState.WAITING for one in numbers):
        doubts.append(gettext("Het rekeningnummer is veranderd: laat er eerst een ander naar kijken."))
    elif standing is None:
        doubts.append(gettext("Er is geen rekeningnummer bekend."))
    total = sum((due.amount for due in dues), Money.zero())
    if total.cents <= 0:
        doubts.append(gettext("We krijgen hier nog geld: wacht op een factuur om het mee te verrekenen."))
    return Payable(party, dues, standing, tuple(dict.fromkeys(doubts)))
