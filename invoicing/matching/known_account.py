"""Whom we know: who paid from an account before, gave a mandate for it, or is paid to it."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select, union

from coop.database import db
from invoicing.bank.line import BankLine
from invoicing.direct_debit.mandate import Mandate
from invoicing.matching.match import BankMatch
from invoicing.paying_out.payee import Payee, PayeeState


def parties_of() -> dict[str, set[int]]:
    """The parties of every account number we know."""
    told = (
        select(BankLine.iban, BankMatch.party_id)
        .join(BankLine, BankLine.id == BankMatch.line_id)
        .where(BankMatch.undone_at.is_(None), BankMatch.party_id.is_not(None), BankLine.iban != "")
    )
    signed = select(Mandate.iban, Mandate.party_id)
    paid = select(Payee.iban, Payee.party_id).where(Payee.state == PayeeState.STANDING)
    found: dict[str, set[int]] = defaultdict(set)
    rows: Any = db.session.execute(union(told, signed, paid))
    for iban, party_id in rows:
        found[iban].add(party_id)
    return dict(found)


def party_of_mandate() -> dict[str, int]:
    """Whose each mandate is, by the reference that the bank shows with a debit."""
    return {row.reference: row.party_id for row in db.session.execute(select(Mandate.reference, Mandate.party_id))}
