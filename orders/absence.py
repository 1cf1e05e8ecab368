"""Who cannot come after all says so, and the place is open at once: for who wants it, or for who comes after all.

Why somebody cannot come is not asked: that is theirs.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from coop import clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from members.member import Member
from orders import job as jobs
from orders import staffing
from orders.hours import NotYourJob
from orders.job import Job, JobState


class AbsenceState(StrEnum):
    """What became of the place."""

    OPEN = "open"
    TAKEN = "taken"
    UNDONE = "undone"


class TooLate(Refusal):
    """One says that one cannot come before the work is over, not afterwards."""


class AlreadyTaken(Stale):
    """A place is for who takes it first."""


class Absence(Model):
    """A member who was planned on a job and said that they cannot come."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'taken', 'undone')", name="state"),
        CheckConstraint("(state = 'taken') = (taken_by IS NOT NULL)", name="taken"),
        Index(
            "uq_absence_open",
            "job_id",
            "member_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )
    __audited__ = ("state",)

    id: Mapped[int] = pk()
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    state: Mapped[str] = mapped_column(String(6), default=AbsenceState.OPEN)
    said_at: Mapped[datetime]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("member.id"))

    job: Mapped[Job] = relationship()
    member: Mapped[Member] = relationship(foreign_keys=member_id)

    @property
    def is_free(self) -> bool:
        """Whether the place can still be taken; the coordinator may have filled it, or called the visit off."""
        return self.state == AbsenceState.OPEN and self.job.places > 0 and self.job.day >= clock.today()

    def take(self, member: Member) -> None:
        """Give the place to a member; hold the job first, so that of two who come at once one gets it.

        Raises AlreadyTaken, NotEngaged, OverLimit.
        """
        if self.state == AbsenceState.TAKEN and self.taken_by == member.id:
            return
        self._demand_free()
        staffing.assign(self.job, [member])
        self.state, self.taken_by = AbsenceState.TAKEN, member.id
        db.session.flush()

    def undo(self) -> None:
        """Come after all, as long as nobody has the place; raises AlreadyTaken, NotEngaged."""
        self._demand_free()
        staffing.assign(self.job, [self.member], gettext("Was al ingepland, en komt toch."))
        self.state = AbsenceState.UNDONE
        db.session.flush()

    def _demand_free(self) -> None:
        if not self.is_free:
            raise AlreadyTaken(gettext("Deze klus is al overgenomen, of gaat niet door."))


def say(job: Job, member: Member) -> Absence:
    """Take a member off a job that they cannot come to; hold the job first.

    Raises NotYourJob, TooLate, NotPlanned, HasHours.
    """
    if member.id not in {assignment.member_id for assignment in job.assignments}:
        raise NotYourJob(gettext("Deze klus staat niet op jouw naam."))
    if job.day < clock.today():
        raise TooLate(gettext("Deze klus is al geweest. Bel de coördinator."))
    staffing.release(job, member.id)
    db.session.expire(job, ["assignments"])
    made = Absence(job=job, member=member, said_at=clock.now())
    db.session.add(made)
    db.session.flush()
    return made


def of_member(member_id: int) -> list[Absence]:
    """The places that a member gave up and nobody took, which they may take back."""
    return [one for one in _open(Absence.member_id == member_id) if one.is_free]


def of_jobs(job_ids: Sequence[int]) -> dict[int, list[str]]:
    """Who said that they cannot come, and was not replaced yet, by job."""
    found: dict[int, list[str]] = {}
    for one in _open(Absence.job_id.in_(job_ids)):
        if one.job.places:
            found.setdefault(one.job_id, []).append(one.member.name)
    return found


def find(absence_id: int, member_id: int) -> Absence:
    """An absence of this member, with its job held for a change; raises NotFound."""
    found = db.session.get(Absence, absence_id)
    if found is None or found.member_id != member_id:
        raise NotFound(gettext("Deze afmelding is er niet."))
    return held(found)


def held(found: Absence) -> Absence:
    """The same absence as it is once nobody else can change it."""
    jobs.by_id(found.job_id, lock=True)
    db.session.refresh(found)
    db.session.expire(found.job, ["assignments"])
    return found


def _open(*which: object) -> list[Absence]:
    query = (
        select(Absence)
        .join(Absence.job)
        .where(Absence.state == AbsenceState.OPEN, Job.state == JobState.PLANNED, *which)  # type: ignore[arg-type]
        .options(joinedload(Absence.job).selectinload(Job.assignments), joinedload(Absence.member))
        .order_by(Job.day, Job.begins, Absence.id)
    )
    return list(db.session.scalars(query))
