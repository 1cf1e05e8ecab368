"""Who is on a job: an assignment names the member and on what terms they work that day."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, pk
from members.member import Member
from orders.job import Job


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

    job: Mapped[Job] = relationship(backref="assignments")
    member: Mapped[Member] = relationship()
