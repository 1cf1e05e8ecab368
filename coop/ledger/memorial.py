"""The memorial: what the treasurer books by hand, and how that is undone."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext

from coop import audit, sequence
from coop.errors import Refusal
from coop.ledger.control import is_controlled
from coop.ledger.journal import MEMORIAL
from coop.ledger.posting import Line, Posted, Posting, post, reverse
from coop.ledger.transaction import Transaction

KIND = "memorial"
"""What the source of a posting by hand begins with."""


class Controlled(Refusal):
    """An account that a sub-ledger explains is moved by that sub-ledger only, or the two would differ."""


class NotByHand(Refusal):
    """What another room posted is undone in that room: an invoice, for one, by its credit note."""


def post_by_hand(day: date, description: str, lines: Sequence[Line]) -> Posted:
    """Post the lines in the memorial.

    Raises Controlled for an account with a sub-ledger, and what posting raises.
    """
    for line in lines:
        if line.cents and is_controlled(line.account):
            raise Controlled(
                gettext(
                    "Rekening %(number)s wordt bijgehouden door facturen en betalingen. Boek het daar.",
                    number=line.account,
                )
            )
    source = f"{KIND}:{sequence.next_number(KIND)}"
    [made] = post([Posting(MEMORIAL, day, source, description, lines)])
    audit.record(f"ledger:{made.journal}-{made.number}", "posted", None, description)
    return made


def can_be_undone(transaction: Transaction) -> bool:
    """Whether it was posted by hand; whether it was reversed before, posting itself finds out."""
    return transaction.source.startswith(f"{KIND}:")


def undo(transaction: Transaction, on: date, reason: str) -> Posted:
    """Reverse what was posted by hand; raises NotByHand, PeriodClosed, and AlreadyPosted the second time."""
    if not can_be_undone(transaction):
        raise NotByHand(gettext("Deze boeking komt niet uit het memoriaal. Zet haar recht waar zij vandaan komt."))
    made = reverse(transaction.id, on, f"reversal:{transaction.label}", reason)
    audit.record(f"ledger:{transaction.label}", "reversed", None, f"{made.journal}-{made.number}: {reason}")
    return made
