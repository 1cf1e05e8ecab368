"""Mandates (machtigingen): what a customer signed, so that we may take what is owed off an account.

What was signed never changes; another account is another mandate. A customer has one that stands at a time.
"""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext, lazy_gettext
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Stale
from members.party import Party


class Kind(StrEnum):
    """For how often it is given."""

    RECURRENT = "recurrent"
    ONE_OFF = "one_off"


class Ended(StrEnum):
    """Why it stands no longer."""

    CUSTOMER = "customer"
    TREASURER = "treasurer"
    RETURNED = "returned"
    LAPSED = "lapsed"
    USED = "used"


KIND_NAMES = {Kind.RECURRENT: lazy_gettext("doorlopend"), Kind.ONE_OFF: lazy_gettext("eenmalig")}
ENDED_NAMES = {
    Ended.CUSTOMER: lazy_gettext("ingetrokken door de klant"),
    Ended.TREASURER: lazy_gettext("ingetrokken door ons"),
    Ended.RETURNED: lazy_gettext("geëindigd na een storno"),
    Ended.LAPSED: lazy_gettext("vervallen, te lang niet gebruikt"),
    Ended.USED: lazy_gettext("gebruikt"),
}


class AlreadyEnded(Stale):
    """A mandate ends once."""


class Mandate(Model):
    """A mandate as it was signed, and the day from which it stands no longer."""

    __tablename__ = "mandate"
    __table_args__ = (
        CheckConstraint("kind IN ('recurrent', 'one_off')", name="kind"),
        CheckConstraint("(kind = 'one_off') = (invoice_number IS NOT NULL)", name="one_off"),
        CheckConstraint("(ended_on IS NULL) = (ended_why IS NULL)", name="ended"),
        CheckConstraint("ended_why IN ('customer', 'treasurer', 'returned', 'lapsed', 'used')", name="why"),
        CheckConstraint("holder <> '' AND iban <> '' AND signature <> ''", name="signed"),
        Index(
            "uq_mandate_standing",
            "party_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    id: Mapped[int] = pk()
    reference: Mapped[str] = mapped_column(String(35), unique=True)
    """Ours, and on each debit (the scheme's AT-01)."""
    token: Mapped[str] = mapped_column(String(43), unique=True, default=lambda: secrets.token_urlsafe(24))
    """The secret word of its own page, on which it can be withdrawn."""
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    invoice_number: Mapped[str | None] = mapped_column(ForeignKey("invoice.number"))
    """The only one that a one-off mandate is for."""
    holder: Mapped[str] = mapped_column(String(70))
    iban: Mapped[str] = mapped_column(String(34))
    signature: Mapped[str] = mapped_column(String(70))
    """The name that was typed to sign with."""
    signed_at: Mapped[datetime]
    creditor: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Who we were: name, address and creditor identifier, as it was signed."""
    pdf_sha: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    ended_on: Mapped[date | None]
    ended_why: Mapped[str | None] = mapped_column(String(10))

    party: Mapped[Party] = relationship()

    @property
    def signed_on(self) -> date:
        """The day of signing, on the calendar of the neighbourhood."""
        return clock.local(self.signed_at).date()

    @property
    def source(self) -> str:
        """Its name in the audit trail."""
        return f"mandate:{self.id}"

    @property
    def masked(self) -> str:
        """The account for who may not see all of it."""
        return f"{self.iban[:2]}•• •••• {self.iban[-4:]}"

    def covers(self, invoice_number: str) -> bool:
        """Whether this invoice may be collected with it, while it stands."""
        return self.invoice_number in {None, invoice_number}

    def end(self, why: Ended, on: date) -> None:
        """Let it stand no longer from a day on; raises AlreadyEnded."""
        if self.ended_on is not None:
            raise AlreadyEnded(gettext("Deze machtiging geldt al niet meer."))
        self.ended_on, self.ended_why = on, why
        db.session.flush()
        audit.record(self.source, "ended", None, why)

    def stand_again(self) -> None:
        """Take its end back, when what ended it did not happen after all."""
        audit.record(self.source, "ended", self.ended_why, None)
        self.ended_on = self.ended_why = None
        db.session.flush()


def find(mandate_id: int, *, lock: bool = False) -> Mandate:
    """The mandate with this number; raises NotFound. With `lock` it is held until the commit."""
    return _found(Mandate.id == mandate_id, lock=lock)


def by_token(token: str, *, lock: bool = False) -> Mandate:
    """The mandate behind a private link; raises NotFound."""
    return _found(Mandate.token == token, lock=lock)


def standing(party_id: int) -> Mandate | None:
    """The mandate of a customer that was not ended; it may have lapsed by itself."""
    query = select(Mandate).where(Mandate.party_id == party_id, Mandate.ended_on.is_(None))
    return db.session.scalar(query)


def latest_of(party_ids: Iterable[int]) -> dict[int, Mandate]:
    """The last mandate of each of these customers, by their key: the one that stands, if one does."""
    query = select(Mandate).where(Mandate.party_id.in_(list(party_ids))).options(joinedload(Mandate.party))
    found = db.session.scalars(query.order_by(Mandate.ended_on.is_(None), Mandate.id))
    return {mandate.party_id: mandate for mandate in found}


def of_party(party_id: int) -> list[Mandate]:
    """Every mandate of a customer, the latest first."""
    return list(
        db.session.scalars(select(Mandate).where(Mandate.party_id == party_id).order_by(Mandate.id.desc()))
    )


def latest(limit: int, before: int | None = None) -> list[Mandate]:
    """The latest mandates, newest first, from the one before a key on."""
    query = select(Mandate).options(joinedload(Mandate.party)).order_by(Mandate.id.desc()).limit(limit)
    return list(db.session.scalars(query if before is None else query.where(Mandate.id < before)))


def _found(which: Any, *, lock: bool) -> Mandate:
    query = select(Mandate).where(which)
    if lock:
        query = query.with_for_update(of=Mandate).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(gettext("Deze machtiging is er niet. Kijk of de link helemaal klopt."))
    return found
