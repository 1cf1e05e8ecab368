"""The place of who cannot come, offered to who fits: by a private link that takes it with one tap."""

import secrets
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from coop import clock
from coop.database import Model, db, pk
from coop.errors import NotFound
from members.member import Member
from members.session import hashed
from orders import absence as absences
from orders.absence import Absence, AbsenceState
from orders.candidate import Candidate, Standing, candidates
from orders.job import Job, JobState


class JobOffer(Model):
    """A place, offered to one member; of the link only the hash is kept, so that the table opens nothing."""

    __tablename__ = "job_offer"
    __table_args__ = (UniqueConstraint("absence_id", "member_id"),)

    id: Mapped[int] = pk()
    absence_id: Mapped[int] = mapped_column(ForeignKey("absence.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]

    absence: Mapped[Absence] = relationship()
    member: Mapped[Member] = relationship()


def make(absence: Absence) -> list[tuple[Member, str]]:
    """Offer the place to everybody who fits; returns each with the token of their link."""
    made = []
    for one in _fitting(absence):
        token = secrets.token_urlsafe(24)
        db.session.add(JobOffer(absence=absence, member=one.member, token_hash=hashed(token), made_at=clock.now()))
        made.append((one.member, token))
    db.session.flush()
    return made


def by_token(token: str) -> JobOffer:
    """The offer behind a private link; raises NotFound."""
    found = db.session.scalar(select(JobOffer).where(JobOffer.token_hash == hashed(token)))
    if found is None:
        raise NotFound(gettext("Deze link is er niet. Kijk of hij helemaal klopt."))
    return found


def find(offer_id: int, member_id: int) -> JobOffer:
    """An offer to this member; raises NotFound."""
    found = db.session.get(JobOffer, offer_id)
    if found is None or found.member_id != member_id:
        raise NotFound(gettext("Deze klus is jou niet aangeboden."))
    return found


def accept(offer: JobOffer) -> None:
    """Let who was offered the place have it; raises AlreadyTaken, NotEngaged, OverLimit."""
    absences.held(offer.absence).take(offer.member)


def to_member(member_id: int) -> list[JobOffer]:
    """What a member was offered and can still take, the soonest first."""
    query = (
        select(JobOffer)
        .join(JobOffer.absence)
        .join(Absence.job)
        .where(
            JobOffer.member_id == member_id,
            Absence.state == AbsenceState.OPEN,
            Job.state == JobState.PLANNED,
            Job.day >= clock.today(),
        )
        .options(
            joinedload(JobOffer.absence)
            .joinedload(Absence.job)
            .options(joinedload(Job.service), joinedload(Job.order), selectinload(Job.assignments))
        )
        .order_by(Job.day, Job.begins, JobOffer.id)
    )
    return [one for one in db.session.scalars(query) if one.absence.is_free]


def _fitting(absence: Absence) -> list[Candidate]:
    # Work that asks no talent suits whoever is free; who would pass a limit is not asked.
    wanted = Standing.FITS if absence.job.service.talent_code else Standing.FREE
    return [
        one
        for one in candidates(absence.job)
        if one.standing == wanted and not one.warnings and one.member.id != absence.member_id
    ]
