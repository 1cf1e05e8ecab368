"""Undoing a match: everything it booked is reversed, what was booked by hand stays, and the line is open again."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import select, update

from coop import audit, clock
from coop.database import db
from coop.errors import Refusal, Stale
from coop.ledger.posting import posted, reverse
from invoicing import payment, purchase_payment
from invoicing.bank import awaited
from invoicing.bank.awaited import CameBack
from invoicing.grants import receiving, repaying
from invoicing.grants.grant import GrantRepayment
from invoicing.matching.match import BankMatch, Kind, MatchPart, standing
from invoicing.payment import Payment
from invoicing.purchase_payment import PurchasePayment


class ToldByBank(Refusal):
    """Money that a line of the bank stands for is undone at that line."""


class NotBooked(Stale):
    """Only what stands can be undone."""


def undo(line_id: int) -> BankMatch:
    """Undo what a line was booked as, today; raises NotBooked and what undoing a payment raises."""
    match = standing(line_id, lock=True)
    if match is None:
        raise NotBooked(gettext("Deze regel is al losgemaakt."))
    on, parts = clock.today(), list(match.parts)
    stood = MatchPart.line_id == match.line_id, MatchPart.attempt == match.attempt
    db.session.execute(update(MatchPart).where(*stood).values(stands=False))
    match.undone_at, match.undone_by = clock.now(), audit.who()
    audit.record(f"bank_line:{line_id}", "matched", match.reason, None)
    db.session.flush()
    for part in parts:
        _take_back(part, on)
    entry = posted(match.source)
    if entry is not None:
        text = gettext("Teruggedraaid: bankregel %(id)s", id=line_id)
        reverse(entry.id, on, f"{match.source}:undone", text)
    return match


def _take_back(part: MatchPart, on: date) -> None:
    if part.kind == Kind.PAYMENT and part.payment is not None:
        payment.undo(part.payment, on)
    elif part.kind == Kind.PURCHASE and part.purchase_payment is not None:
        purchase_payment.undo(part.purchase_payment, on)
    elif part.kind == Kind.GRANT and part.grant_receipt is not None:
        receiving.undo_receipt(part.grant_receipt, on)
    elif part.kind == Kind.RETURNED and part.awaited is not None:
        awaited.return_undone.tell(CameBack(part.awaited.source, on, "", part.line_id))


@payment.undoing.subscribe
def _told_of_payment(wrong: Payment) -> None:
    _must_not_be_told(wrong.source)


@purchase_payment.undoing.subscribe
def _told_of_purchase(wrong: PurchasePayment) -> None:
    _must_not_be_told(wrong.source)


@repaying.undoing.subscribe
def _told_of_repayment(wrong: GrantRepayment) -> None:
    _must_not_be_told(wrong.source)


def _must_not_be_told(source: str) -> None:
    line = db.session.scalar(select(MatchPart.line_id).where(MatchPart.stands, MatchPart.source == source))
    if line is not None:
        raise ToldByBank(gettext("Deze betaling staat op het bankafschrift. Maak eerst de bankregel los."))
