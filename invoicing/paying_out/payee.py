"""Payees: the account number of whom we pay; one that changed is looked at by a second person first."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock, identifiers
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from members.party import Party


class Origin(StrEnum):
    """Where an account number came from."""

    HAND = "hand"
    INVOICE = "invoice"
    """Read from an e-invoice of the supplier."""
    SELF = "self"
    """Told by the person who is paid."""


class PayeeState(StrEnum):
    """Whether it is paid to."""

    STANDING = "standing"
    WAITING = "waiting"
    """It is another than before: a second person has to look at it."""
    REFUSED = "refused"
    PAST = "past"


class SameNumber(Refusal):
    """A number that stands already is not entered again."""


class OwnEntry(Refusal):
    """Who entered a changed account number does not confirm it too."""


class AlreadyLookedAt(Stale):
    """A changed number is looked at once."""


class Payee(Model):
    """An account number of a party, with its holder. The database holds to the second look (migration)."""

    __tablename__ = "payee"
    __table_args__ = (
        CheckConstraint("state IN ('standing', 'waiting', 'refused', 'past')", name="state"),
        CheckConstraint("origin IN ('hand', 'invoice', 'self')", name="origin"),
        CheckConstraint("(looked_at IS NULL) = (looked_by IS NULL)", name="looked"),
        CheckConstraint("looked_by <> entered_by", name="by_another"),
        CheckConstraint("state NOT IN ('waiting', 'refused') OR changed", name="waits"),
        CheckConstraint(
            "NOT changed OR state IN ('waiting', 'past') OR looked_by IS NOT NULL", name="second_look"
        ),
        Index(
            "uq_payee_standing",
            "party_id",
            unique=True,
            sqlite_where=text("state = 'standing'"),
            postgresql_where=text("state = 'standing'"),
        ),
        Index(
            "uq_payee_waiting",
            "party_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_payee_party_id", "party_id"),
    )
    __audited__ = ("state", "iban")

    id: Mapped[int] = pk()
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    iban: Mapped[str] = mapped_column(String(34))
    holder: Mapped[str] = mapped_column(String(70))
    origin: Mapped[str] = mapped_column(String(10), default=Origin.HAND)
    changed: Mapped[bool]
    """Whether another number stood before it."""
    state: Mapped[str] = mapped_column(String(10))
    entered_at: Mapped[datetime]
    entered_by: Mapped[str] = mapped_column(String(60))
    looked_at: Mapped[datetime | None]
    looked_by: Mapped[str | None] = mapped_column(String(60))

    party: Mapped[Party] = relationship()


def enter(party: Party, iban: str, holder: str = "", origin: Origin = Origin.HAND) -> Payee:
    """Keep the account number of a party: the first stands at once, another waits for a second look.

    Raises NotANumber, SameNumber.
    """
    number = identifiers.iban(iban)
    # The party is held, so that two who enter its first number at once do not both write the first.
    db.session.execute(select(Party.id).where(Party.id == party.id).with_for_update())
    there = of(party.id)
    if any(one.iban == number for one in there):
        raise SameNumber(gettext("Dit rekeningnummer kennen we al."), "iban")
    for one in there:
        if one.state == PayeeState.WAITING:  # the last word counts; nobody looks at two
            one.state = PayeeState.PAST
    db.session.flush()
    changed = db.session.scalar(select(Payee.id).where(Payee.party_id == party.id).limit(1)) is not None
    made = Payee(
        party_id=party.id,
        iban=number,
        holder=(holder.strip() or party.name)[:70],
        origin=origin,
        changed=changed,
        state=PayeeState.WAITING if changed else PayeeState.STANDING,
        entered_at=clock.now(),
        entered_by=audit.who(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def learn(party: Party, iban: str) -> Payee | None:
    """Take the number from an e-invoice of the party: another one waits for a second look, a wrong one is none."""
    try:
        return enter(party, iban, origin=Origin.INVOICE) if iban.strip() else None
    except (identifiers.NotANumber, SameNumber):
        return None


def confirm(found: Payee) -> Payee:
    """Say as the second person that a changed number is right, so it stands; raises AlreadyLookedAt, OwnEntry."""
    _look(found)
    for one in of(found.party_id):
        if one.state == PayeeState.STANDING:
            one.state = PayeeState.PAST
    db.session.flush()
    found.state = PayeeState.STANDING
    db.session.flush()
    return found


def refuse(found: Payee) -> Payee:
    """Say as the second person that it is wrong, so what stood stays; raises AlreadyLookedAt, OwnEntry."""
    _look(found)
    found.state = PayeeState.REFUSED
    db.session.flush()
    return found


def of(party_id: int) -> list[Payee]:
    """The number of a party that stands and the one that waits, if they are there."""
    return of_each([party_id]).get(party_id, [])


def of_each(party_ids: Iterable[int]) -> dict[int, list[Payee]]:
    """The same by party, in one statement; what stands goes first."""
    query = select(Payee).where(
        Payee.party_id.in_(list(party_ids)), Payee.state.in_((PayeeState.STANDING, PayeeState.WAITING))
    )
    found: dict[int, list[Payee]] = {}
    for one in db.session.scalars(query.order_by(Payee.state, Payee.id)):
        found.setdefault(one.party_id, []).append(one)
    return found


def history(party_id: int) -> Sequence[Payee]:
    """Every number a party ever had, the newest first."""
    return db.session.scalars(select(Payee).where(Payee.party_id == party_id).order_by(Payee.id.desc())).all()


def shared(party_id: int) -> Sequence[Party]:
    """Who else is paid on a number of this party; one account for two suppliers is worth a question."""
    own = select(Payee.iban).where(Payee.party_id == party_id, Payee.state.in_(("standing", "waiting")))
    query = select(Payee).where(
        Payee.iban.in_(own), Payee.party_id != party_id, Payee.state == PayeeState.STANDING
    )
    return [one.party for one in db.session.scalars(query.order_by(Payee.id))]


def waiting() -> Sequence[Payee]:
    """The numbers that a second person has to look at."""
    return db.session.scalars(select(Payee).where(Payee.state == PayeeState.WAITING).order_by(Payee.id)).all()


def find(payee_id: int, *, lock: bool = False) -> Payee:
    """The account number with this key; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(Payee, payee_id, with_for_update=lock, populate_existing=lock)
    if found is None:
        raise NotFound(gettext("Dit rekeningnummer is er niet."))
    return found


def _look(found: Payee) -> None:
    if found.state != PayeeState.WAITING:
        raise AlreadyLookedAt(gettext("Naar dit rekeningnummer is al gekeken."))
    if audit.who() == found.entered_by:
        raise OwnEntry(gettext("Je hebt dit nummer zelf ingevoerd. Vraag een ander om ernaar te kijken."))
    found.looked_at, found.looked_by = clock.now(), audit.who()
