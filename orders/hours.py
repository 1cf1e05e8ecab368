"""Hours: what a member worked, told once, approved by the coordinator, and from then on settled."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from coop.events import Event
from coop.money import Money
from members.engagement import engagement_on
from members.member import Member
from orders import approver, limit
from orders.job import Assignment, Job, JobState
from orders.limit import Step, Work
from orders.service import Service

LONGEST = 12 * 60


class HoursState(StrEnum):
    """How far an entry is."""

    SUBMITTED = "submitted"
    QUERIED = "queried"
    APPROVED = "approved"


class NotYourJob(NotFound):
    """Hours are told by who was on the job."""


class NotEngaged(Refusal):
    """Who works has an engagement on that day: it decides pay, insurance and limits."""


class ImpossibleHours(Refusal):
    """Work ends after it began, on the same day, lasts no more than twelve hours and is not told in advance."""


class AlreadyApproved(Stale):
    """Approved hours are settled; what was wrong is put right with the coordinator."""


class UidTaken(Refusal):
    """The id of an entry is made once, by who tells the hours; nobody else tells anything with it."""


class OwnHours(Refusal):
    """Nobody approves their own hours as long as somebody else may."""


class HourEntry(Model):
    """What one member worked on one day, in whole minutes without the pause."""

    __tablename__ = "hour_entry"
    __table_args__ = (
        CheckConstraint("state IN ('submitted', 'queried', 'approved')", name="state"),
        CheckConstraint("minutes BETWEEN 1 AND 720 AND pause >= 0", name="minutes"),
        CheckConstraint("state <> 'queried' OR question <> ''", name="query_has_question"),
        CheckConstraint("(state = 'approved') = (approved_at IS NOT NULL)", name="approved"),
        CheckConstraint(
            "engagement IN ('employee', 'volunteer', 'participation', 'starter', 'apprentice')",
            name="engagement",
        ),
        Index(
            "uq_hour_entry_job_member",
            "job_id",
            "member_id",
            unique=True,
            sqlite_where=text("job_id IS NOT NULL"),
            postgresql_where=text("job_id IS NOT NULL"),
        ),
        Index("ix_hour_entry_member_day", "member_id", "day"),
        Index("ix_hour_entry_state", "state", "day"),
    )
    __audited__ = ("state", "minutes")

    id: Mapped[int] = pk()
    uid: Mapped[str] = mapped_column(String(64), unique=True)
    """Made where the entry was made, so that sending it twice tells it once."""
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    engagement: Mapped[str] = mapped_column(String(15))
    day: Mapped[date]
    begins: Mapped[time]
    ends: Mapped[time]
    pause: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=HoursState.SUBMITTED)
    note: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None] = mapped_column(String(60))
    cost: Mapped[Money | None]
    """What these hours cost the cooperative; told by the floor that keeps the rates, None until then."""

    job: Mapped[Job | None] = relationship()
    service: Mapped[Service] = relationship()
    member: Mapped[Member] = relationship()

    @property
    def as_planned(self) -> bool:
        """Whether it is just what was planned."""
        return self.job is not None and self.minutes == self.job.minutes

    @property
    def work(self) -> Work:
        """What it is for a limit."""
        about = f"hour_entry:{self.id}"
        return Work(self.member.person_id, self.member.name, self.day, self.minutes, self.engagement, about)


hours_approved: Event[Sequence[HourEntry]] = Event("orders.hours_approved")


def confirm(job: Job, member: Member, uid: str) -> HourEntry:
    """ "Klopt": the hours were as planned; raises NotYourJob, ImpossibleHours, NotEngaged, AlreadyApproved."""
    return tell(member, uid, job=job, day=job.day, begins=job.begins, ends=job.ends)


def tell(
    member: Member,
    uid: str,
    *,
    day: date,
    begins: time,
    ends: time,
    pause: int = 0,
    job: Job | None = None,
    service: Service | None = None,
    note: str = "",
) -> HourEntry:
    """Tell hours, on a planned job or on other work; told again before approval, the last word counts.

    Raises NotYourJob, ImpossibleHours, NotEngaged, AlreadyApproved, UidTaken.
    """
    entry = _told_before(member, uid, job)
    if entry is None:
        entry = _new(member, uid, job, service, day)
    elif entry.state == HoursState.APPROVED:
        raise AlreadyApproved(gettext("Deze uren zijn al goedgekeurd. Klopt er iets niet? Bel de coördinator."))
    minutes = worked_minutes(day, begins, ends, pause)
    entry.day, entry.begins, entry.ends = day, begins, ends
    entry.pause, entry.minutes, entry.note = pause, minutes, note.strip()
    entry.state, entry.question = HoursState.SUBMITTED, ""
    entry.submitted_at = clock.now()
    db.session.add(entry)
    db.session.flush()
    return entry


def approve(entries: Sequence[HourEntry], because: str = "") -> list[HourEntry]:
    """Approve these hours and finish the jobs that thereby have all theirs; returns what was newly approved.

    Raises OwnHours, and OverLimit where a limit would be passed without a reason. Who is the only one that may
    approve, may approve their own too: the audit trail says so.
    """
    fresh = [entry for entry in entries if entry.state != HoursState.APPROVED]
    by = approver.acting()
    if any(by.leaves(entry.member_id) for entry in fresh):
        raise OwnHours(gettext("Je eigen uren keurt iemand anders goed."))
    limit.demand(Step.HOURS, [entry.work for entry in fresh], because)
    for entry in fresh:
        if by.owns(entry.member_id):
            audit.record(audit.subject_of(entry), "approved_own", now="only_approver")
        entry.state, entry.question = HoursState.APPROVED, ""
        entry.approved_at, entry.approved_by = clock.now(), audit.who()
    if fresh:
        hours_approved.tell(fresh)
    db.session.flush()
    _finish({entry.job_id for entry in fresh if entry.job_id is not None})
    return fresh


def query(entry: HourEntry, question: str) -> None:
    """Ask the member about these hours; raises AlreadyApproved, Refusal without a question."""
    if entry.state == HoursState.APPROVED:
        raise AlreadyApproved(gettext("Deze uren zijn al goedgekeurd."))
    if not question.strip():
        raise Refusal(gettext("Schrijf in een zin wat je wilt weten."), field="question")
    entry.state, entry.question = HoursState.QUERIED, question.strip()
    db.session.flush()


def waiting(*, lock: bool = False) -> list[HourEntry]:
    """The hours to approve, oldest first, with their member, job and service in one statement.

    With `lock` they are held until the commit; what a colleague approves meanwhile is not among them.
    """
    found = (
        select(HourEntry)
        .where(HourEntry.state == HoursState.SUBMITTED)
        .options(joinedload(HourEntry.member), joinedload(HourEntry.job), joinedload(HourEntry.service))
        .order_by(HourEntry.day, HourEntry.id)
    )
    if lock:
        found = found.with_for_update(of=HourEntry).execution_options(populate_existing=True)
    return list(db.session.scalars(found))


def of_jobs(job_ids: Sequence[int]) -> dict[int, list[HourEntry]]:
    """The hours told on these jobs, by job, in one statement."""
    found: dict[int, list[HourEntry]] = {job_id: [] for job_id in job_ids}
    told = select(HourEntry).where(HourEntry.job_id.in_(job_ids)).options(joinedload(HourEntry.member))
    for entry in db.session.scalars(told.order_by(HourEntry.id)):
        if entry.job_id is not None:
            found[entry.job_id].append(entry)
    return found


def by_id(entry_id: int, *, lock: bool = False) -> HourEntry:
    """The entry with this number; raises NotFound. With `lock` it is held until the commit."""
    found = select(HourEntry).where(HourEntry.id == entry_id)
    if lock:
        found = found.with_for_update(of=HourEntry).execution_options(populate_existing=True)
    entry = db.session.scalar(found)
    if entry is None:
        raise NotFound(gettext("Deze uren zijn er niet."))
    return entry


def worked_minutes(day: date, begins: time, ends: time, pause: int) -> int:
    """How long was worked; raises ImpossibleHours."""
    if day > clock.today():
        raise ImpossibleHours(gettext("Die dag moet nog komen. Vul je uren in als de klus klaar is."), field="day")
    minutes = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute - pause
    if pause < 0 or not 0 < minutes <= LONGEST:
        raise ImpossibleHours(
            gettext("Het einde moet na het begin liggen, en de pauze moet erin passen."), field="ends"
        )
    return minutes


def _told_before(member: Member, uid: str, job: Job | None) -> HourEntry | None:
    same = HourEntry.uid == uid
    if job is not None:
        # Held, so that what is told in two tabs at once is told once and then told again.
        theirs = (Assignment.job_id == job.id, Assignment.member_id == member.id)
        db.session.execute(select(Assignment.id).where(*theirs).with_for_update())
        same = same | (HourEntry.job_id == job.id)
    return db.session.scalar(
        select(HourEntry).where(HourEntry.member_id == member.id, same).with_for_update(of=HourEntry)
    )


def _new(member: Member, uid: str, job: Job | None, service: Service | None, day: date) -> HourEntry:
    if db.session.scalar(select(HourEntry.id).where(HourEntry.uid == uid)):
        raise UidTaken(gettext("Deze uren zijn van iemand anders of al eens doorgegeven. Geef ze opnieuw door."))
    if job is not None:
        assigned = select(Assignment.engagement).where(
            Assignment.job_id == job.id, Assignment.member_id == member.id
        )
        kind = db.session.scalar(assigned)
        if kind is None or job.state == JobState.CANCELLED:
            raise NotYourJob(gettext("Deze klus staat niet op jouw naam."))
        return HourEntry(uid=uid, job_id=job.id, service_id=job.service_id, member_id=member.id, engagement=kind)
    engagement = engagement_on(member, day)
    if engagement is None:
        raise NotEngaged(
            gettext("Je hebt op die dag geen afspraak met het wijkbedrijf. Vraag het de coördinator.")
        )
    if service is None:
        raise Refusal(gettext("Kies wat voor werk het was."), field="service")
    return HourEntry(uid=uid, service_id=service.id, member_id=member.id, engagement=engagement.kind)


def _finish(job_ids: set[int]) -> None:
    if not job_ids:
        return
    told = (
        select(Assignment.job_id)
        .outerjoin(
            HourEntry,
            (HourEntry.job_id == Assignment.job_id)
            & (HourEntry.member_id == Assignment.member_id)
            & (HourEntry.state == HoursState.APPROVED),
        )
        .where(Assignment.job_id.in_(job_ids))
        .group_by(Assignment.job_id)
        .having(func.count(Assignment.id) == func.count(HourEntry.id))
    )
    for job in db.session.scalars(select(Job).where(Job.id.in_(told), Job.state == JobState.PLANNED)):
        job.state = JobState.DONE
    db.session.flush()
