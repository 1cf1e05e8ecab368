"""Claims: what a member paid for us and gets back, once somebody else found it right."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from coop.ledger.cost_object import CostObject
from coop.money import Money
from members.party import Person

EARLIEST = 366
"""So many days back an expense is still claimed: after that its year is closed."""


class ClaimState(StrEnum):
    """How far a claim is."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class WrongDay(Refusal):
    """What was paid was paid before today, and not so long ago that its year is closed."""


class WrongAmount(Refusal):
    """What was paid is above nothing."""


class NotSubmitted(Stale):
    """A claim is decided once."""


class Claim(Model):
    """An expense of a person for us, with its receipt. The database refuses that they approve it themselves."""

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("state IN ('submitted', 'approved', 'declined', 'withdrawn')", name="state"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("what <> ''", name="what"),
        CheckConstraint("decided_by <> submitted_by", name="by_another"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided"),
        CheckConstraint("state NOT IN ('approved', 'declined') OR decided_by IS NOT NULL", name="decider"),
        CheckConstraint("state <> 'declined' OR reason <> ''", name="reason"),
        CheckConstraint("state <> 'approved' OR account IS NOT NULL", name="account"),
        Index("ix_claim_state", "state", "id"),
    )
    __audited__ = ("state", "amount")

    id: Mapped[int] = pk()
    person_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    what: Mapped[str] = mapped_column(String(120))
    day: Mapped[date]
    amount: Mapped[Money]
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))
    receipt_sha: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))
    state: Mapped[str] = mapped_column(String(10), default=ClaimState.SUBMITTED)
    account: Mapped[str | None] = mapped_column(ForeignKey("ledger_account.number"))
    """The cost it is, chosen by who approved it."""
    reason: Mapped[str] = mapped_column(String(200), default="")
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[str] = mapped_column(String(60))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(60))

    person: Mapped[Person] = relationship()
    cost_object: Mapped[CostObject | None] = relationship()

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"claim:{self.id}"


def submit(
    person: Person, what: str, day: date, amount: Money, receipt_sha: str, cost_object_id: int | None = None
) -> Claim:
    """Claim what one paid for us; raises WrongDay, WrongAmount."""
    today = clock.today()
    if not 0 <= (today - day).days <= EARLIEST:
        raise WrongDay(gettext("Kies een dag in het afgelopen jaar."), "day")
    if amount.cents <= 0:
        raise WrongAmount(gettext("Vul een bedrag in boven € 0."), "amount")
    made = Claim(
        person_id=person.id,
        what=what.strip(),
        day=day,
        amount=amount,
        receipt_sha=receipt_sha,
        cost_object_id=cost_object_id,
        submitted_at=clock.now(),
        submitted_by=audit.who(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def withdraw(found: Claim) -> None:
    """Take back one's own claim while nobody decided on it; raises NotSubmitted."""
    must_be_submitted(found)
    found.state = ClaimState.WITHDRAWN
    db.session.flush()


def must_be_submitted(found: Claim) -> None:
    """Raise NotSubmitted unless it still waits for a decision."""
    if found.state != ClaimState.SUBMITTED:
        raise NotSubmitted(gettext("Over deze declaratie is al beslist."))


def find(claim_id: int, *, lock: bool = False, of: int | None = None) -> Claim:
    """The claim with this number, of a person if one is given; raises NotFound. `lock` holds it to the commit."""
    query = select(Claim).where(Claim.id == claim_id)
    if of is not None:
        query = query.where(Claim.person_id == of)
    if lock:
        query = query.with_for_update(of=Claim).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(gettext("Deze declaratie is er niet."))
    return found


def of_person(person_id: int) -> Sequence[Claim]:
    """What somebody claimed, the latest first."""
    query = select(Claim).where(Claim.person_id == person_id).order_by(Claim.id.desc())
    return db.session.scalars(query.limit(200)).all()


def alike(found: Claim) -> Sequence[Claim]:
    """Other claims that stand with the same receipt, or by the same person for the same day and amount."""
    twin = (Claim.person_id == found.person_id) & (Claim.day == found.day) & (Claim.amount == found.amount)
    standing = Claim.state.in_((ClaimState.SUBMITTED, ClaimState.APPROVED))
    query = select(Claim).where(Claim.id != found.id, standing, (Claim.receipt_sha == found.receipt_sha) | twin)
    return db.session.scalars(query.order_by(Claim.id)).all()


def waiting() -> Sequence[Claim]:
    """What waits for a decision, the oldest first."""
    query = select(Claim).where(Claim.state == ClaimState.SUBMITTED).order_by(Claim.id)
    return db.session.scalars(query.options(joinedload(Claim.person))).all()


def latest(limit: int) -> Sequence[Claim]:
    """What was decided last."""
    query = select(Claim).where(Claim.state != ClaimState.SUBMITTED).order_by(Claim.id.desc()).limit(limit)
    return db.session.scalars(query.options(joinedload(Claim.person))).all()
