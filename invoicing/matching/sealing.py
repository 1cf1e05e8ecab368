"""Sealing: what was booked for lines is written down as their matches, the parts first."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from coop import audit, clock
from coop.audit import AuditLine
from coop.database import db
from coop.errors import Stale
from coop.money import Money
from invoicing.matching.drafted import Booking, Drafted
from invoicing.matching.match import BankMatch, MatchPart


class BookedAlready(Stale):
    """A line is booked once."""


_NOTHING: dict[str, Any] = {
    "payment_id": None,
    "purchase_payment_id": None,
    "grant_receipt_id": None,
    "source": None,
    "awaited_id": None,
    "account": None,
    "cost_object_id": None,
}


def seal(bookings: Sequence[Booking], parts: Sequence[Drafted], before: dict[int, int]) -> None:
    """Write the matches of these lines with their parts; raises BookedAlready."""
    of_line: dict[int, list[Drafted]] = {}
    for one in parts:
        of_line.setdefault(one.booking.line.id, []).append(one)
    rows, matches = [], []
    for booking in bookings:
        line, attempt = booking.line, before.get(booking.line.id, 0) + 1
        several = of_line[line.id]
        for one in several:
            rests_on = {**_NOTHING, **one.rests_on}
            difference = rests_on.pop("difference_id", None)
            facts = {"line_id": line.id, "attempt": attempt, "kind": one.kind, "stands": True}
            rows.append({**facts, **rests_on, "amount": one.part.amount})
            if difference is not None:
                rows.append({**facts, **_NOTHING, "payment_id": difference, "amount": Money.zero()})
        parties = {one.party_id for one in several}
        matches.append(
            {
                "line_id": line.id,
                "attempt": attempt,
                "how": booking.proposal.how,
                "by_itself": booking.by_itself,
                "reason": " ".join(booking.proposal.reasons)[:300],
                "party_id": next(iter(parties)) if len(parties) == 1 else None,
                "matched_at": clock.now(),
                "matched_by": audit.who(),
            }
        )
    places: dict[tuple[int, int], int] = {}
    for row in rows:
        key = row["line_id"], row["attempt"]
        row["position"] = places[key] = places.get(key, 0) + 1
    try:
        db.session.execute(insert(MatchPart), rows)
        db.session.execute(insert(BankMatch), matches)
        told = [audit.facts(f"bank_line:{row['line_id']}", "matched", now=row["reason"]) for row in matches]
        db.session.execute(insert(AuditLine), told)
    except IntegrityError as twice:
        raise BookedAlready(gettext("Deze regel is net al geboekt. Ververs de pagina.")) from twice
