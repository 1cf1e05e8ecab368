"""A job: one visit, with its planned day, time and people, and what the customer pays for it."""

from datetime import date, time
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from coop.money import Money
from members.member import Member
from orders import limit
from orders.limit import Step, Work
from orders.order import Order
from orders.service import Service
from orders.workday import is_workday


class JobState(StrEnum):
    """How far a job is; billed is told by its invoice_source."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class NotPlanned(Stale):
    """Only a planned job can be moved, staffed or cancelled."""


class MovedMeanwhile(Stale):
    """Who moves a job has seen the day it was on; otherwise a colleague was first."""


class NoWorkday(Refusal):
    """Nothing is planned on Sundays and public holidays."""


class Job(Model):
    """One visit; `due` is the day the order's pattern names it by, `day` the day we come.

    What is done again bears the `due` of the visit it puts right.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('planned', 'done', 'cancelled')", name="state"),
        CheckConstraint("minutes > 0 AND people > 0 AND price >= 0", name="work"),
        CheckConstraint("invoice_source IS NULL OR state = 'done'", name="billed_when_done"),
        CheckConstraint("redo_of IS NULL OR price = 0", name="redo_costs_nothing"),
        Index(
            "uq_job_order_id_due",
            "order_id",
            "due",
            unique=True,
            sqlite_where=text("redo_of IS NULL"),
            postgresql_where=text("redo_of IS NULL"),
        ),
        Index("ix_job_day", "day", "begins", "id"),
        Index(
            "ix_job_to_invoice",
            "day",
            sqlite_where=text("state = 'done' AND invoice_source IS NULL"),
            postgresql_where=text("state = 'done' AND invoice_source IS NULL"),
        ),
    )
    __audited__ = ("state", "day", "invoice_source")

    id: Mapped[int] = pk()
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    due: Mapped[date]
    day: Mapped[date]
    begins: Mapped[time]
    minutes: Mapped[int]
    people: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default=JobState.PLANNED)
    price: Mapped[Money]
    invoice_source: Mapped[str | None] = mapped_column(String(40), index=True)
    redo_of: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    """The visit that was not good and is done again by this one, without costs and on no invoice."""

    order: Mapped[Order | None] = relationship()
    service: Mapped[Service] = relationship()
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="job", order_by="Assignment.id")

    @property
    def cost_object_id(self) -> int | None:
        """What it earns and costs for: the project of its order, or else its service."""
        project = self.order.cost_object_id if self.order is not None else None
        return project or self.service.cost_object_id

    @property
    def ends(self) -> time:
        """When it is planned to be over."""
        total = min(self.begins.hour * 60 + self.begins.minute + self.minutes, 23 * 60 + 59)
        return time(*divmod(total, 60))

    @property
    def places(self) -> int:
        """How many people it still needs; none once it is no longer planned."""
        return max(0, self.people - len(self.assignments)) if self.state == JobState.PLANNED else 0

    def move(self, day: date, begins: time, seen: date, because: str = "") -> None:
        """Plan it on another day or time; `seen` is the day the planner saw it on.

        Raises NotPlanned, MovedMeanwhile, NoWorkday, and OverLimit where somebody on it would pass a limit in
        another month, unless it is said why.
        """
        self.must_be_planned()
        if self.day != seen:
            raise MovedMeanwhile(gettext("Een collega heeft deze klus net verplaatst. Kijk waar hij nu staat."))
        if not is_workday(day):
            raise NoWorkday(gettext("Op zondagen en feestdagen plannen we niets."), "day")
        if day.replace(day=1) != self.day.replace(day=1):
            limit.demand(Step.PLANNING, [one.work(day) for one in self.assignments], because)
        self.day, self.begins = day, begins
        db.session.flush()

    def cancel(self) -> None:
        """This visit does not take place; raises NotPlanned."""
        self.must_be_planned()
        self.state = JobState.CANCELLED
        db.session.flush()

    def close(self) -> None:
        """It is done although somebody who was planned has no hours on it; raises NotPlanned."""
        self.must_be_planned()
        self.state = JobState.DONE
        db.session.flush()

    def must_be_planned(self) -> None:
        """Raise NotPlanned unless it still lies ahead."""
        if self.state != JobState.PLANNED:
            raise NotPlanned(gettext("Deze klus is al klaar of gaat niet door. Ververs de pagina."))


class Assignment(Model):
    """A member on a job; the kind of engagement is kept as it was that day."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("job_id", "member_id"),
        CheckConstraint(
            "engagement IN ('employee', 'volunteer', 'participation', 'starter', 'apprentice')",
            name="engagement",
        ),
    )

    id: Mapped[int] = pk()
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    engagement: Mapped[str] = mapped_column(String(15))

    job: Mapped[Job] = relationship(back_populates="assignments")
    member: Mapped[Member] = relationship()

    def work(self, day: date) -> Work:
        """What it is for a limit, if the job were on this day."""
        person = self.member.person
        return Work(person.id, person.name, day, self.job.minutes, self.engagement, f"job:{self.job_id}")


def by_id(job_id: int, *, lock: bool = False) -> Job:
    """The job with this number; raises NotFound. With `lock` it is held until the commit."""
    query = select(Job).where(Job.id == job_id)
    if lock:  # see orders.order
        query = query.with_for_update(of=Job).execution_options(populate_existing=True)
    job = db.session.scalar(query)
    if job is None:
        raise NotFound(gettext("Deze klus is er niet."))
    return job
