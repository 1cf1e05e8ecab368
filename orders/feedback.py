"""What a customer says of a visit: good in one word, or what was not; and what the coordinator does about it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from coop import clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from coop.money import Money
from orders.job import Job, JobState, NoWorkday
from orders.workday import is_workday


class FeedbackState(StrEnum):
    """How far it is: a word of praise, or a complaint that was decided on or not yet."""

    PRAISED = "praised"
    COMPLAINED = "complained"
    REDO = "redo"
    TALK = "talk"
    SETTLED = "settled"


class Complaint(StrEnum):
    """What was not good."""

    UNDONE = "undone"
    UNTIDY = "untidy"
    LATE = "late"
    DAMAGE = "damage"
    CONTACT = "contact"
    OTHER = "other"


class NotYet(Refusal):
    """Work is judged once it has begun, and only work that takes place."""


class AlreadySaid(Stale):
    """A complaint that is being dealt with is not said anew; it is talked about."""


class NeedsWords(Refusal):
    """What a customer is told about a complaint is a sentence, not a state."""


class InThePast(Refusal):
    """What is done again lies ahead."""


class Feedback(Model):
    """What was said of one visit; the last word counts until the coordinator decides."""

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("state IN ('praised', 'complained', 'redo', 'talk', 'settled')", name="state"),
        CheckConstraint("what IN ('', 'undone', 'untidy', 'late', 'damage', 'contact', 'other')", name="what"),
        CheckConstraint("(state = 'praised') = (what = '')", name="complaint_says_what"),
        CheckConstraint("(state IN ('praised', 'complained')) = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(state = 'redo') = (redo_job_id IS NOT NULL)", name="redo"),
        Index("ix_feedback_state", "state", "given_at"),
    )
    __audited__ = ("state",)

    id: Mapped[int] = pk()
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    what: Mapped[str] = mapped_column(String(10), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_at: Mapped[datetime | None]
    redo_job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"), unique=True)

    job: Mapped[Job] = relationship(foreign_keys=[job_id])
    redo_job: Mapped[Job | None] = relationship(foreign_keys=[redo_job_id])

    def redo(self, day: date, begins: time) -> Job:
        """Come again, without costs; raises AlreadySaid when decided, InThePast, NoWorkday."""
        self._demand_undecided()
        if day < clock.today():
            raise InThePast(gettext("Kies een dag die nog komt."), "day")
        if not is_workday(day):
            raise NoWorkday(gettext("Op zondagen en feestdagen plannen we niets."), "day")
        before = self.job
        again = Job(
            order_id=before.order_id,
            service_id=before.service_id,
            title=before.title,
            due=before.due,
            day=day,
            begins=begins,
            minutes=before.minutes,
            people=before.people,
            price=Money.zero(),
            redo_of=before.id,
        )
        db.session.add(again)
        db.session.flush()
        self.state, self.decided_at, self.redo_job_id = FeedbackState.REDO, clock.now(), again.id
        db.session.flush()
        return again

    def talk(self) -> None:
        """Say that somebody will call; raises AlreadySaid when decided."""
        self._demand_undecided()
        self.state, self.decided_at = FeedbackState.TALK, clock.now()
        db.session.flush()

    def settle(self, answer: str) -> None:
        """Write down what came of it, in words for the customer; raises AlreadySaid, NeedsWords."""
        if self.state not in (FeedbackState.COMPLAINED, FeedbackState.TALK):
            raise AlreadySaid(gettext("Hier is al over beslist. Ververs de pagina."))
        if not answer.strip():
            raise NeedsWords(gettext("Schrijf in een zin wat jullie afspraken. De klant leest die zin."), "answer")
        self.state, self.answer = FeedbackState.SETTLED, answer.strip()
        self.decided_at = self.decided_at or clock.now()
        db.session.flush()

    def _demand_undecided(self) -> None:
        if self.state != FeedbackState.COMPLAINED:
            raise AlreadySaid(gettext("Hier is al over beslist. Ververs de pagina."))


def may_judge(job: Job) -> bool:
    """Whether the customer can say how it was: it has begun."""
    begun = clock.local(clock.now()) >= datetime.combine(job.day, job.begins, clock.AMSTERDAM)
    return job.state == JobState.DONE or (job.state == JobState.PLANNED and begun)


def praise(job: Job) -> Feedback:
    """It was good; twice says it once. Raises NotYet, AlreadySaid after a complaint."""
    told = _told(job)
    if told is None:
        told = Feedback(job_id=job.id, state=FeedbackState.PRAISED)
        db.session.add(told)
        db.session.flush()
    elif told.state != FeedbackState.PRAISED:
        raise AlreadySaid(gettext("Je liet al weten dat er iets niet goed was. We zijn ermee bezig."))
    return told


def complain(job: Job, what: str, words: str) -> Feedback:
    """It was not good; said again before it was decided on, the last word counts. Raises NotYet, AlreadySaid."""
    told = _told(job) or Feedback(job_id=job.id)
    if told.state not in (None, FeedbackState.PRAISED, FeedbackState.COMPLAINED):
        raise AlreadySaid(gettext("Je liet al weten dat er iets niet goed was. We zijn ermee bezig."))
    told.state, told.what, told.words = FeedbackState.COMPLAINED, Complaint(what), words.strip()
    told.given_at = clock.now()
    db.session.add(told)
    db.session.flush()
    return told


def of_jobs(job_ids: Sequence[int]) -> dict[int, Feedback]:
    """What was said of these visits, by visit, in one statement."""
    found = select(Feedback).where(Feedback.job_id.in_(job_ids)).options(joinedload(Feedback.redo_job))
    return {told.job_id: told for told in db.session.scalars(found)}


def waiting() -> list[Feedback]:
    """The complaints that ask something of the coordinator, the longest first."""
    asked = Feedback.state.in_((FeedbackState.COMPLAINED, FeedbackState.TALK))
    return _listed(select(Feedback).where(asked).order_by(Feedback.given_at, Feedback.id))


def dealt_with(most: int = 20) -> list[Feedback]:
    """The complaints of late that were decided on, the last first."""
    done = Feedback.state.in_((FeedbackState.REDO, FeedbackState.SETTLED))
    return _listed(select(Feedback).where(done).order_by(Feedback.decided_at.desc(), Feedback.id).limit(most))


def how_many_wait() -> int:
    """How many complaints wait for a decision, for a list of what needs somebody."""
    return (
        db.session.scalar(select(func.count(Feedback.id)).where(Feedback.state == FeedbackState.COMPLAINED)) or 0
    )


def by_id(feedback_id: int, *, lock: bool = False) -> Feedback:
    """What was said, by its number; raises NotFound. With `lock` it is held until the commit."""
    query = select(Feedback).where(Feedback.id == feedback_id, Feedback.state != FeedbackState.PRAISED)
    if lock:  # see orders.order
        query = query.with_for_update(of=Feedback).execution_options(populate_existing=True)
    told = db.session.scalar(query)
    if told is None:
        raise NotFound(gettext("Deze reactie is er niet."))
    return told


def _told(job: Job) -> Feedback | None:
    if not may_judge(job):
        raise NotYet(gettext("Deze klus is nog niet begonnen. Zeg het daarna."))
    return db.session.scalar(select(Feedback).where(Feedback.job_id == job.id))


def _listed(query: object) -> list[Feedback]:
    wide = query.options(joinedload(Feedback.job).joinedload(Job.order))  # type: ignore[attr-defined]
    return list(db.session.scalars(wide))
